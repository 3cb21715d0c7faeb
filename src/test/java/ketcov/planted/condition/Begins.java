package ketcov.planted.condition;

import ketcov.planted.cyclic.Returns;

/** Half of a cycle. */
public record Begins(Returns other) {}
