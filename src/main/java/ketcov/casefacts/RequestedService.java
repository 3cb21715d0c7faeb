package ketcov.casefacts;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is asked of the payer. */
public record RequestedService(
    @Says(value = "The requested drug.", required = true) Drug drug,
    @Says(value = "Its route.", required = true) Route route,
    @Says(value = "What it is requested for.", asks = "what the drug is requested for")
        @Nullable Indication indication,
    @Says(
            value = "First request or continuation; unsaid means INITIAL.",
            asks = "whether it is a first request or a continuation")
        @Nullable Authorization authorization,
    @Says(value = "Induction or maintenance.", asks = "whether it is induction or maintenance")
        @Nullable TreatmentPhase treatmentPhase,
    @Says(
            value = "Dose of one session in mg.",
            min = 0,
            max = 2000,
            change = Change.REQUEST,
            asks = "how many mg one session has")
        @Nullable Double doseMg,
    @Says(
            value = "Sessions a week.",
            min = 0,
            max = 14,
            change = Change.REQUEST,
            asks = "how many sessions a week are asked for")
        @Nullable Double dosesPerWeek,
    @Says(
            value = "Weeks requested.",
            min = 0,
            max = 104,
            change = Change.REQUEST,
            asks = "how many weeks are asked for")
        @Nullable Double weeks,
    @Says(
            value = "Nasal devices requested.",
            min = 0,
            max = 500,
            change = Change.REQUEST,
            asks = "how many nasal devices are asked for")
        @Nullable Integer devices,
    @Says(
            value = "Week of treatment on the service date, counted from 1.",
            min = 1,
            max = 2000,
            asks = "in which week of treatment the patient is")
        @Nullable Integer weekOfTreatment,
    @Says(
            value = "Standard or expedited review.",
            change = Change.REQUEST,
            asks = "whether the review is expedited")
        @Nullable Urgency urgency,
    @Says(
            value = "HCPCS or CPT codes as billed.",
            maxLength = 10,
            change = Change.REQUEST,
            asks = "which HCPCS or CPT codes are billed")
        @Nullable List<String> hcpcs,
    @Says(
            value = "NDC as billed.",
            maxLength = 16,
            change = Change.REQUEST,
            asks = "which NDC is billed")
        @Nullable String ndc,
    @Says(
            value = "Units as billed.",
            min = 0,
            max = 100000,
            change = Change.REQUEST,
            asks = "how many units are billed")
        @Nullable Double units,
    @Says(
            value = "Day of the request; unsaid means the service date.",
            asks = "on which day it is requested")
        @Nullable LocalDate requestedOn,
    @Says(value = "Names an edition instead of choosing by date.", maxLength = 100)
        @Nullable String policyEdition,
    @Says(
            value = "The same payer approved the drug before.",
            asks = "whether the same payer approved the drug before")
        @Nullable Boolean priorApproval,
    @Says(
            value = "The patient had an earlier course of esketamine.",
            asks = "whether there was an earlier course of esketamine")
        @Nullable Boolean priorEsketamineCourse,
    @Says(
            value = "Esketamine was begun in hospital.",
            asks = "whether esketamine was begun in hospital")
        @Nullable Boolean esketamineStartedInpatient,
    @Says(
            value = "The drug that this administration belongs to is approved.",
            asks = "whether the drug that this administration belongs to is approved")
        @Nullable Boolean relatedDrugApproved,
    @Says(
            value = "The prescriber states that the use follows the label.",
            change = Change.PAPER,
            asks = "whether the use follows the label")
        @Nullable Boolean usePerLabel,
    @Says(
            value = "The prescriber justifies the use at this age.",
            change = Change.PAPER,
            asks = "whether the prescriber justifies the use at this age")
        @Nullable Boolean ageRationaleProvided,
    @Says(
            value = "Ketamine is given at the same time.",
            change = Change.REQUEST,
            asks = "whether ketamine is given at the same time")
        @Nullable Boolean concurrentKetamine,
    @Says(
            value = "Neuromodulation is given at the same time.",
            change = Change.REQUEST,
            asks = "whether neuromodulation is given at the same time")
        @Nullable Boolean concurrentNeuromodulation,
    @Says(
            value = "The patient uses mind- or mood-altering substances that could interfere.",
            change = Change.REQUEST,
            asks =
                "whether the patient uses mind- or mood-altering substances that could interfere")
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
