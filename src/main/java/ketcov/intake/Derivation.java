package ketcov.intake;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import ketcov.casefacts.Amendment;
import ketcov.casefacts.Authorization;
import ketcov.casefacts.CaseFact;
import ketcov.casefacts.CaseFacts;
import ketcov.casefacts.ConditionKind;
import ketcov.casefacts.ConditionStatus;
import ketcov.casefacts.Diagnosis;
import ketcov.casefacts.DoseLevel;
import ketcov.casefacts.DrugTrial;
import ketcov.casefacts.FactType;
import ketcov.casefacts.FactTypes;
import ketcov.casefacts.Indication;
import ketcov.casefacts.OralAntidepressant;
import ketcov.casefacts.Patient;
import ketcov.casefacts.PatientCondition;
import ketcov.casefacts.PrescriptionMonitoring;
import ketcov.casefacts.PriorAuthCase;
import ketcov.casefacts.Product;
import ketcov.casefacts.RequestedService;
import ketcov.casefacts.Scale;
import ketcov.casefacts.Score;
import ketcov.casefacts.Suicidality;
import ketcov.casefacts.Timepoint;
import ketcov.casefacts.TrialOutcome;
import ketcov.text.DidYouMean;
import org.jspecify.annotations.Nullable;

/**
 * Derives what a case implies, once, when it is read. A derived value is absent when what it comes
 * from is absent. Definitions on which payers disagree (enough weeks, what counts as failed) stay
 * in the rules.
 */
final class Derivation {
  private final PriorAuthCase submitted;
  private final ReferenceTables tables;
  private final JsonNode root;
  private final List<CaseRemark> remarks = new ArrayList<>();

  Derivation(PriorAuthCase submitted, ReferenceTables tables, JsonNode root) {
    this.submitted = submitted;
    this.tables = tables;
    this.root = root;
  }

  CaseReading derive(Function<Collection<Amendment>, CaseReading> amended) {
    CaseFacts facts = factsWith(submitted.request().indication());
    List<CaseRemark> found = List.copyOf(remarks);
    return new CaseReading.Accepted(
        facts,
        found,
        indication -> new Derivation(submitted, tables, root).factsWith(indication),
        amended);
  }

  private CaseFacts factsWith(@Nullable Indication indication) {
    RequestedService request = request(indication);
    List<CaseFact> conditions = conditions();
    PriorAuthCase derived =
        new PriorAuthCase(
            submitted.caseId(),
            submitted.serviceDate(),
            submitted.coverage(),
            request,
            patient(),
            diagnoses(request),
            drugTrials(),
            submitted.psychotherapies(),
            submitted.psychotherapyAvailable(),
            submitted.neuromodulations(),
            scores(request),
            suicidality(),
            conditions.stream().map(fact -> (PatientCondition) fact.fact()).toList(),
            submitted.conditionsReviewed(),
            submitted.psychosisBenefitOutweighsRisk(),
            submitted.substanceUse(),
            submitted.response(),
            submitted.prescriber(),
            submitted.site(),
            submitted.pharmacy(),
            product(),
            pdmp(),
            submitted.documents());
    return facts(derived, conditions);
  }

  private CaseFacts facts(PriorAuthCase derived, List<CaseFact> conditions) {
    List<CaseFact> facts = new ArrayList<>();
    facts.add(single(derived));
    facts.add(single(derived.coverage()));
    facts.add(single(derived.request()));
    facts.add(single(derived.request().oralAntidepressant()));
    facts.add(single(derived.patient()));
    list(facts, derived.diagnoses());
    list(facts, derived.drugTrials());
    list(facts, derived.psychotherapies());
    list(facts, derived.neuromodulations());
    list(facts, derived.scores());
    facts.add(single(derived.suicidality()));
    facts.addAll(conditions);
    facts.add(single(derived.substanceUse()));
    facts.add(single(derived.response()));
    facts.add(single(derived.prescriber()));
    facts.add(single(derived.site()));
    facts.add(single(derived.pharmacy()));
    facts.add(single(derived.product()));
    facts.add(single(derived.pdmp()));
    list(facts, derived.documents());
    return new CaseFacts(derived, facts, this::reported, this::said);
  }

  private boolean said(String pointer) {
    JsonNode node = root.at(JsonPointer.compile(pointer));
    return !node.isMissingNode() && !node.isNull();
  }

  /** Every condition is a fact, said or not, so that list is always whole. */
  private boolean reported(FactType type) {
    return type.factClass() == PatientCondition.class || said(type.pointer());
  }

  private static CaseFact single(Record fact) {
    FactType type = FactTypes.of(fact.getClass());
    return new CaseFact(type, fact, type.pointer(), false);
  }

  private static void list(List<CaseFact> facts, @Nullable List<? extends Record> entries) {
    if (entries != null) {
      for (int i = 0; i < entries.size(); i++) {
        FactType type = FactTypes.of(entries.get(i).getClass());
        facts.add(new CaseFact(type, entries.get(i), type.pointer() + "/" + i, false));
      }
    }
  }

  private RequestedService request(@Nullable Indication indication) {
    RequestedService r = submitted.request();
    Double packageMg = r.ndc() == null ? null : tables.packageMg(r.ndc()).orElse(null);
    return new RequestedService(
        r.drug(),
        r.route(),
        indication,
        Objects.requireNonNullElse(r.authorization(), Authorization.INITIAL),
        r.treatmentPhase(),
        r.doseMg(),
        r.dosesPerWeek(),
        r.weeks(),
        r.devices(),
        r.weekOfTreatment(),
        r.urgency(),
        r.hcpcs(),
        r.ndc(),
        r.units(),
        Objects.requireNonNullElse(r.requestedOn(), submitted.serviceDate()),
        r.policyEdition(),
        r.priorApproval(),
        r.priorEsketamineCourse(),
        r.esketamineStartedInpatient(),
        r.relatedDrugApproved(),
        r.usePerLabel(),
        r.ageRationaleProvided(),
        r.concurrentKetamine(),
        r.concurrentNeuromodulation(),
        r.concurrentMindAlteringSubstances(),
        oralAntidepressant(r.oralAntidepressant()),
        product(r.doseMg(), r.dosesPerWeek()),
        packageMg,
        unitsMatch(r.units(), packageMg));
  }

  private static @Nullable Double product(@Nullable Double dose, @Nullable Double times) {
    if (dose == null || times == null) {
      return null;
    }
    return dose * times;
  }

  private static @Nullable Boolean unitsMatch(@Nullable Double units, @Nullable Double packageMg) {
    if (units == null || packageMg == null) {
      return null;
    }
    return units.equals(packageMg);
  }

  private OralAntidepressant oralAntidepressant(OralAntidepressant taken) {
    String name = taken.ingredient();
    if (name != null) {
      name = resolve(name, "/request/oralAntidepressant/ingredient").name();
    }
    return new OralAntidepressant(
        taken.concurrent(), name, taken.weeks(), taken.startedOrOptimized(), failedBefore(name));
  }

  private @Nullable Boolean failedBefore(@Nullable String drug) {
    List<DrugTrial> trials = submitted.drugTrials();
    if (drug == null || trials == null) {
      return null;
    }
    boolean open = false;
    for (DrugTrial trial : trials) {
      String tried = trial.ingredient() == null ? null : nameOf(trial.ingredient());
      TrialOutcome outcome =
          trial.outcome() != null ? trial.outcome() : outcomeOf(trial.improvementPercent());
      boolean same = drug.equals(tried);
      boolean inadequate =
          outcome == TrialOutcome.NO_RESPONSE || outcome == TrialOutcome.PARTIAL_RESPONSE;
      if (same && inadequate) {
        return true;
      }
      boolean perhapsSame = same || tried == null;
      boolean perhapsInadequate = inadequate || outcome == null;
      open = open || (perhapsSame && perhapsInadequate);
    }
    return open ? null : (Boolean) false;
  }

  private String nameOf(String drug) {
    return tables
        .ingredient(drug)
        .map(ReferenceTables.Ingredient::name)
        .orElseGet(() -> tables.unknownName(drug));
  }

  private Product product() {
    Product p = submitted.product();
    return new Product(
        p.orderedForPatient(),
        p.receivedOn(),
        p.receivedOn() == null || p.receivedOn().isAfter(submitted.serviceDate())
            ? null
            : (Integer)
                Math.toIntExact(ChronoUnit.DAYS.between(p.receivedOn(), submitted.serviceDate())));
  }

  private Patient patient() {
    Patient p = submitted.patient();
    LocalDate birth = p.birthDate();
    Integer age = p.ageYears();
    if (age == null && birth != null) {
      age = Period.between(birth, submitted.serviceDate()).getYears();
    }
    return new Patient(age, birth, p.sex(), p.pregnant(), p.remsEnrolled());
  }

  private @Nullable List<Diagnosis> diagnoses(RequestedService request) {
    List<Diagnosis> said = submitted.diagnoses();
    if (said == null) {
      return null;
    }
    List<@Nullable Boolean> major = new ArrayList<>();
    for (int i = 0; i < said.size(); i++) {
      major.add(majorDepression(said.get(i).code(), "/diagnoses/" + i + "/code"));
    }
    List<@Nullable Boolean> leading = leading(said, major);
    List<Diagnosis> derived = new ArrayList<>();
    for (int i = 0; i < said.size(); i++) {
      Diagnosis d = said.get(i);
      Optional<ReferenceTables.DiagnosisCode> told =
          d.code() == null ? Optional.empty() : tables.diagnosis(d.code());
      boolean resistant =
          Boolean.TRUE.equals(major.get(i)) && request.indication() == Indication.TRD;
      derived.add(
          new Diagnosis(
              d.code(),
              d.primary(),
              d.severity() != null ? d.severity() : told.map(t -> t.severity()).orElse(null),
              d.psychoticFeatures() != null
                  ? d.psychoticFeatures()
                  : told.map(t -> t.psychoticFeatures()).orElse(null),
              d.episode() != null ? d.episode() : told.map(t -> t.episode()).orElse(null),
              d.episodeMonths(),
              (d.treatmentResistant() == null && resistant) ? Boolean.TRUE : d.treatmentResistant(),
              d.dsmVersion(),
              d.structuredInterview(),
              d.diagnosedBy(),
              major.get(i),
              leading.get(i)));
    }
    return List.copyOf(derived);
  }

  private @Nullable Boolean majorDepression(@Nullable String code, String pointer) {
    if (code == null) {
      return null;
    }
    Optional<ReferenceTables.DiagnosisCode> told = tables.diagnosis(code);
    if (told.isPresent()) {
      return told.get().majorDepression();
    }
    if (code.startsWith("F32") || code.startsWith("F33")) {
      remarks.add(
          new CaseRemark(
              pointer,
              "This code is not in our table, so whether it is a major depression stays open."));
      return null;
    }
    return false;
  }

  /**
   * The diagnosis that a policy speaks of: the primary one if it is a major depression, else the
   * first that is, else the primary one, else the only one. Unknown where an unknown code could
   * change the choice.
   */
  private static List<@Nullable Boolean> leading(
      List<Diagnosis> said, List<@Nullable Boolean> major) {
    int primary = -1;
    for (int i = 0; i < said.size(); i++) {
      if (Boolean.TRUE.equals(said.get(i).primary())) {
        primary = i;
      }
    }
    int chosen = -1;
    if (primary >= 0 && !Boolean.FALSE.equals(major.get(primary))) {
      chosen = major.get(primary) == null && said.size() > 1 ? -2 : primary;
    }
    for (int i = 0; chosen == -1 && i < said.size(); i++) {
      if (!Boolean.FALSE.equals(major.get(i))) {
        chosen = major.get(i) == null && said.size() > 1 ? -2 : i;
      }
    }
    if (chosen == -1) {
      chosen = primary >= 0 ? primary : (said.size() == 1 ? 0 : -2);
    }
    List<@Nullable Boolean> leading = new ArrayList<>();
    for (int i = 0; i < said.size(); i++) {
      leading.add(chosen == -2 ? null : (Boolean) (i == chosen));
    }
    return leading;
  }

  private @Nullable List<DrugTrial> drugTrials() {
    List<DrugTrial> said = submitted.drugTrials();
    if (said == null) {
      return null;
    }
    List<DrugTrial> derived = new ArrayList<>();
    for (int i = 0; i < said.size(); i++) {
      derived.add(drugTrial(said.get(i), "/drugTrials/" + i));
    }
    return List.copyOf(derived);
  }

  private DrugTrial drugTrial(DrugTrial t, String pointer) {
    ReferenceTables.@Nullable Ingredient drug =
        t.ingredient() == null ? null : resolve(t.ingredient(), pointer + "/ingredient");
    DoseLevel least = t.doseLevel() != null ? t.doseLevel() : leastDose(t, drug);
    DoseLevel most = t.doseLevel() != null ? t.doseLevel() : mostDose(t, drug);
    TrialOutcome outcome = t.outcome() != null ? t.outcome() : outcomeOf(t.improvementPercent());
    return new DrugTrial(
        drug == null ? null : drug.name(),
        t.therapyClass() != null || drug == null ? t.therapyClass() : drug.therapyClass(),
        t.role() != null ? t.role() : roleOf(t, drug),
        t.weeks() != null ? t.weeks() : weeksOf(t),
        t.dailyDoseMg(),
        least == most ? least : t.doseLevel(),
        outcome,
        t.improvementPercent(),
        t.adherencePercent(),
        t.inCurrentEpisode(),
        t.startedOn(),
        t.endedOn(),
        t.changedTherapy(),
        t.doseLimitingSideEffects(),
        t.durationJudgedSufficient(),
        t.route() != null || drug == null ? t.route() : drug.route(),
        least,
        most,
        t.improvementPercent() != null ? t.improvementPercent() : leastImprovement(t.outcome()),
        t.improvementPercent() != null ? t.improvementPercent() : mostImprovement(t.outcome()));
  }

  private ReferenceTables.Ingredient resolve(String text, String pointer) {
    Optional<ReferenceTables.Ingredient> known = tables.ingredient(text);
    if (known.isPresent()) {
      return known.get();
    }
    remarks.add(
        new CaseRemark(
            pointer,
            "This drug is not in our table: it is counted as a drug of its own, its class and role are taken from the case alone."
                + DidYouMean.hint(text, tables.drugNames())));
    return new ReferenceTables.Ingredient(tables.unknownName(text), null, null, null, null, false);
  }

  private static ketcov.casefacts.@Nullable TrialRole roleOf(
      DrugTrial t, ReferenceTables.@Nullable Ingredient drug) {
    if (drug != null && drug.role() != null) {
      return drug.role();
    }
    boolean inTable = drug != null && drug.therapyClass() != null;
    if (inTable || t.therapyClass() == null) {
      return null;
    }
    return switch (t.therapyClass()) {
      case SSRI, SNRI, TCA, MAOI, BUPROPION, MIRTAZAPINE, ATYPICAL, NEUROSTEROID ->
          ketcov.casefacts.TrialRole.ANTIDEPRESSANT;
      case SECOND_GENERATION_ANTIPSYCHOTIC,
          LITHIUM,
          THYROID_HORMONE,
          BUSPIRONE,
          STIMULANT,
          ANTICONVULSANT,
          OTHER ->
          ketcov.casefacts.TrialRole.AUGMENTATION;
    };
  }

  private static @Nullable Double weeksOf(DrugTrial t) {
    return t.startedOn() == null || t.endedOn() == null
        ? null
        : (Double) (ChronoUnit.DAYS.between(t.startedOn(), t.endedOn()) / 7.0);
  }

  private static @Nullable DoseLevel leastDose(
      DrugTrial t, ReferenceTables.@Nullable Ingredient drug) {
    if (drug == null || drug.lowestDoseMg() == null || t.dailyDoseMg() == null) {
      return null;
    }
    if (t.dailyDoseMg() >= drug.lowestDoseMg()) {
      return DoseLevel.MINIMUM;
    }
    return drug.doseConfirmed() ? DoseLevel.SUBTHERAPEUTIC : null;
  }

  private static @Nullable DoseLevel mostDose(
      DrugTrial t, ReferenceTables.@Nullable Ingredient drug) {
    return leastDose(t, drug) == DoseLevel.SUBTHERAPEUTIC ? DoseLevel.SUBTHERAPEUTIC : null;
  }

  private static @Nullable TrialOutcome outcomeOf(@Nullable Double improvement) {
    if (improvement == null) {
      return null;
    }
    if (improvement <= 25) {
      return TrialOutcome.NO_RESPONSE;
    }
    return improvement < 50 ? TrialOutcome.PARTIAL_RESPONSE : TrialOutcome.RESPONSE;
  }

  private static @Nullable Double leastImprovement(@Nullable TrialOutcome outcome) {
    return switch (outcome) {
      case PARTIAL_RESPONSE -> (Double) Math.nextUp(25.0);
      case RESPONSE, REMISSION -> (Double) 50.0;
      case NO_RESPONSE, INTOLERANCE, CONTRAINDICATED -> null;
      case null -> null;
    };
  }

  private static @Nullable Double mostImprovement(@Nullable TrialOutcome outcome) {
    return switch (outcome) {
      case NO_RESPONSE -> (Double) 25.0;
      case PARTIAL_RESPONSE -> (Double) Math.nextDown(50.0);
      case RESPONSE, REMISSION, INTOLERANCE, CONTRAINDICATED -> null;
      case null -> null;
    };
  }

  private @Nullable List<Score> scores(RequestedService request) {
    List<Score> said = submitted.scores();
    if (said == null) {
      return null;
    }
    List<Score> derived = new ArrayList<>();
    for (int i = 0; i < said.size(); i++) {
      Score s = said.get(i);
      if (isLater(s)) {
        remarks.add(
            new CaseRemark(
                "/scores/" + i + "/takenOn",
                "This score is dated after the service date; it is not taken for the latest one."));
      }
      Timepoint timepoint =
          s.timepoint() == null && request.authorization() == Authorization.INITIAL
              ? Timepoint.BASELINE
              : s.timepoint();
      derived.add(
          new Score(
              s.scale(),
              s.score(),
              s.takenOn(),
              timepoint,
              s.rater(),
              latest(i, said, (one, other) -> one == other),
              latest(i, said, Scale::sameInstrument),
              daysBeforeRequest(s, request)));
    }
    return List.copyOf(derived);
  }

  private static @Nullable Integer daysBeforeRequest(Score score, RequestedService request) {
    return score.takenOn() == null || request.requestedOn() == null
        ? null
        : (Integer)
            Math.toIntExact(ChronoUnit.DAYS.between(score.takenOn(), request.requestedOn()));
  }

  /**
   * Whether a score is the latest of its peers; unknown while a date or scale is missing that could
   * decide.
   */
  private @Nullable Boolean latest(int at, List<Score> all, BiPredicate<Scale, Scale> peers) {
    Score score = all.get(at);
    Scale scale = score.scale();
    if (scale == null) {
      return null;
    }
    if (isLater(score)) {
      return false;
    }
    LocalDate own = score.takenOn();
    boolean open = false;
    for (int i = 0; i < all.size(); i++) {
      Score other = all.get(i);
      if (i == at
          || isLater(other)
          || (other.scale() != null && !peers.test(scale, other.scale()))) {
        continue;
      }
      LocalDate day = other.takenOn();
      boolean known = own != null && day != null;
      boolean after = own != null && day != null && day.isAfter(own);
      if (after && other.scale() != null) {
        return false;
      }
      open |= after || !known;
    }
    return open ? null : (Boolean) true;
  }

  private boolean isLater(Score score) {
    return score.takenOn() != null && score.takenOn().isAfter(submitted.serviceDate());
  }

  private Suicidality suicidality() {
    Suicidality s = submitted.suicidality();
    return new Suicidality(
        s.acuteIdeationOrBehavior(),
        s.intent(),
        s.imminent(),
        s.admissionNeededWithinHours() == null ? s.admissionNeeded() : Boolean.TRUE,
        s.admissionNeededWithinHours(),
        s.inpatient(),
        s.recentDischarge(),
        s.daysSinceDischarge(),
        s.dailyThoughtsOfDeath(),
        s.unableToCareForSelf());
  }

  private PrescriptionMonitoring pdmp() {
    PrescriptionMonitoring p = submitted.pdmp();
    return new PrescriptionMonitoring(
        p.checkedOn() == null ? p.checked() : Boolean.TRUE, p.checkedOn(), p.available());
  }

  private List<CaseFact> conditions() {
    FactType type = FactTypes.of(PatientCondition.class);
    List<PatientCondition> listed = Objects.requireNonNullElse(submitted.conditions(), List.of());
    boolean reviewed = Boolean.TRUE.equals(submitted.conditionsReviewed());
    List<CaseFact> facts = new ArrayList<>();
    for (ConditionKind kind : ConditionKind.values()) {
      int at = 0;
      while (at < listed.size() && listed.get(at).condition() != kind) {
        at++;
      }
      if (at < listed.size()) {
        facts.add(new CaseFact(type, listed.get(at), type.pointer() + "/" + at, false));
      } else if (reviewed) {
        facts.add(
            new CaseFact(
                type,
                new PatientCondition(kind, ConditionStatus.ABSENT),
                "/conditionsReviewed",
                true));
      } else {
        facts.add(new CaseFact(type, new PatientCondition(kind, null), type.pointer(), true));
      }
    }
    return facts;
  }
}
