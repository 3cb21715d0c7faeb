package ketcov.mutation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import ketcov.engine.CompiledEdition;
import ketcov.policy.ContentHash;
import ketcov.policy.PayerDirectory;
import ketcov.regression.ReadCases;
import org.jspecify.annotations.Nullable;

/**
 * What came of the mutants of an edition in an earlier run, kept on disk. It counts only while all
 * that decides is the same: the edition with its cases, the payer's other editions, every
 * companion, the payers' names and the program itself.
 */
public final class KnownFates {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final @Nullable Path folder;
  private final String ofAll;

  private KnownFates(@Nullable Path folder, String ofAll) {
    this.folder = folder;
    this.ofAll = ofAll;
  }

  /** Keeps nothing. */
  public static KnownFates none() {
    return new KnownFates(null, "");
  }

  /** Keeps results in a folder, which is made when the first is written. */
  public static KnownFates in(Path folder, Path root, ReadCases library) {
    List<String> texts = new ArrayList<>();
    texts.add(program());
    try {
      Path payers = root.resolve(PayerDirectory.FILE);
      texts.add(Files.exists(payers) ? Files.readString(payers) : "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    library.catalog().editions().stream()
        .filter(edition -> edition.policy().isCompanion())
        .forEach(edition -> texts.add(edition.source().contentHash()));
    return new KnownFates(folder, ContentHash.of(texts));
  }

  /** The hash of every class and resource of the program. */
  private static String program() {
    try {
      Path place =
          Path.of(KnownFates.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isRegularFile(place)) {
        return ContentHash.of(Files.readAllBytes(place));
      }
      List<String> hashes = new ArrayList<>();
      try (Stream<Path> files = Files.walk(place)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          hashes.add(place.relativize(file) + " " + ContentHash.of(Files.readAllBytes(file)));
        }
      }
      return ContentHash.of(hashes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private String key(ReadCases library, CompiledEdition edition) {
    List<String> texts = new ArrayList<>();
    texts.add(ofAll);
    for (CompiledEdition other : library.catalog().editions()) {
      if (other.policy().id().payer().equals(edition.policy().id().payer())) {
        texts.add(other.policy().editionId().toString());
        texts.add(other.source().contentHash());
        texts.addAll(other.source().files().cases().values());
      }
    }
    texts.add(edition.policy().editionId().toString());
    return ContentHash.of(texts);
  }

  /** The case that noticed each mutant, or nothing for a survivor, by the mutant's name. */
  Optional<Map<String, String>> of(ReadCases library, CompiledEdition edition) {
    if (folder == null) {
      return Optional.empty();
    }
    try {
      Path file = file(folder, edition);
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      JsonNode kept = MAPPER.readTree(file.toFile());
      if (!kept.path("key").asText().equals(key(library, edition))) {
        return Optional.empty();
      }
      Map<String, String> fates = new HashMap<>();
      kept.path("mutants")
          .properties()
          .forEach(entry -> fates.put(entry.getKey(), entry.getValue().asText()));
      return Optional.of(fates);
    } catch (IOException e) {
      return Optional.empty(); // What cannot be read is found out again.
    }
  }

  /** Keeps what came of an edition's mutants. */
  void keep(ReadCases library, CompiledEdition edition, Map<String, String> fates) {
    if (folder == null) {
      return;
    }
    ObjectNode kept = MAPPER.createObjectNode();
    kept.put("key", key(library, edition));
    ObjectNode mutants = kept.putObject("mutants");
    fates.forEach(mutants::put);
    try {
      Path file = file(folder, edition);
      Path parent = Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Path written = Files.createTempFile(parent, "fates", ".tmp");
      Files.write(written, MAPPER.writeValueAsBytes(kept));
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path file(Path folder, CompiledEdition edition) {
    return folder.resolve(edition.policy().editionId().folder() + ".json");
  }
}
