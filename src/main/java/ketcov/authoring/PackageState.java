package ketcov.authoring;

import java.util.List;
import ketcov.store.Activation;
import ketcov.store.Approval;
import ketcov.store.PackageSignature;
import ketcov.store.StoredPackage;

/**
 * A package with all that was done with it.
 *
 * @param submitters everybody who submitted it; none of them can approve it
 * @param approvals those that count
 * @param corrects the content hashes that its edition has been in use with, other than its own:
 *     with any, the package is a correction, and an approval of it must say why
 * @param activations of this package, with what took them back
 */
public record PackageState(
    StoredPackage stored,
    Stage stage,
    List<String> submitters,
    List<Approval> approvals,
    List<PackageSignature> signatures,
    List<String> corrects,
    List<Activation> activations) {
  public PackageState {
    submitters = List.copyOf(submitters);
    approvals = List.copyOf(approvals);
    signatures = List.copyOf(signatures);
    corrects = List.copyOf(corrects);
    activations = List.copyOf(activations);
  }
}
