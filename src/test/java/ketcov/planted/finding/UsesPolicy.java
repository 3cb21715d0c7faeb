package ketcov.planted.finding;

import ketcov.planted.policy.Policy;

/** A finding that knows a policy. */
record UsesPolicy(Policy policy) {}
