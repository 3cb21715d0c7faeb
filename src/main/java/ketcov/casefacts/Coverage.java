package ketcov.casefacts;

import org.jspecify.annotations.Nullable;

/** The patient's payer, plan and state on the service date. */
public record Coverage(
    @Says(
            value = "The payer, as in the library or as the card calls it.",
            required = true,
            maxLength = 64)
        String payer,
    @Says(value = "The payer's plan code.", maxLength = 64) @Nullable String plan,
    @Says("The kind of plan.") @Nullable LineOfBusiness lineOfBusiness,
    @Says(value = "State of issue, two letters.", pattern = "[A-Z]{2}") @Nullable String state,
    @Says("Insured or self-funded.") @Nullable Funding funding,
    @Says("Medical or pharmacy benefit.") @Nullable Benefit benefit,
    @Says(value = "Who decides the request in the payer's place, as the card says.", maxLength = 64)
        @Nullable String benefitManager) {}
