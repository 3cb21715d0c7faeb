package ketcov.coverage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ketcov.assessment.Assessment;
import ketcov.assessment.AssessmentResult;
import ketcov.assessment.Assessor;
import ketcov.casefacts.CaseFacts;
import ketcov.engine.CompiledEdition;
import ketcov.engine.RuleSession;
import ketcov.policy.EditionId;
import ketcov.policy.PolicyCatalog;
import ketcov.regression.ReadCases;

/**
 * What the sample cases reach of one edition.
 *
 * @param reached each item with the number of cases that reach it
 */
public record EditionCoverage(CompiledEdition edition, Map<Item, Integer> reached) {
  private static final Assessor.Stamp STAMP = new Assessor.Stamp("coverage", Instant.EPOCH);

  public EditionCoverage {
    reached = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(reached));
  }

  /**
   * Runs the cases of an edition, by Drools. A case that is judged by the edition of its date
   * counts for that edition's days, and for nothing else unless it is this one.
   */
  public static EditionCoverage of(ReadCases library, CompiledEdition edition) {
    EditionItems of = new EditionItems(edition);
    Map<Item, Integer> reached = new LinkedHashMap<>();
    of.all().forEach(item -> reached.put(item, 0));
    Assessor assessor = Assessor.ofOutcomes(library.catalog(), RuleSession::fire);
    for (ReadCases.Read read : library.of(edition.policy().editionId())) {
      CaseFacts facts = read.accepted().facts();
      AssessmentResult result =
          read.sample().select()
              ? assessor.assess(read.accepted(), null, STAMP)
              : assessor.assessUnder(edition, read.accepted(), STAMP);
      if (!(result instanceof AssessmentResult.Assessed assessed)) {
        continue;
      }
      Set<Item> items = new HashSet<>(of.of(assessed.assessment()));
      if (!read.sample().select() || isJudge(assessed.assessment(), edition)) {
        items.addAll(of.of(facts));
      }
      items.forEach(item -> reached.computeIfPresent(item, (i, n) -> n + 1));
    }
    days(library, edition, of).forEach(item -> reached.computeIfPresent(item, (i, n) -> n + 1));
    return new EditionCoverage(edition, reached);
  }

  private static boolean isJudge(Assessment assessment, CompiledEdition edition) {
    Assessment.PolicyUsed used = assessment.policy();
    return used != null
        && edition.policy().editionId().equals(new EditionId(used.id(), used.edition()));
  }

  /** A case that is judged by date shows its day, in whichever edition of the payer it lies. */
  private static List<Item> days(ReadCases library, CompiledEdition edition, EditionItems of) {
    List<Item> items = new ArrayList<>();
    PolicyCatalog<CompiledEdition> catalog = library.catalog();
    for (CompiledEdition other : catalog.editions()) {
      if (!other.policy().id().payer().equals(edition.policy().id().payer())) {
        continue;
      }
      for (ReadCases.Read read : library.of(other.policy().editionId())) {
        if (read.sample().select() || read.sample().expect().has("edition")) {
          items.addAll(of.on(read.accepted().facts().priorAuthCase().serviceDate()));
        }
      }
    }
    return items;
  }

  /** How much of a subject is reached, in percent; all of nothing. */
  public static double percent(List<EditionCoverage> editions, Subject subject) {
    long all = editions.stream().mapToLong(e -> e.count(subject, false)).sum();
    long reached = editions.stream().mapToLong(e -> e.count(subject, true)).sum();
    return all == 0 ? 100 : 100.0 * reached / all;
  }

  /** The items of a subject, or those that are reached. */
  public long count(Subject subject, boolean onlyReached) {
    return reached.entrySet().stream()
        .filter(e -> e.getKey().subject() == subject && (!onlyReached || e.getValue() > 0))
        .count();
  }

  /** What no case reaches, in the order of the files. */
  public List<Item> gaps() {
    return reached.entrySet().stream()
        .filter(entry -> entry.getValue() == 0)
        .map(Map.Entry::getKey)
        .toList();
  }
}
