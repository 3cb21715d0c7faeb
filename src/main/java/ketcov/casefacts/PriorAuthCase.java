package ketcov.casefacts;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A case: everything that the client says about one request. A list that is null was not said; an
 * empty list says that there are none.
 */
public record PriorAuthCase(
    @Says(value = "The client's own id; holds no patient data.", maxLength = 64)
        @Nullable String caseId,
    @Says(value = "Day of service; chooses the edition in force.", required = true)
        LocalDate serviceDate,
    @Says("The coverage.") Coverage coverage,
    @Says("The request.") RequestedService request,
    @Says("The patient.") Patient patient,
    @Says("The diagnoses.") @Nullable List<Diagnosis> diagnoses,
    @Says("Drugs that were tried.") @Nullable List<DrugTrial> drugTrials,
    @Says("Courses of psychotherapy.") @Nullable List<Psychotherapy> psychotherapies,
    @Says(
            value = "Psychotherapy is available to the patient.",
            asks = "whether psychotherapy is available to the patient")
        @Nullable Boolean psychotherapyAvailable,
    @Says("Courses of neuromodulation.") @Nullable List<Neuromodulation> neuromodulations,
    @Says("Scores on rating scales.") @Nullable List<Score> scores,
    @Says("Suicidality.") Suicidality suicidality,
    @Says("Conditions asked about.") @Nullable List<PatientCondition> conditions,
    @Says(
            value = "Every condition was asked about: those not listed are absent.",
            asks = "whether every condition was asked about")
        @Nullable Boolean conditionsReviewed,
    @Says(
            value = "The prescriber states that benefit outweighs the risk of psychosis.",
            change = Change.PAPER,
            asks = "whether the prescriber states that the benefit outweighs the risk of psychosis")
        @Nullable Boolean psychosisBenefitOutweighsRisk,
    @Says("Details of a substance use disorder.") SubstanceUse substanceUse,
    @Says("Response so far.") TreatmentResponse response,
    @Says("The prescriber.") Prescriber prescriber,
    @Says("The site.") TreatmentSite site,
    @Says("The pharmacy.") Pharmacy pharmacy,
    @Says("The product.") Product product,
    @Says("The monitoring-program look-up.") PrescriptionMonitoring pdmp,
    @Says("Papers that come with the request.") @Nullable List<SubmittedDocument> documents) {}
