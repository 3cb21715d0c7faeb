package ketcov.cli;

import java.io.PrintWriter;
import java.util.Locale;
import ketcov.authoring.PackageState;
import ketcov.authoring.StoredVerification;
import ketcov.store.Activation;
import ketcov.store.PackageHash;

/** Packages and their lives, for people. */
final class PackageTable {
  private final PrintWriter out;

  PackageTable(PrintWriter out) {
    this.out = out;
  }

  /** A package with all that was done with it. */
  void print(PackageState state) {
    line(word(state), state);
    out.println("  content    " + state.stored().contentHash());
    out.println(
        "  submitted  "
            + state.stored().submittedAt()
            + " by "
            + String.join(", ", state.submitters()));
    StoredVerification.of(state.stored())
        .ifPresent(
            verification -> {
              out.println(
                  "  "
                      + String.format(
                          "%-10s", verification.verdict().name().toLowerCase(Locale.ROOT))
                      + " "
                      + verification.begunAt()
                      + ", "
                      + verification.cases()
                      + " case(s), "
                      + verification.failedCases()
                      + " failed");
              Terminal terminal = new Terminal(out);
              verification.findings().forEach(terminal::diagnostic);
              verification
                  .changes()
                  .forEach(
                      change ->
                          out.println(
                              "  changes    "
                                  + change.edition()
                                  + " \""
                                  + change.caseName()
                                  + "\": "
                                  + change.before()
                                  + " -> "
                                  + change.after()));
            });
    state.corrects().forEach(content -> out.println("  corrects   content " + content));
    state
        .approvals()
        .forEach(
            approval ->
                out.println(
                    "  approved   "
                        + approval.at()
                        + " by "
                        + approval.approver()
                        + (approval.remark() == null ? "" : ": " + approval.remark())));
    state
        .signatures()
        .forEach(
            signature ->
                out.println("  signed     " + signature.at() + " with " + signature.keyId()));
    state.activations().forEach(this::print);
  }

  /** An activation in one line. */
  void print(Activation activation) {
    PackageHash hash = activation.hash();
    out.println(
        "  activation "
            + activation.number()
            + (activation.isRollback() ? " takes back " + activation.undoes() + ": " : ": ")
            + activation.edition()
            + " is "
            + (hash == null ? "the library folder's" : hash.value())
            + " from "
            + activation.effectiveAt()
            + ", by "
            + activation.by());
  }

  /** A package in one line, with what came of a step. */
  void line(String what, PackageState state) {
    out.println(
        String.format("%-11s", what)
            + " "
            + state.stored().edition()
            + "  "
            + state.stored().hash());
  }

  /** A package in one line. */
  void line(PackageState state) {
    line(word(state), state);
  }

  private static String word(PackageState state) {
    return state.stage().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
