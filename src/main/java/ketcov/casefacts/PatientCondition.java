package ketcov.casefacts;

import org.jspecify.annotations.Nullable;

/**
 * Whether the patient has one of the conditions that are asked about. Every condition is a fact; an
 * unsaid one has no status.
 */
public record PatientCondition(
    @Says(value = "The condition.", required = true) ConditionKind condition,
    @Says(
            value = "Present, history or absent.",
            mustSay = true,
            asks = "whether %s is present, history or absent")
        @Nullable ConditionStatus status) {}
