package ketcov.casefacts;

import org.jspecify.annotations.Nullable;

/** The dispensing pharmacy. */
public record Pharmacy(
    @Says(
            value = "The pharmacy is certified in the REMS.",
            change = Change.REQUEST,
            asks = "whether the pharmacy is certified in the REMS")
        @Nullable Boolean remsCertified) {}
