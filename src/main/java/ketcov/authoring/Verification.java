package ketcov.authoring;

import ketcov.store.SubmittedPackage;

/**
 * Compiles and checks a package, runs its cases, and the cases of all other editions beside it. It
 * changes nothing; what is in the package is not trusted.
 */
@FunctionalInterface
public interface Verification {
  /** Verifies a package against what is in use now. Takes seconds. */
  VerificationReport verify(SubmittedPackage submitted);
}
