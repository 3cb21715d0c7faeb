package ketcov.authoring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.jose4j.lang.JoseException;

/**
 * The tokens by which the service knows who asks: JWTs of an identity provider or, on one machine,
 * of this installation itself. A token names a person in {@code upn}, {@code preferred_username} or
 * {@code sub}, the first that is there, and her roles in {@code groups}.
 */
public final class AccessTokens {
  /** The file of the key with which an installation signs tokens, in its data folder. */
  public static final String KEY_FILE = "token-key.json";

  /** What tokens of this installation say they are from and for. */
  public static final String OWN_NAME = "ketcov";

  /** The longest that a token of this installation can be good for. */
  public static final Duration LONGEST = Duration.ofDays(366);

  private static final String ROLES = "groups";
  private static final List<String> NAMES = List.of("upn", "preferred_username", "sub");
  private static final int MOST_CHARACTERS = 8_000;

  private final JwtConsumer consumer;

  private AccessTokens(JwtConsumer consumer) {
    this.consumer = consumer;
  }

  /**
   * Whose tokens count.
   *
   * @param keys the address of the provider's keys (JWKS): https, or http on this machine
   * @param issuer what {@code iss} has to be
   * @param audience what {@code aud} has to hold
   */
  public record Provider(String keys, String issuer, String audience) {
    public Provider {
      if (!keys.startsWith("https://")
          && !keys.matches("http://(localhost|127\\.0\\.0\\.1)[:/].*")) {
        throw new IllegalArgumentException(
            "the keys of the identity provider have to be read by https");
      }
    }
  }

  /** Tokens of an identity provider; its keys are fetched when the first token comes. */
  public static AccessTokens of(Provider provider) {
    return new AccessTokens(
        rules(provider.issuer(), provider.audience())
            .setVerificationKeyResolver(
                new HttpsJwksVerificationKeyResolver(new HttpsJwks(provider.keys())))
            .build());
  }

  /**
   * Tokens that {@link #issue} made with the key in this file.
   *
   * @return empty while there is no such file: then no token counts
   */
  public static Optional<AccessTokens> of(Path keyFile) throws IOException {
    return key(keyFile)
        .map(
            key ->
                new AccessTokens(
                    rules(OWN_NAME, OWN_NAME).setVerificationKey(key.getPublicKey()).build()));
  }

  private static JwtConsumerBuilder rules(String issuer, String audience) {
    return new JwtConsumerBuilder()
        .setExpectedIssuer(issuer)
        .setExpectedAudience(audience)
        .setRequireExpirationTime()
        .setAllowedClockSkewInSeconds(30)
        // Never "none", and never a secret that both sides know.
        .setJwsAlgorithmConstraints(
            AlgorithmConstraints.ConstraintType.PERMIT,
            AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
            AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384,
            AlgorithmIdentifiers.RSA_USING_SHA256,
            AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
            AlgorithmIdentifiers.EDDSA);
  }

  /** Who a token is of; empty when it does not count, whatever the reason. */
  public Optional<Person> person(String token) {
    if (token.length() > MOST_CHARACTERS) {
      return Optional.empty();
    }
    try {
      JwtClaims claims = consumer.processToClaims(token);
      Set<Role> roles = EnumSet.noneOf(Role.class);
      if (claims.hasClaim(ROLES)) {
        for (String group : claims.getStringListClaimValue(ROLES)) {
          Role.named(group).ifPresent(roles::add);
        }
      }
      return name(claims).map(name -> new Person(name, roles));
    } catch (InvalidJwtException | MalformedClaimException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> name(JwtClaims claims) throws MalformedClaimException {
    for (String claim : NAMES) {
      String name = claims.getStringClaimValue(claim);
      if (name != null) {
        return Person.fits(name) ? Optional.of(name) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /**
   * Issues a token for a person, with the key in this file; the first call makes the key, readable
   * by its owner alone. Whoever can read the file can be anybody.
   */
  public static String issue(Path keyFile, Person person, Duration validity) throws IOException {
    if (validity.isNegative() || validity.isZero() || validity.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a token is good for 1 to " + LONGEST.toDays() + " days");
    }
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(OWN_NAME);
    claims.setAudience(OWN_NAME);
    claims.setSubject(person.name());
    claims.setIssuedAtToNow();
    NumericDate end = NumericDate.now();
    end.addSeconds(validity.toSeconds());
    claims.setExpirationTime(end);
    claims.setGeneratedJwtId();
    claims.setStringListClaim(ROLES, person.roles().stream().sorted().map(Role::word).toList());
    try {
      EllipticCurveJsonWebKey key = ownKey(keyFile);
      JsonWebSignature signature = new JsonWebSignature();
      signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
      signature.setKey(key.getPrivateKey());
      signature.setPayload(claims.toJson());
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException("the token cannot be signed", e);
    }
  }

  private static EllipticCurveJsonWebKey ownKey(Path keyFile) throws IOException, JoseException {
    Optional<EllipticCurveJsonWebKey> known = key(keyFile);
    if (known.isPresent()) {
      return known.get();
    }
    EllipticCurveJsonWebKey made = EcJwkGenerator.generateJwk(EllipticCurves.P256);
    Path folder =
        Files.createDirectories(Objects.requireNonNull(keyFile.toAbsolutePath().getParent()));
    Path written =
        Files.getFileStore(folder).supportsFileAttributeView("posix")
            ? Files.createTempFile(
                folder,
                "key",
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
            : Files.createTempFile(folder, "key", ".tmp");
    try {
      Files.writeString(written, made.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE));
      // A link is made as a whole or not at all, and never over a key that is there.
      Files.createLink(keyFile, written);
      return made;
    } catch (FileAlreadyExistsException e) {
      return key(keyFile).orElseThrow(() -> new IOException(keyFile + " came and went"));
    } finally {
      Files.deleteIfExists(written);
    }
  }

  private static Optional<EllipticCurveJsonWebKey> key(Path keyFile) throws IOException {
    try {
      String json = Files.readString(keyFile, StandardCharsets.UTF_8);
      if (JsonWebKey.Factory.newJwk(json) instanceof EllipticCurveJsonWebKey key
          && key.getPrivateKey() != null) {
        return Optional.of(key);
      }
      throw new IOException(keyFile + " holds no key of ours; move it away");
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JoseException e) {
      throw new IOException(keyFile + " holds no key that can be read; move it away");
    }
  }
}
