package ketcov.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import ketcov.text.Check;
import ketcov.text.Diagnostic;
import ketcov.text.Place;
import ketcov.text.StrictYaml;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.archivers.zip.ZipMethod;

/**
 * Reads the files of an edition that somebody sent: a zip, or JSON. Nothing is written to disk, and
 * no more is unpacked than an edition may have, whatever the archive says of itself.
 */
public final class PackageReader {
  /** Largest zip in bytes. */
  public static final int MAX_ZIP_BYTES = 2 << 20;

  private static final int MAX_NAME = 300;

  private final String source;
  private final List<Diagnostic> problems;
  private final SortedMap<String, String> files = new TreeMap<>();
  private int bytes;

  private PackageReader(String source, List<Diagnostic> problems) {
    this.source = source;
    this.problems = problems;
  }

  /**
   * The files of a zip; empty when an error was added to {@code problems}. The files lie at its
   * top, or all in one folder.
   */
  public static Optional<PolicyPackage> zip(byte[] zip, List<Diagnostic> problems) {
    return new PackageReader("package.zip", problems).readZip(zip);
  }

  /**
   * The files of {@code {"files": {"policy.yaml": "...", "rules.drl": "..."}}}; empty when an error
   * was added to {@code problems}.
   */
  public static Optional<PolicyPackage> json(JsonNode root, List<Diagnostic> problems) {
    return new PackageReader("package.json", problems).readJson(root);
  }

  /** The files of an edition by name, as a store kept them. */
  public static Optional<PolicyPackage> files(
      Map<String, String> named, List<Diagnostic> problems) {
    PackageReader reader = new PackageReader("package", problems);
    named.forEach((name, text) -> reader.take(name, text.getBytes(StandardCharsets.UTF_8)));
    return reader.read();
  }

  /** A file's bytes as text; empty when an error was added to {@code problems}. */
  static Optional<String> text(String name, byte[] bytes, List<Diagnostic> problems) {
    if (bytes.length > PolicyPackage.MAX_FILE_BYTES) {
      problems.add(
          Diagnostic.of(
              Check.UNREADABLE_FILE,
              name,
              Place.START,
              "the file is larger than "
                  + PolicyPackage.MAX_FILE_BYTES
                  + " bytes. Split it by topic."));
      return Optional.empty();
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString());
    } catch (CharacterCodingException e) {
      problems.add(
          Diagnostic.of(
              Check.UNREADABLE_FILE,
              name,
              Place.START,
              "the file is not UTF-8. Save it as UTF-8."));
      return Optional.empty();
    }
  }

  private Optional<PolicyPackage> readJson(JsonNode root) {
    JsonNode named = root.path("files");
    if (!root.isObject() || !named.isObject() || root.size() != 1) {
      problem("expected one object of the form {\"files\": {\"policy.yaml\": \"...\"}}.");
      return Optional.empty();
    }
    for (Map.Entry<String, JsonNode> file : named.properties()) {
      if (!file.getValue().isTextual()) {
        problem("the file `" + shown(file.getKey()) + "` is no text. Send its content as a text.");
      } else if (count(file.getKey())) {
        String text = file.getValue().textValue();
        // Half a character would become a question mark.
        if (StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
          take(file.getKey(), text.getBytes(StandardCharsets.UTF_8));
        } else {
          problem("the file `" + shown(file.getKey()) + "` holds half a character. Send it anew.");
        }
      }
      if (problems.size() > PolicyPackage.MAX_FILES) {
        break;
      }
    }
    return read();
  }

  private Optional<PolicyPackage> readZip(byte[] zip) {
    if (zip.length > MAX_ZIP_BYTES) {
      problem("the zip has " + zip.length + " bytes; at most " + MAX_ZIP_BYTES + " are read.");
      return Optional.empty();
    }
    try (ZipFile archive = ZipFile.builder().setByteArray(zip).get()) {
      List<ZipArchiveEntry> entries = Collections.list(archive.getEntries());
      String top = top(entries);
      Set<String> seen = new HashSet<>();
      for (ZipArchiveEntry entry : entries) {
        if (!readEntry(archive, entry, top, seen)) {
          return Optional.empty();
        }
      }
      return read();
    } catch (IOException | IllegalArgumentException e) {
      problem("this is no zip that can be read. Pack the edition's folder anew.");
      return Optional.empty();
    }
  }

  /** Reads one entry; false when there is no use in reading on. */
  private boolean readEntry(ZipFile archive, ZipArchiveEntry entry, String top, Set<String> seen)
      throws IOException {
    String name = entry.getName();
    if (!count(name)) {
      return false;
    }
    if (!seen.add(name.toLowerCase(Locale.ROOT))) {
      problem("the zip holds `" + shown(name) + "` twice. Keep one.");
    } else if (entry.isUnixSymlink()) {
      problem("`" + shown(name) + "` is a link. Pack the file itself.");
    } else if (entry.getGeneralPurposeBit().usesEncryption()) {
      problem("`" + shown(name) + "` is encrypted. Pack it without a password.");
    } else if (entry.getMethod() != ZipMethod.STORED.getCode()
        && entry.getMethod() != ZipMethod.DEFLATED.getCode()) {
      problem("`" + shown(name) + "` is packed in an unusual way. Pack it as a plain zip.");
    } else if (entry.isDirectory()) {
      folder(name, top);
    } else {
      try (InputStream in = archive.getInputStream(entry)) {
        take(
            name.startsWith(top) ? name.substring(top.length()) : name,
            in.readNBytes(PolicyPackage.MAX_FILE_BYTES + 1));
      }
    }
    return bytes <= PolicyPackage.MAX_BYTES && problems.size() <= PolicyPackage.MAX_FILES;
  }

  private void folder(String name, String top) {
    String own = name.startsWith(top) ? name.substring(top.length()) : name;
    if (!own.isEmpty() && !own.equals("cases/") && !top.startsWith(own)) {
      unknown(own);
    }
  }

  /** The folder that holds {@code policy.yaml}: packers often put the edition's folder on top. */
  private static String top(List<ZipArchiveEntry> entries) {
    return entries.stream()
        .map(ZipArchiveEntry::getName)
        .filter(name -> name.matches("(?:[A-Za-z0-9][A-Za-z0-9._-]*/){1,5}policy\\.yaml"))
        .findFirst()
        .map(name -> name.substring(0, name.length() - PolicyPackage.POLICY.length()))
        .orElse("");
  }

  /** Whether there may be one more file. */
  private boolean count(String name) {
    if (files.size() >= PolicyPackage.MAX_FILES) {
      problem("there are more than " + PolicyPackage.MAX_FILES + " files; an edition has fewer.");
      return false;
    }
    if (name.length() > MAX_NAME) {
      problem("a file's name is longer than " + MAX_NAME + " characters.");
      return false;
    }
    return true;
  }

  private void take(String name, byte[] content) {
    if (!PolicyPackage.holds(name)) {
      unknown(name);
      return;
    }
    bytes += content.length;
    if (bytes > PolicyPackage.MAX_BYTES) {
      problem("the files have more than " + PolicyPackage.MAX_BYTES + " bytes together.");
      return;
    }
    text(name, content, problems).ifPresent(text -> files.put(name, text));
  }

  private void unknown(String name) {
    problem(
        "`"
            + shown(name)
            + "` does not belong to an edition. It has policy.yaml, *.drl and cases/*.yaml,"
            + " in small letters, digits, hyphens and underscores; nothing lies elsewhere.");
  }

  private Optional<PolicyPackage> read() {
    String policy = files.get(PolicyPackage.POLICY);
    if (policy == null && problems.isEmpty()) {
      problem("there is no policy.yaml.");
    }
    if (policy == null || !problems.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new PolicyPackage("rules-drl/" + folder(policy), files));
  }

  /** Where the edition lies in a library, as far as its {@code policy.yaml} can be read. */
  private static String folder(String policy) {
    JsonNode root = StrictYaml.read(PolicyPackage.POLICY, policy).root();
    if (root != null) {
      String folder = root.path("id").asText() + "/" + root.path("edition").asText();
      if (folder.matches("[a-z0-9-]{1,80}/[a-z0-9-]{1,80}/[a-z0-9.-]{1,80}")) {
        return folder;
      }
    }
    return "package";
  }

  /** A name that nobody has looked at yet, as it may stand in a message. */
  private static String shown(String name) {
    String plain = name.replaceAll("[^ -~]", "?").replace('`', '?');
    return plain.length() > 80 ? plain.substring(0, 80) + "..." : plain;
  }

  private void problem(String message) {
    problems.add(Diagnostic.of(Check.PACKAGE_LAYOUT, source, Place.START, message));
  }
}
