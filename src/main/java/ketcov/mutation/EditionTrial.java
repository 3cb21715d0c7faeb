package ketcov.mutation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ketcov.assessment.Assessor;
import ketcov.casefacts.CaseFacts;
import ketcov.casefacts.FactTypes;
import ketcov.condition.Condition;
import ketcov.condition.Judgement;
import ketcov.condition.Reasoner;
import ketcov.condition.RuleModel;
import ketcov.engine.CompiledEdition;
import ketcov.intake.CaseReader;
import ketcov.policy.EditionCalendar;
import ketcov.policy.PolicyCatalog;
import ketcov.regression.CaseRunner;
import ketcov.regression.ReadCases;

/** Holds mutants of one edition against the cases that could notice them. For one thread. */
final class EditionTrial {
  /** What notices a change that the check of the library refuses. */
  static final String REFUSED = "check: two editions would be in force on one day";

  private final PolicyCatalog<CompiledEdition> catalog;
  private final CaseReader reader;
  private final List<ReadCases.Read> own;
  private final List<ReadCases.Read> chosenByDate;
  private final Reading reading = new Reading();

  EditionTrial(ReadCases library, CompiledEdition edition, CaseReader reader) {
    this.catalog = library.catalog();
    this.reader = reader;
    this.own = library.of(edition.policy().editionId());
    this.chosenByDate =
        library.catalog().editions().stream()
            .filter(other -> other.policy().id().payer().equals(edition.policy().id().payer()))
            .flatMap(other -> library.of(other.policy().editionId()).stream())
            .filter(read -> read.sample().select() || read.sample().expect().has("edition"))
            .toList();
  }

  /** A case that fails with the edition as it is; the trial of a mutant would mean nothing. */
  Optional<String> failing() {
    CaseRunner runner = runner(catalog);
    return own.stream()
        .filter(read -> !runner.differences(read.sample(), read.accepted()).isEmpty())
        .map(read -> read.sample().name())
        .findFirst();
  }

  /** The first case that fails with the mutant. */
  Optional<String> killer(Mutant mutant) {
    if (isOfDates(mutant) && overlaps(mutant)) {
      return Optional.of(REFUSED);
    }
    CaseRunner runner = runner(catalog.with(mutant.edition()));
    for (ReadCases.Read read : candidates(mutant)) {
      if (!runner.differences(read.sample(), read.accepted()).isEmpty()) {
        return Optional.of(read.sample().name());
      }
    }
    return Optional.empty();
  }

  private static boolean isOfDates(Mutant mutant) {
    return mutant.kind() == MutantKind.DATE && mutant.subject().equals("inForce");
  }

  /** Two editions on one day are refused when the library is read. */
  private boolean overlaps(Mutant mutant) {
    return EditionCalendar.check(
            catalog.with(mutant.edition()).editions(mutant.editionId().policy()).stream()
                .map(CompiledEdition::source)
                .toList())
        .stream()
        .anyMatch(problem -> problem.isError());
  }

  private CaseRunner runner(PolicyCatalog<CompiledEdition> of) {
    return new CaseRunner(Assessor.ofOutcomes(of, reading), reader);
  }

  private List<ReadCases.Read> candidates(Mutant mutant) {
    if (isOfDates(mutant)) {
      return chosenByDate;
    }
    RuleModel before = mutant.before();
    RuleModel after = mutant.after();
    if (before == null || after == null || countsOtherwise(before, after)) {
      return own;
    }
    List<ReadCases.Read> reached = new ArrayList<>();
    for (ReadCases.Read read : own) {
      CaseFacts facts = read.accepted().facts();
      boolean open = facts.priorAuthCase().request().indication() == null;
      if (open || !judge(facts, before).equals(judge(facts, after))) {
        reached.add(read);
      }
    }
    return reached;
  }

  /** What a rule counts at least is read by the laws that limit it, whether it holds or not. */
  private static boolean countsOtherwise(RuleModel before, RuleModel after) {
    return FactTypes.all().stream()
        .anyMatch(
            type ->
                Condition.leastFacts(before.when(), type)
                    != Condition.leastFacts(after.when(), type));
  }

  private static Reached judge(CaseFacts facts, RuleModel rule) {
    Judgement judgement = new Reasoner(facts).judge(rule.when());
    return new Reached(judgement.truth(), java.util.Set.copyOf(judgement.missing()));
  }

  private record Reached(ketcov.condition.Truth truth, java.util.Set<String> missing) {}
}
