package ketcov.casefacts;

import org.jspecify.annotations.Nullable;

/** The patient's payer, plan and state on the service date. */
public record Coverage(
    @Says(
            value = "The payer, as in the library or as the card calls it.",
            required = true,
            maxLength = 64)
        String payer,
    @Says(value = "The payer's plan code.", maxLength = 64, asks = "the payer's plan code")
        @Nullable String plan,
    @Says(value = "The kind of plan.", asks = "what kind of plan it is")
        @Nullable LineOfBusiness lineOfBusiness,
    @Says(
            value = "State of issue, two letters.",
            pattern = "[A-Z]{2}",
            asks = "in which state the plan was issued")
        @Nullable String state,
    @Says(value = "Insured or self-funded.", asks = "whether the plan is insured or self-funded")
        @Nullable Funding funding,
    @Says(
            value = "Medical or pharmacy benefit.",
            asks = "whether the medical or the pharmacy benefit is asked")
        @Nullable Benefit benefit,
    @Says(
            value = "Who decides the request in the payer's place, as the card says.",
            maxLength = 64,
            asks = "who decides in the payer's place")
        @Nullable String benefitManager) {}
