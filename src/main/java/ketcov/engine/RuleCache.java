package ketcov.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import ketcov.casefacts.FactTypes;
import ketcov.finding.Finding;
import ketcov.finding.RuleRole;
import ketcov.policy.ContentHash;
import ketcov.policy.EditionSource;
import org.jspecify.annotations.Nullable;

/**
 * Compiled rules kept on disk from one start to the next, a file for each edition. An entry counts
 * only if it was compiled from the same rules, by the same version of Drools, against the same fact
 * types, and has the bytes that were written; any other is compiled again and written over.
 *
 * <p>The cache holds code. It is a guard against accidents, not against somebody who can write to
 * the folder: give it to the service alone.
 */
public final class RuleCache {
  private static final String FORMAT = "ketcov compiled rules 2";
  private static final int MOST_BYTES = 32 << 20;
  private static final String HASH_OF_ENVIRONMENT = environment();

  private final @Nullable Path folder;
  private final AtomicReference<@Nullable String> trouble = new AtomicReference<>();

  private RuleCache(@Nullable Path folder) {
    this.folder = folder;
  }

  /** A cache that keeps nothing. */
  public static RuleCache none() {
    return new RuleCache(null);
  }

  /** A cache in a folder, which is made when the first entry is written. */
  public static RuleCache in(Path folder) {
    return new RuleCache(folder);
  }

  /** The first entry that could not be read or written, and why; empty when all went well. */
  public Optional<String> trouble() {
    return Optional.ofNullable(trouble.get());
  }

  /** What was compiled from these rules; empty when there is nothing that can be relied on. */
  Optional<byte[]> find(EditionSource source) {
    if (folder == null) {
      return Optional.empty();
    }
    Path file = file(folder, source);
    try {
      if (Files.size(file) > MOST_BYTES) {
        return Optional.empty();
      }
      byte[] entry = Files.readAllBytes(file);
      int head = head(source, "").length + 64 + 1;
      if (entry.length <= head) {
        return Optional.empty();
      }
      byte[] compiled = Arrays.copyOfRange(entry, head, entry.length);
      byte[] expected = head(source, ContentHash.of(compiled) + "\n");
      return MessageDigest.isEqual(Arrays.copyOf(entry, head), expected)
          ? Optional.of(compiled)
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      trouble.compareAndSet(null, file + ": " + e);
      return Optional.empty();
    }
  }

  /** Keeps what was compiled; that it cannot be is {@link #trouble} and does no further harm. */
  void keep(EditionSource source, byte[] compiled) {
    if (folder == null) {
      return;
    }
    Path file = file(folder, source);
    try {
      Path parent = Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Path written = Files.createTempFile(parent, "entry", ".tmp");
      try {
        try (var out = Files.newOutputStream(written)) {
          out.write(head(source, ContentHash.of(compiled) + "\n"));
          out.write(compiled);
        }
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(written);
      }
    } catch (IOException e) {
      trouble.compareAndSet(null, file + ": " + e);
    }
  }

  private static Path file(Path folder, EditionSource source) {
    return folder.resolve(source.edition().editionId().folder() + ".rules");
  }

  private static byte[] head(EditionSource source, String sum) {
    List<String> texts = new ArrayList<>();
    texts.add(HASH_OF_ENVIRONMENT);
    texts.add(source.edition().editionId().folder());
    source.rules().forEach(file -> texts.add(file.text()));
    return (FORMAT + "\n" + ContentHash.of(texts) + "\n" + sum).getBytes(StandardCharsets.US_ASCII);
  }

  /** The hash of what compiled rules depend on beside their own text. */
  private static String environment() {
    List<String> texts = new ArrayList<>();
    texts.add(resource("/META-INF/maven/org.drools/drools-model-codegen/pom.properties"));
    texts.add(Integer.toString(Runtime.version().feature()));
    Map<String, Class<?>> classes = new TreeMap<>();
    FactTypes.all().forEach(type -> collect(type.factClass(), classes));
    Set.of(
            Findings.class,
            Distinct.class,
            ValueSet.class,
            Finding.class,
            RuleRole.class,
            RuleCache.class)
        .forEach(type -> classes.put(type.getName(), type));
    classes.keySet().forEach(name -> texts.add(resource("/" + name.replace('.', '/') + ".class")));
    return ContentHash.of(texts);
  }

  private static void collect(Class<?> type, Map<String, Class<?>> classes) {
    if (!type.getName().startsWith("ketcov.") || classes.put(type.getName(), type) != null) {
      return;
    }
    if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        collect(component.getType(), classes);
      }
    }
  }

  private static String resource(String name) {
    try (InputStream in = RuleCache.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing");
      }
      return ContentHash.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
