package ketcov.casefacts;

import org.jspecify.annotations.Nullable;

/** The dispensing pharmacy. */
public record Pharmacy(
    @Says("The pharmacy is certified in the REMS.") @Nullable Boolean remsCertified) {}
