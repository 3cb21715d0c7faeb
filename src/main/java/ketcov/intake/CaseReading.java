package ketcov.intake;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import ketcov.casefacts.Amendment;
import ketcov.casefacts.CaseFacts;
import ketcov.casefacts.FactType;
import ketcov.casefacts.Indication;

/** What came of reading a case. */
public sealed interface CaseReading permits CaseReading.Accepted, CaseReading.Refused {

  /**
   * The case with its facts, derived ones included.
   *
   * @param supposing the facts as they would be if the request named an indication that it leaves
   *     unsaid
   * @param amended the case as it would be with values put into it; refused when it would then not
   *     hold together
   */
  record Accepted(
      CaseFacts facts,
      List<CaseRemark> remarks,
      Function<Indication, CaseFacts> supposing,
      Function<Collection<Amendment>, CaseReading> amended)
      implements CaseReading {
    public Accepted {
      remarks = List.copyOf(remarks);
    }

    /** How many entries of a list the submitted case has. */
    public int submitted(FactType list) {
      return (int) facts.of(list).stream().filter(fact -> !fact.whole()).count();
    }
  }

  /** The case is refused; every problem that was found, in the order of the case. */
  record Refused(List<CaseProblem> problems) implements CaseReading {
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
