package ketcov.regression;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import ketcov.assessment.Outlook;
import ketcov.text.Diagnostic;

/** The counts of a run, kept while it goes on. For one thread. */
public final class RunTotals implements RunListener {
  private final Map<String, Count> groups = new TreeMap<>();
  private final Map<Outlook, Long> outlooks = new EnumMap<>(Outlook.class);
  private final Count all = new Count("");
  private long problems;

  /** The counts of an edition, or of all. */
  public static final class Count {
    private final String payer;
    private long passed;
    private long failed;
    private long answered;
    private long nanos;

    Count(String payer) {
      this.payer = payer;
    }

    private void add(CaseResult result) {
      if (!result.passed()) {
        failed++;
      } else if (result.sample().expects()) {
        passed++;
      } else {
        answered++;
      }
      nanos += result.nanos();
    }

    /** Whose edition it is; empty for all. */
    public String payer() {
      return payer;
    }

    /** Every case. */
    public long cases() {
      return passed + failed + answered;
    }

    /** Cases that came out as expected. */
    public long passed() {
      return passed;
    }

    /** Cases that did not, or that got no answer. */
    public long failed() {
      return failed;
    }

    /** Cases that expect nothing and were answered. */
    public long answered() {
      return answered;
    }

    /** Time of all cases in nanoseconds, added up over threads. */
    public long nanos() {
      return nanos;
    }
  }

  @Override
  public void result(CaseResult result) {
    all.add(result);
    groups.computeIfAbsent(result.group(), group -> new Count(result.payer())).add(result);
    Outlook outlook = result.outlook();
    if (outlook != null) {
      outlooks.merge(outlook, 1L, Long::sum);
    }
  }

  @Override
  public void problem(Diagnostic problem) {
    if (problem.isError()) {
      problems++;
    }
  }

  /** Of all cases. */
  public Count all() {
    return all;
  }

  /** Of each edition, by its name. */
  public Map<String, Count> groups() {
    return groups;
  }

  /** How often each answer was given. */
  public Map<Outlook, Long> outlooks() {
    return outlooks;
  }

  /** Errors that kept a policy or a case from being read. */
  public long problems() {
    return problems;
  }

  /** Whether all is well. */
  public boolean clean() {
    return all.failed() == 0 && problems == 0;
  }
}
