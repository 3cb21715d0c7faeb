package ketcov.casefacts;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is asked of the payer. */
public record RequestedService(
    @Says(value = "The requested drug.", required = true) Drug drug,
    @Says(value = "Its route.", required = true) Route route,
    @Says("What it is requested for.") @Nullable Indication indication,
    @Says("First request or continuation; unsaid means INITIAL.")
        @Nullable Authorization authorization,
    @Says("Induction or maintenance.") @Nullable TreatmentPhase treatmentPhase,
    @Says(value = "Dose of one session in mg.", min = 0, max = 2000, change = Change.REQUEST)
        @Nullable Double doseMg,
    @Says(value = "Sessions a week.", min = 0, max = 14, change = Change.REQUEST)
        @Nullable Double dosesPerWeek,
    @Says(value = "Weeks requested.", min = 0, max = 104, change = Change.REQUEST)
        @Nullable Double weeks,
    @Says(value = "Nasal devices requested.", min = 0, max = 500, change = Change.REQUEST)
        @Nullable Integer devices,
    @Says(value = "Week of treatment on the service date, counted from 1.", min = 1, max = 2000)
        @Nullable Integer weekOfTreatment,
    @Says(value = "Standard or expedited review.", change = Change.REQUEST)
        @Nullable Urgency urgency,
    @Says(value = "HCPCS or CPT codes as billed.", maxLength = 10, change = Change.REQUEST)
        @Nullable List<String> hcpcs,
    @Says(value = "NDC as billed.", maxLength = 16, change = Change.REQUEST) @Nullable String ndc,
    @Says(value = "Units as billed.", min = 0, max = 100000, change = Change.REQUEST)
        @Nullable Double units,
    @Says("Day of the request; unsaid means the service date.") @Nullable LocalDate requestedOn,
    @Says(value = "Names an edition instead of choosing by date.", maxLength = 100)
        @Nullable String policyEdition,
    @Says("The same payer approved the drug before.") @Nullable Boolean priorApproval,
    @Says("The patient had an earlier course of esketamine.")
        @Nullable Boolean priorEsketamineCourse,
    @Says("Esketamine was begun in hospital.") @Nullable Boolean esketamineStartedInpatient,
    @Says("The drug that this administration belongs to is approved.")
        @Nullable Boolean relatedDrugApproved,
    @Says(value = "The prescriber states that the use follows the label.", change = Change.PAPER)
        @Nullable Boolean usePerLabel,
    @Says(value = "The prescriber justifies the use at this age.", change = Change.PAPER)
        @Nullable Boolean ageRationaleProvided,
    @Says(value = "Ketamine is given at the same time.", change = Change.REQUEST)
        @Nullable Boolean concurrentKetamine,
    @Says(value = "Neuromodulation is given at the same time.", change = Change.REQUEST)
        @Nullable Boolean concurrentNeuromodulation,
    @Says(
            value = "The patient uses mind- or mood-altering substances that could interfere.",
            change = Change.REQUEST)
        @Nullable Boolean concurrentMindAlteringSubstances,
    @Says("The oral antidepressant taken with it.") OralAntidepressant oralAntidepressant,
    @Says(
            value = "Mg a week: dose of a session times sessions a week.",
            derived = true,
            min = 0,
            max = 28000,
            from = {"doseMg", "dosesPerWeek"})
        @Nullable Double mgPerWeek,
    @Says(
            value = "Mg in the package of the billed NDC.",
            derived = true,
            min = 0,
            max = 1000,
            from = "ndc")
        @Nullable Double ndcMg,
    @Says(
            value = "The billed units equal the mg in the package of the billed NDC.",
            derived = true,
            from = {"units", "ndc"})
        @Nullable Boolean unitsMatchNdc) {}
