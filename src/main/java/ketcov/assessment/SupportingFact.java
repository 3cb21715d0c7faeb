package ketcov.assessment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import ketcov.casefacts.Authorization;
import ketcov.casefacts.CaseFact;
import ketcov.casefacts.CaseFacts;
import ketcov.casefacts.Diagnosis;
import ketcov.casefacts.DrugTrial;
import ketcov.casefacts.FactType;
import ketcov.casefacts.FactTypes;
import ketcov.casefacts.Indication;
import ketcov.casefacts.Prescriber;
import ketcov.casefacts.RequestedService;
import ketcov.casefacts.Scale;
import ketcov.casefacts.Score;
import ketcov.casefacts.Severity;
import ketcov.casefacts.Specialty;
import ketcov.casefacts.TrialOutcome;
import ketcov.casefacts.TrialRole;
import ketcov.condition.Condition;
import ketcov.condition.Operator;
import ketcov.condition.Reasoner;
import ketcov.condition.RuleModel;
import ketcov.condition.Test;
import ketcov.condition.Truth;

/**
 * A fact that supports a first request for depression though the policy sets no criterion on it.
 *
 * @param weight the name of its weight
 * @param least how much of it the case shows
 * @param most how much of it the case may show, when what is unsaid is said
 */
record SupportingFact(String about, String weight, double least, double most, String why) {
  private static final Set<Indication> DEPRESSION =
      Set.of(Indication.TRD, Indication.MDD_WITH_SUICIDALITY, Indication.MDD);
  private static final FactType DIAGNOSIS = FactTypes.of(Diagnosis.class);
  private static final FactType SCORE = FactTypes.of(Score.class);
  private static final FactType TRIAL = FactTypes.of(DrugTrial.class);
  private static final FactType PRESCRIBER = FactTypes.of(Prescriber.class);

  /** PHQ-9 of 20 or more is severe depression (Kroenke 2001, J Gen Intern Med 16:606). */
  private static final int SEVERE_PHQ9 = 20;

  /** Further failed drugs beyond these say nothing more. */
  private static final int MOST_FURTHER_TRIALS = 3;

  private static final Condition SEVERE =
      new Condition.AnyOf(
          List.of(
              new Condition.Pattern(
                  DIAGNOSIS,
                  null,
                  List.of(
                      is(DIAGNOSIS, "leading", true), is(DIAGNOSIS, "severity", Severity.SEVERE))),
              new Condition.Pattern(
                  SCORE,
                  null,
                  List.of(
                      is(SCORE, "scale", Scale.PHQ9),
                      is(SCORE, "latest", true),
                      new Test.Comparison(
                          SCORE.fieldNamed("score"), Operator.AT_LEAST, (double) SEVERE_PHQ9)))));

  private static final Test NOT_ENOUGH =
      new Test.OneOf(
          TRIAL.fieldNamed("outcome"),
          List.of(TrialOutcome.NO_RESPONSE, TrialOutcome.PARTIAL_RESPONSE));
  private static final Condition.Pattern FAILED_DRUG =
      new Condition.Pattern(
          TRIAL, null, List.of(is(TRIAL, "role", TrialRole.ANTIDEPRESSANT), NOT_ENOUGH));
  private static final Condition AUGMENTATION =
      new Condition.Pattern(
          TRIAL, null, List.of(is(TRIAL, "role", TrialRole.AUGMENTATION), NOT_ENOUGH));

  private static final List<Comparable<?>> PSYCHIATRIC =
      List.of(Specialty.PSYCHIATRY, Specialty.PSYCHIATRIC_NURSE_PRACTITIONER);
  private static final Condition SPECIALIST =
      new Condition.AnyOf(
          List.of(
              new Condition.Pattern(
                  PRESCRIBER,
                  null,
                  List.of(new Test.OneOf(PRESCRIBER.fieldNamed("specialty"), PSYCHIATRIC))),
              new Condition.Pattern(
                  PRESCRIBER,
                  null,
                  List.of(
                      new Test.OneOf(PRESCRIBER.fieldNamed("consultedSpecialty"), PSYCHIATRIC)))));

  /**
   * The supporting facts of a case.
   *
   * @param criteria the rules of the criteria that apply: what they read is no supporting fact
   */
  static List<SupportingFact> of(CaseFacts facts, Reasoner reasoner, List<RuleModel> criteria) {
    RequestedService request = facts.priorAuthCase().request();
    Indication indication = request.indication();
    if (indication == null
        || !DEPRESSION.contains(indication)
        || request.authorization() == Authorization.REAUTHORIZATION) {
      return List.of();
    }
    List<Condition.Pattern> read =
        criteria.stream().flatMap(rule -> Condition.patterns(rule.when())).toList();
    List<SupportingFact> found = new ArrayList<>();
    if (read.stream().noneMatch(SupportingFact::asksForSeverity)) {
      truth(
          found, "severity", "severe", reasoner.judge(SEVERE).truth(), "the depression is severe");
    }
    furtherTrials(found, facts, reasoner, criteria);
    if (read.stream().noneMatch(SupportingFact::asksForAugmentation)) {
      truth(
          found,
          "augmentation",
          "augmentationTried",
          reasoner.judge(AUGMENTATION).truth(),
          "an augmentation was tried without enough response");
    }
    if (read.stream().noneMatch(pattern -> pattern.type().equals(PRESCRIBER))) {
      truth(
          found,
          "prescriber",
          "specialist",
          reasoner.judge(SPECIALIST).truth(),
          "a mental-health specialist prescribes or was consulted");
    }
    return found;
  }

  private static boolean asksForSeverity(Condition.Pattern pattern) {
    return pattern.type().equals(SCORE)
        || (pattern.type().equals(DIAGNOSIS)
            && pattern.fields().contains(DIAGNOSIS.fieldNamed("severity")));
  }

  private static boolean asksForAugmentation(Condition.Pattern pattern) {
    return pattern.type().equals(TRIAL)
        && pattern.tests().contains(is(TRIAL, "role", TrialRole.AUGMENTATION));
  }

  private static void truth(
      List<SupportingFact> found, String about, String weight, Truth truth, String why) {
    switch (truth) {
      case TRUE -> found.add(new SupportingFact(about, weight, 1, 1, why));
      case UNKNOWN ->
          found.add(new SupportingFact(about, weight, 0, 1, "the case leaves open: " + why));
      case FALSE -> {
        // Nothing that supports the request.
      }
    }
  }

  private static void furtherTrials(
      List<SupportingFact> found, CaseFacts facts, Reasoner reasoner, List<RuleModel> criteria) {
    int counted =
        criteria.stream()
            .mapToInt(rule -> Condition.leastFacts(rule.when(), TRIAL))
            .max()
            .orElse(0);
    Set<Object> failed = new HashSet<>();
    int perhaps = 0;
    for (CaseFact fact : facts.of(TRIAL)) {
      Object drug = TRIAL.fieldNamed("ingredient").in(fact.fact());
      switch (reasoner.fits(FAILED_DRUG, fact)) {
        case TRUE -> {
          if (drug == null) {
            perhaps++;
          } else {
            failed.add(drug);
          }
        }
        case UNKNOWN -> perhaps++;
        case FALSE -> {
          // Not a failed antidepressant.
        }
      }
    }
    int least = within(failed.size() - counted);
    int most =
        facts.complete(TRIAL) ? within(failed.size() + perhaps - counted) : MOST_FURTHER_TRIALS;
    if (most > 0) {
      found.add(
          new SupportingFact(
              "further trials",
              "furtherTrials",
              least,
              most,
              "drugs that failed beyond what the policy counts"));
    }
  }

  private static int within(int further) {
    return Math.max(0, Math.min(MOST_FURTHER_TRIALS, further));
  }

  private static Test is(FactType type, String field, Comparable<?> value) {
    return new Test.Comparison(type.fieldNamed(field), Operator.EQUAL, value);
  }
}
