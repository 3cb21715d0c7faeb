package ketcov.api;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import ketcov.authoring.AccessTokens;
import ketcov.authoring.Person;
import ketcov.authoring.Role;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Tells who asks, by the token of the request. */
@ApplicationScoped
public class Callers {
  private static final Logger LOG = Logger.getLogger(Callers.class);
  private static final String SCHEME = "Bearer ";

  private final boolean publishing;
  private final Path keyFile;
  private final Optional<AccessTokens> provided;
  private final AtomicReference<Optional<AccessTokens>> own =
      new AtomicReference<>(Optional.empty());

  /** Whether policies are taken over HTTP. */
  public enum Publishing {
    ON,
    OFF
  }

  Callers(
      @ConfigProperty(name = "ketcov.publishing") Publishing publishing,
      @ConfigProperty(name = "ketcov.data") String data,
      @ConfigProperty(name = "ketcov.tokens.jwks") Optional<String> jwks,
      @ConfigProperty(name = "ketcov.tokens.issuer") Optional<String> issuer,
      @ConfigProperty(name = "ketcov.tokens.audience") Optional<String> audience) {
    this.publishing = publishing == Publishing.ON;
    this.keyFile = Path.of(data, AccessTokens.KEY_FILE);
    this.provided =
        jwks.map(
            keys ->
                AccessTokens.of(
                    new AccessTokens.Provider(
                        keys,
                        issuer.orElseThrow(
                            () ->
                                new IllegalArgumentException(
                                    "ketcov.tokens.jwks needs ketcov.tokens.issuer beside it")),
                        audience.orElse(AccessTokens.OWN_NAME))));
  }

  /**
   * Who asks.
   *
   * @param authorization the header of that name
   * @param anyOf the roles of which she needs one
   */
  Person caller(@Nullable String authorization, Role... anyOf) {
    if (!publishing) {
      throw new ProblemException(
          Problem.of(
              ProblemType.PUBLISHING_OFF,
              "Publishing over HTTP is off. Start the service with `ketcov.publishing=on`, and give"
                  + " each person a token: `./ketcov token --name NAME --role ROLE`."));
    }
    Person person =
        Optional.ofNullable(authorization)
            .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
            .map(header -> header.substring(SCHEME.length()).strip())
            .flatMap(token -> tokens().flatMap(tokens -> tokens.person(token)))
            .orElseThrow(
                () ->
                    new ProblemException(
                        Problem.of(
                            ProblemType.NO_TOKEN,
                            "Send `Authorization: Bearer TOKEN` with a token that is valid now."
                                + " `./ketcov token` issues one.")));
    if (Arrays.stream(anyOf).noneMatch(person.roles()::contains)) {
      throw new ProblemException(
          Problem.of(
              ProblemType.FORBIDDEN,
              "This needs the role "
                  + Arrays.stream(anyOf)
                      .map(role -> "`" + role.word() + "`")
                      .collect(Collectors.joining(" or "))
                  + ". The token does not say it."));
    }
    return person;
  }

  /** The provider's tokens or, without one, those of this installation as soon as it has a key. */
  private Optional<AccessTokens> tokens() {
    if (provided.isPresent()) {
      return provided;
    }
    Optional<AccessTokens> known = own.get();
    if (known.isPresent()) {
      return known;
    }
    try {
      Optional<AccessTokens> read = AccessTokens.of(keyFile);
      own.set(read);
      return read;
    } catch (IOException e) {
      LOG.error(e.getMessage());
      return Optional.empty();
    }
  }
}
