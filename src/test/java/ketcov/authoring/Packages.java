package ketcov.authoring;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import ketcov.policy.ContentHash;
import ketcov.policy.EditionId;
import ketcov.policy.PolicyPackage;
import ketcov.store.CompiledModule;
import ketcov.store.SubmittedPackage;
import ketcov.store.Verdict;
import ketcov.text.Check;
import ketcov.text.Diagnostic;
import ketcov.text.Place;

/** People and packages that the tests use. */
final class Packages {
  static final EditionId MARCH = EditionId.parse("premera/spravato@2026-03-01");
  static final EditionId JUNE = EditionId.parse("premera/spravato@2026-06-01");
  static final Person ANNA = new Person("anna", Set.of(Role.AUTHOR, Role.APPROVER));
  static final Person BEN = new Person("ben", Set.of(Role.AUTHOR, Role.APPROVER));
  static final Person CARLA = new Person("carla", Set.of(Role.PUBLISHER));
  static final Person DORA = new Person("dora", Set.of(Role.AUDITOR));

  private Packages() {}

  /** A package of an edition that holds this text. */
  static SubmittedPackage of(EditionId edition, String text) {
    PolicyPackage files =
        new PolicyPackage(
            "rules-drl/" + edition.folder(),
            new TreeMap<>(Map.of("policy.yaml", edition + "\n" + text)));
    return new SubmittedPackage(
        edition, ContentHash.of(List.copyOf(files.files().values())), files);
  }

  /** A report without findings. */
  static VerificationReport good() {
    return new VerificationReport(
        Verdict.VERIFIED,
        List.of(),
        3,
        0,
        List.of(),
        Optional.of(new CompiledModule("e", new byte[] {1, 2, 3})));
  }

  /** A report of a package that does not do what it should. */
  static VerificationReport bad() {
    return new VerificationReport(
        Verdict.REFUSED,
        List.of(Diagnostic.of(Check.UNKNOWN_VALUE, "policy.yaml", new Place(2, 3), "is wrong.")),
        3,
        1,
        List.of(
            new VerificationReport.ChangedDecision(JUNE, "a case", "LIKELY_APPROVED", "UNCERTAIN")),
        Optional.empty());
  }
}
