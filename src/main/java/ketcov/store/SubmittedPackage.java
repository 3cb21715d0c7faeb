package ketcov.store;

import ketcov.policy.EditionId;
import ketcov.policy.PolicyPackage;

/**
 * A package as an analyst hands it in.
 *
 * @param contentHash over {@code policy.yaml} and the rules: what assessments name
 */
public record SubmittedPackage(EditionId edition, String contentHash, PolicyPackage files) {
  /** What identifies it. */
  public PackageHash hash() {
    return new PackageHash(files.hash());
  }
}
