package ketcov.planted.policy;

import ketcov.planted.intake.Reader;

/** A policy that knows how cases are read. */
record UsesIntake(Reader reader) {}
