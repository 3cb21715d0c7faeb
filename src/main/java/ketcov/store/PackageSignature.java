package ketcov.store;

import java.time.Instant;

/**
 * A detached signature of a package.
 *
 * @param keyId which key made it
 * @param signature Ed25519, in base64
 * @param by who handed it in
 */
public record PackageSignature(
    PackageHash hash, String keyId, String signature, String by, Instant at) {}
