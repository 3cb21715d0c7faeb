package ketcov.reference;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import ketcov.casefacts.Authorization;
import ketcov.casefacts.Diagnosis;
import ketcov.casefacts.DrugTrial;
import ketcov.casefacts.FactField;
import ketcov.casefacts.FactTypes;
import ketcov.casefacts.Neuromodulation;
import ketcov.casefacts.OralAntidepressant;
import ketcov.casefacts.Patient;
import ketcov.casefacts.Pharmacy;
import ketcov.casefacts.Prescriber;
import ketcov.casefacts.Psychotherapy;
import ketcov.casefacts.Scale;
import ketcov.casefacts.Score;
import ketcov.casefacts.TreatmentResponse;
import ketcov.casefacts.TreatmentSite;
import ketcov.casefacts.TrialRole;
import ketcov.condition.Condition;
import ketcov.condition.Operator;
import ketcov.condition.Test;

/**
 * A column of the comparison: how a quantity that payers bound differently is found in rules.
 *
 * @param authorization the requests whose criteria are read
 * @param asks what a condition on facts of one type asks of the quantity
 */
record Threshold(String title, Authorization authorization, Function<Condition, Asked> asks) {

  /** The patient and how severe the depression is. */
  static List<Threshold> severity() {
    return List.of(
        initial("age in years", value(Patient.class, "ageYears")),
        initial("severity", value(Diagnosis.class, "severity")),
        initial("PHQ-9", score(Scale.PHQ9)),
        initial("MADRS", score(Scale.MADRS)),
        initial("HAM-D", score(Scale.HAMD17, Scale.HAMD24)),
        initial("QIDS", score(Scale.QIDS)),
        initial("BDI", score(Scale.BDI)),
        initial("score on file", value(Score.class, "timepoint")));
  }

  /** What the trial of an antidepressant must have been to count, and how many must. */
  static List<Threshold> antidepressants() {
    return List.of(
        initial("failed drugs", tried(TrialRole.ANTIDEPRESSANT, Threshold::drugs)),
        initial("classes", tried(TrialRole.ANTIDEPRESSANT, Threshold::classes)),
        initial("weeks", tried(TrialRole.ANTIDEPRESSANT, inTrials("weeks"))),
        initial("dose", tried(TrialRole.ANTIDEPRESSANT, inTrials("doseLevel"))),
        initial(
            "improvement in percent",
            tried(TrialRole.ANTIDEPRESSANT, inTrials("improvementPercent"))),
        initial(
            "adherence in percent", tried(TrialRole.ANTIDEPRESSANT, inTrials("adherencePercent"))),
        initial("in this episode", tried(TrialRole.ANTIDEPRESSANT, inTrials("inCurrentEpisode"))),
        initial("outcome", tried(TrialRole.ANTIDEPRESSANT, inTrials("outcome"))));
  }

  /** What else has to be tried first. */
  static List<Threshold> otherTrials() {
    return List.of(
        initial("augmentation trials", tried(TrialRole.AUGMENTATION, Threshold::drugs)),
        initial("augmentation with", tried(TrialRole.AUGMENTATION, inTrials("therapyClass"))),
        initial("psychotherapy", words(Psychotherapy.class)),
        initial("neuromodulation", words(Neuromodulation.class)));
  }

  /** Who treats, where, and with what beside it. */
  static List<Threshold> treatment() {
    return List.of(
        initial(
            "REMS",
            together(
                List.of(
                    named("site", TreatmentSite.class, "remsCertified"),
                    named("pharmacy", Pharmacy.class, "remsCertified"),
                    named("patient", Patient.class, "remsEnrolled")))),
        initial("minutes observed", value(TreatmentSite.class, "monitoringMinutes")),
        initial("concurrent oral antidepressant", words(OralAntidepressant.class)),
        initial(
            "prescriber",
            together(List.of(value(Prescriber.class, "specialty"), Threshold::consulted))));
  }

  /** What a continuation asks of the response. */
  static List<Threshold> reauthorization() {
    return List.of(
        again("reduction in percent", value(TreatmentResponse.class, "reductionPercent")),
        again("response", words(TreatmentResponse.class)),
        again("concurrent oral antidepressant", words(OralAntidepressant.class)));
  }

  /** What a rule asks. */
  Asked in(Condition condition) {
    return Asked.in(condition, asks);
  }

  private static Threshold initial(String title, Function<Condition, Asked> asks) {
    return new Threshold(title, Authorization.INITIAL, asks);
  }

  private static Threshold again(String title, Function<Condition, Asked> asks) {
    return new Threshold(title, Authorization.REAUTHORIZATION, asks);
  }

  private static Condition.Pattern pattern(Condition leaf) {
    return Condition.patterns(leaf).findFirst().orElseThrow();
  }

  private static boolean isOf(Condition leaf, Class<? extends Record> type) {
    return pattern(leaf).type().equals(FactTypes.of(type));
  }

  /** The value or bound of a field. */
  private static Function<Condition, Asked> value(Class<? extends Record> type, String quantity) {
    String name = FactTypes.of(type).fieldNamed(quantity).quantity();
    return leaf -> isOf(leaf, type) ? ask(pattern(leaf).tests(), name) : Asked.NOTHING;
  }

  private static Function<Condition, Asked> inTrials(String quantity) {
    return value(DrugTrial.class, quantity);
  }

  /** Everything that is asked of facts of a type. */
  private static Function<Condition, Asked> words(Class<? extends Record> type) {
    return leaf ->
        isOf(leaf, type)
            ? Asked.of(PlainWords.tests(pattern(leaf)).replace("; ", " and "))
            : Asked.NOTHING;
  }

  /** A name for a field that is asked to be so. */
  private static Function<Condition, Asked> named(
      String name, Class<? extends Record> type, String field) {
    return leaf -> value(type, field).apply(leaf).isNothing() ? Asked.NOTHING : Asked.of(name);
  }

  private static Asked consulted(Condition leaf) {
    Asked specialty = value(Prescriber.class, "consultedSpecialty").apply(leaf);
    return new Asked(
        specialty.values().stream().map(value -> value + " consulted").toList(),
        specialty.always());
  }

  private static Function<Condition, Asked> together(List<Function<Condition, Asked>> parts) {
    return leaf -> Asked.all(parts.stream().map(part -> part.apply(leaf)).toList());
  }

  /** The least score on one of these scales. */
  private static Function<Condition, Asked> score(Scale... scales) {
    return leaf ->
        Stream.of(scales).anyMatch(scale -> fits(pattern(leaf).tests(), "scale", scale))
            ? value(Score.class, "score").apply(leaf)
            : Asked.NOTHING;
  }

  /** Of trials in one role; a rule that names no role means antidepressants. */
  private static Function<Condition, Asked> tried(TrialRole role, Function<Condition, Asked> asks) {
    return leaf -> {
      if (!isOf(leaf, DrugTrial.class)) {
        return Asked.NOTHING;
      }
      boolean antidepressant = fits(pattern(leaf).tests(), "role", TrialRole.ANTIDEPRESSANT);
      return antidepressant == (role == TrialRole.ANTIDEPRESSANT)
          ? asks.apply(leaf)
          : Asked.NOTHING;
    };
  }

  private static Asked drugs(Condition leaf) {
    return switch (leaf) {
      case Condition.Count count -> {
        Asked drugs = tally(count, Set.of("", "ingredient"));
        Asked classes = classes(count);
        yield drugs.isNothing() ? Asked.of(classes.words() + " of different classes") : drugs;
      }
      default -> Asked.of("1");
    };
  }

  private static Asked classes(Condition leaf) {
    return switch (leaf) {
      case Condition.Count count -> tally(count, Set.of("therapyClass"));
      default -> Asked.NOTHING;
    };
  }

  private static Asked tally(Condition.Count count, Set<String> fields) {
    return Asked.all(
        count.tallies().stream()
            .filter(tally -> fields.contains(tally.field() == null ? "" : tally.field().name()))
            .map(tally -> Asked.of(Integer.toString(tally.least())))
            .toList());
  }

  /** Whether tests let a value through. */
  private static boolean fits(List<Test> tests, String field, Enum<?> value) {
    return tests.stream().allMatch(test -> fits(test, field, value));
  }

  private static boolean fits(Test test, String field, Enum<?> value) {
    return switch (test) {
      case Test.Comparison of ->
          !of.field().name().equals(field)
              || of.operator() != Operator.EQUAL
              || of.value().equals(value);
      case Test.OneOf of -> !of.field().name().equals(field) || of.values().contains(value);
      case Test.All all -> fits(all.tests(), field, value);
      case Test.Any any -> any.tests().stream().anyMatch(part -> fits(part, field, value));
      case Test.Said of -> true;
      case Test.InValueSet of -> true;
      case Test.Contains of -> true;
    };
  }

  private static Asked ask(List<Test> tests, String quantity) {
    return Asked.in(
        new Test.All(tests),
        test ->
            switch (test) {
              case Test.Comparison of when isOf(of.field(), quantity) -> Asked.of(value(of));
              case Test.OneOf of when isOf(of.field(), quantity) ->
                  new Asked(of.values().stream().map(PlainWords::value).toList(), true);
              default -> Asked.NOTHING;
            });
  }

  private static boolean isOf(FactField field, String quantity) {
    return field.quantity().equals(quantity);
  }

  private static String value(Test.Comparison comparison) {
    if (comparison.value() instanceof Boolean holds) {
      return holds ? "yes" : "no";
    }
    return comparison.operator() == Operator.EQUAL
        ? PlainWords.value(comparison.value())
        : PlainWords.bound(comparison);
  }
}
