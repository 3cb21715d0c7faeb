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
import java.util.function.Consumer;
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

  private final Entries entries;
  private final @Nullable RuleCache first;
  private final AtomicReference<@Nullable String> trouble = new AtomicReference<>();

  private RuleCache(Entries entries) {
    this(entries, null);
  }

  private RuleCache(Entries entries, @Nullable RuleCache first) {
    this.entries = entries;
    this.first = first;
  }

  /** Where entries are. */
  private interface Entries {
    byte @Nullable [] read(EditionSource source) throws IOException;

    void write(EditionSource source, byte[] head, byte[] compiled) throws IOException;

    /** The name of an entry in messages. */
    String name(EditionSource source);
  }

  /** A cache that keeps nothing. */
  public static RuleCache none() {
    return new RuleCache(new InMemory(null, entry -> {}));
  }

  /** A cache in a folder, which is made when the first entry is written. */
  public static RuleCache in(Path folder) {
    return new RuleCache(new InFolder(folder));
  }

  /**
   * A cache of one edition, whose entry is kept elsewhere.
   *
   * @param entry what was kept; null for nothing yet
   * @param keep takes the entry when the edition had to be compiled
   */
  public static RuleCache of(byte @Nullable [] entry, Consumer<byte[]> keep) {
    return new RuleCache(new InMemory(entry, keep));
  }

  /**
   * This cache, of which only what another one lacks is asked, and which alone is written to: what
   * other revisions of a library compiled to does not push out what the library itself did.
   */
  public RuleCache after(RuleCache other) {
    return new RuleCache(entries, other);
  }

  /** The first entry that could not be read or written, and why; empty when all went well. */
  public Optional<String> trouble() {
    return Optional.ofNullable(trouble.get());
  }

  /** What was compiled from these rules; empty when there is nothing that can be relied on. */
  Optional<byte[]> find(EditionSource source) {
    Optional<byte[]> known = first == null ? Optional.empty() : first.find(source);
    if (known.isPresent()) {
      return known;
    }
    try {
      byte[] entry = entries.read(source);
      int head = head(source, "").length + 64 + 1;
      if (entry == null || entry.length <= head) {
        return Optional.empty();
      }
      byte[] compiled = Arrays.copyOfRange(entry, head, entry.length);
      byte[] expected = head(source, ContentHash.of(compiled) + "\n");
      return MessageDigest.isEqual(Arrays.copyOf(entry, head), expected)
          ? Optional.of(compiled)
          : Optional.empty();
    } catch (IOException e) {
      trouble.compareAndSet(null, entries.name(source) + ": " + e);
      return Optional.empty();
    }
  }

  /** Keeps what was compiled; that it cannot be is {@link #trouble} and does no further harm. */
  void keep(EditionSource source, byte[] compiled) {
    try {
      entries.write(source, head(source, ContentHash.of(compiled) + "\n"), compiled);
    } catch (IOException e) {
      trouble.compareAndSet(null, entries.name(source) + ": " + e);
    }
  }

  /** A file for each edition. */
  private record InFolder(Path folder) implements Entries {
    private Path file(EditionSource source) {
      return folder.resolve(source.edition().editionId().folder() + ".rules");
    }

    @Override
    public byte @Nullable [] read(EditionSource source) throws IOException {
      Path file = file(source);
      try {
        return Files.size(file) > MOST_BYTES ? null : Files.readAllBytes(file);
      } catch (NoSuchFileException e) {
        return null;
      }
    }

    @Override
    public void write(EditionSource source, byte[] head, byte[] compiled) throws IOException {
      Path file = file(source);
      Path parent = Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Path written = Files.createTempFile(parent, "entry", ".tmp");
      try {
        try (var out = Files.newOutputStream(written)) {
          out.write(head);
          out.write(compiled);
        }
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(written);
      }
    }

    @Override
    public String name(EditionSource source) {
      return file(source).toString();
    }
  }

  /** One entry, handed in and handed out. */
  private static final class InMemory implements Entries {
    private final byte @Nullable [] entry;
    private final Consumer<byte[]> keep;

    InMemory(byte @Nullable [] entry, Consumer<byte[]> keep) {
      this.entry = entry;
      this.keep = keep;
    }

    @Override
    public byte @Nullable [] read(EditionSource source) {
      return entry;
    }

    @Override
    public void write(EditionSource source, byte[] head, byte[] compiled) {
      byte[] written = Arrays.copyOf(head, head.length + compiled.length);
      System.arraycopy(compiled, 0, written, head.length, compiled.length);
      keep.accept(written);
    }

    @Override
    public String name(EditionSource source) {
      return source.folder();
    }
  }

  private static byte[] head(EditionSource source, String sum) {
    List<String> texts = new ArrayList<>();
    texts.add(HASH_OF_ENVIRONMENT);
    texts.add(source.edition().editionId().folder());
    source.rules().forEach(file -> texts.add(file.text()));
    return (FORMAT + "\n" + ContentHash.of(texts) + "\n" + sum).getBytes(StandardCharsets.US_ASCII);
  }

  /** The hash of what compiled rules depend on beside their own text. */
  public static String environmentHash() {
    return HASH_OF_ENVIRONMENT;
  }

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
