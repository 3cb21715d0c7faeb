package ketcov.planted.cyclic;

import ketcov.planted.condition.Begins;

/** The other half. */
public record Returns(Begins other) {}
