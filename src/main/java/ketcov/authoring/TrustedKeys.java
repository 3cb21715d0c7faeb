package ketcov.authoring;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import ketcov.text.Check;
import ketcov.text.Diagnostic;
import ketcov.text.DidYouMean;
import ketcov.text.Place;
import ketcov.text.StrictYaml;

/** The keys whose signatures are trusted, by id. Read from {@code keys.yaml}. */
public final class TrustedKeys {
  /** No key. */
  public static final TrustedKeys NONE = new TrustedKeys(Map.of());

  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9.-]{0,99}");
  private static final List<String> ROLES =
      Stream.of(Role.AUTHOR, Role.APPROVER, Role.PUBLISHER).map(Role::word).toList();
  private static final List<String> FIELDS = List.of("id", "role", "publicKey");

  private final Map<String, Key> keys;

  private TrustedKeys(Map<String, Key> keys) {
    this.keys = Map.copyOf(keys);
  }

  /** A key. */
  public record Key(String id, Role role, PublicKey publicKey) {}

  /**
   * What came of reading.
   *
   * @param keys none when there are problems: then no signature is trusted
   */
  public record Reading(TrustedKeys keys, List<Diagnostic> problems) {
    public Reading {
      problems = List.copyOf(problems);
    }
  }

  /** Whether a text can be the id of a key: letters, digits, dots and hyphens. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** The key of this id. */
  public Optional<Key> find(String id) {
    return Optional.ofNullable(keys.get(id));
  }

  /** Reads the file; one that does not exist lists no key. */
  public static Reading read(Path file) throws IOException {
    String name = file.toString().replace('\\', '/');
    try {
      return read(name, Files.readString(file, StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      return new Reading(NONE, List.of());
    } catch (CharacterCodingException e) {
      return new Reading(
          NONE,
          List.of(Diagnostic.of(Check.TRUSTED_KEY, name, Place.START, "the file is not UTF-8.")));
    }
  }

  /** Reads a text; {@code file} is its name in messages. */
  public static Reading read(String file, String text) {
    StrictYaml.Document document = StrictYaml.read(file, text);
    List<Diagnostic> problems = new ArrayList<>(document.problems());
    Map<String, Key> keys = new LinkedHashMap<>();
    JsonNode root = document.root();
    if (root != null) {
      if (!root.path("keys").isArray() || root.size() != 1) {
        problems.add(
            document.finding(
                Check.TRUSTED_KEY,
                "",
                "expected `keys:` and below it a list of {id, role, publicKey}, nothing else."));
      }
      for (int i = 0; i < root.path("keys").size(); i++) {
        String at = "/keys/" + i;
        key(document, at, root.path("keys").path(i), problems)
            .ifPresent(
                key -> {
                  if (keys.putIfAbsent(key.id(), key) != null) {
                    problems.add(
                        document.finding(
                            Check.TRUSTED_KEY,
                            at + "/id",
                            "key `" + key.id() + "` stands twice. Keep one."));
                  }
                });
      }
    }
    return problems.isEmpty()
        ? new Reading(new TrustedKeys(keys), List.of())
        : new Reading(NONE, problems);
  }

  private static Optional<Key> key(
      StrictYaml.Document document, String at, JsonNode entry, List<Diagnostic> problems) {
    int before = problems.size();
    entry
        .fieldNames()
        .forEachRemaining(
            field -> {
              if (!FIELDS.contains(field)) {
                problems.add(
                    document.finding(
                        Check.TRUSTED_KEY,
                        at + "/" + field,
                        "`" + field + "` is not known." + DidYouMean.hint(field, FIELDS)));
              }
            });
    for (String field : FIELDS) {
      if (!entry.path(field).isTextual()) {
        problems.add(
            document.finding(Check.TRUSTED_KEY, at, "a key needs `" + field + "`, a text."));
      }
    }
    if (problems.size() > before) {
      return Optional.empty();
    }
    String id = entry.path("id").asText();
    String role = entry.path("role").asText();
    if (!isId(id)) {
      problems.add(
          document.finding(
              Check.TRUSTED_KEY,
              at + "/id",
              "`" + id + "` is no id of a key. Use small letters, digits, dots and hyphens."));
    }
    if (!ROLES.contains(role)) {
      problems.add(
          document.finding(
              Check.TRUSTED_KEY,
              at + "/role",
              "`"
                  + role
                  + "` is not one of "
                  + String.join(", ", ROLES)
                  + "."
                  + DidYouMean.hint(role, ROLES)));
    }
    Optional<PublicKey> publicKey = Signatures.publicKey(entry.path("publicKey").asText());
    if (publicKey.isEmpty()) {
      problems.add(
          document.finding(
              Check.TRUSTED_KEY,
              at + "/publicKey",
              "is not a public key for Ed25519 in base64. `./ketcov packages keygen` makes a pair."));
    }
    return problems.size() > before
        ? Optional.empty()
        : publicKey.map(
            found -> new Key(id, Role.valueOf(role.toUpperCase(java.util.Locale.ROOT)), found));
  }
}
