package ketcov.assessment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import ketcov.casefacts.Amendment;
import ketcov.condition.Need;
import ketcov.condition.RuleModel;
import ketcov.condition.Way;
import ketcov.condition.Ways;
import ketcov.engine.CompiledEdition;
import ketcov.finding.RuleRole;
import ketcov.intake.CaseReading;
import org.jspecify.annotations.Nullable;

/**
 * Which single unsaid fact narrows the likelihood most: each of those in the smallest sets that
 * could decide something is tried with a value that speaks for the request and one against it.
 */
final class NextQuestion {
  private static final int MOST_TRIED = 6;

  private NextQuestion() {}

  /** A fact that may be asked for. */
  private static final class Candidate {
    private final List<Need> favourable;
    private final List<List<Amendment>> answers = new ArrayList<>();
    private double weight;

    Candidate(List<Need> favourable) {
      this.favourable = favourable;
    }
  }

  static Assessment.@Nullable Question of(
      CompiledEdition edition,
      CaseReading.Accepted reading,
      Standing standing,
      Assessment.Likelihood now,
      Function<CaseReading.Accepted, Assessment.Likelihood> likelihood) {
    double width = now.high() - now.low();
    if (width == 0 || reading.facts().priorAuthCase().request().indication() == null) {
      return null;
    }
    Ways ways = new Ways(reading.facts());
    Map<String, Candidate> candidates = new LinkedHashMap<>();
    for (Assessment.CriterionResult criterion : standing.criteria()) {
      if (criterion.required() && criterion.outcome() == Outcome.UNDETERMINED) {
        List<RuleModel> rules = edition.rules(RuleRole.CRITERION, criterion.id());
        add(candidates, ways.toMeet(rules), ways.toClear(rules));
      }
    }
    for (Assessment.ExclusionResult exclusion : standing.exclusions()) {
      if (exclusion.required() && exclusion.outcome() == ExclusionOutcome.UNDETERMINED) {
        List<RuleModel> rules = edition.rules(RuleRole.EXCLUSION, exclusion.id());
        add(candidates, ways.toClear(rules), ways.toMeet(rules));
      }
    }
    return candidates.values().stream()
        .sorted(Comparator.comparingDouble(candidate -> -candidate.weight))
        .limit(MOST_TRIED)
        .map(candidate -> question(candidate, reading, width, likelihood))
        .filter(question -> question.widthAfter() < question.width())
        .min(Comparator.comparingDouble(Assessment.Question::widthAfter))
        .orElse(null);
  }

  private static void add(
      Map<String, Candidate> candidates, List<Way> favourable, List<Way> unfavourable) {
    for (Way way : favourable) {
      if (!way.onlySays()) {
        continue;
      }
      Map<String, List<Need>> units = way.units();
      for (List<Need> unit : units.values()) {
        Candidate candidate =
            candidates.computeIfAbsent(Wording.pointer(unit), pointer -> new Candidate(unit));
        candidate.weight += 1.0 / units.size();
        candidate.answers.add(unit.stream().map(Need::amendment).toList());
      }
    }
    for (Way way : unfavourable) {
      Map<String, List<Need>> units = way.units();
      if (way.onlySays() && units.size() == 1) {
        List<Need> unit = units.values().iterator().next();
        Candidate candidate = candidates.get(Wording.pointer(unit));
        if (candidate != null) {
          candidate.answers.add(unit.stream().map(Need::amendment).toList());
        }
      }
    }
  }

  private static Assessment.Question question(
      Candidate candidate,
      CaseReading.Accepted reading,
      double width,
      Function<CaseReading.Accepted, Assessment.Likelihood> likelihood) {
    double after =
        candidate.answers.stream()
            .distinct()
            .limit(3)
            .mapToDouble(
                answer ->
                    reading.amended().apply(answer) instanceof CaseReading.Accepted then
                        ? width(likelihood.apply(then))
                        : width)
            .average()
            .orElse(width);
    return new Assessment.Question(
        Wording.pointer(candidate.favourable),
        Wording.asks(candidate.favourable),
        rounded(width),
        rounded(after));
  }

  private static double width(Assessment.Likelihood likelihood) {
    return likelihood.high() - likelihood.low();
  }

  private static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }
}
