package ketcov.authoring;

import java.util.List;
import ketcov.store.PackageSignature;

/**
 * Which signatures are trusted, and whether one is needed to put a package to use.
 *
 * @param required only packages signed by a key of an approver or publisher may be put to use
 */
public record SigningPolicy(boolean required, TrustedKeys keys) {
  /** No signature is needed, and none is trusted. */
  public static final SigningPolicy NONE = new SigningPolicy(false, TrustedKeys.NONE);

  /**
   * Whether one of these signatures is valid and of a key of an approver or publisher. They are
   * checked anew: a key that is no longer listed is no longer trusted.
   */
  boolean isSigned(List<PackageSignature> signatures) {
    return signatures.stream()
        .anyMatch(
            signature ->
                keys.find(signature.keyId())
                    .filter(key -> key.role() == Role.APPROVER || key.role() == Role.PUBLISHER)
                    .filter(
                        key ->
                            Signatures.holds(
                                signature.hash(), signature.signature(), key.publicKey()))
                    .isPresent());
  }
}
