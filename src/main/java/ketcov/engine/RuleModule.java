package ketcov.engine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The classes that rules were compiled to, as an archive of nothing else: no configuration, no
 * services, no rule files. That a class is of a known name says nothing of what it does.
 *
 * @param packageName the package of the edition's rules
 * @param classes the bytes of each class, by its name with dots
 */
record RuleModule(String packageName, Map<String, byte[]> classes) {
  /** Most bytes of one class. */
  static final int MAX_CLASS = 1 << 20;

  /** Most bytes of all classes of an edition. */
  static final int MAX_BYTES = 16 << 20;

  /** Most classes of an edition. */
  static final int MAX_CLASSES = 6_000;

  private static final String HASH = "[0-9A-F]{32}";
  private static final Pattern NAME =
      Pattern.compile(
          "(?:(?<model>Rules"
              + HASH
              + ")|(?<rules>Rules"
              + HASH
              + "RuleMethods[0-9]{1,4})|(?<types>DomainClassesMetadata"
              + HASH
              + ")|(?<type>DomainClassesMetadata"
              + HASH
              + "\\$[A-Za-z_]{1,100}_Metadata)|P[0-9A-F]{2}\\.Lambda(?:(?<condition>Predicate)|(?<field>Extractor)|(?<statement>Consequence))"
              + HASH
              + ")");
  private static final String[] KINDS = {
    "model", "rules", "types", "type", "condition", "field", "statement"
  };

  /** An archive that is none of ours. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }

    @Override
    public String getMessage() {
      return String.valueOf(super.getMessage());
    }
  }

  /** Reads an archive; no class is loaded. */
  static RuleModule read(String packageName, byte[] archive) throws Refused {
    Map<String, byte[]> classes = new TreeMap<>();
    long total = 0;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String file = entry.getName();
        String name = file.replace('/', '.').replaceFirst("[.]class$", "");
        if (!file.endsWith(".class")
            || file.contains(".class/")
            || kind(packageName, name) == null) {
          throw new Refused("it holds `" + shown(file) + "`, which rules are never compiled to");
        }
        byte[] bytes = zip.readNBytes(MAX_CLASS + 1);
        total += bytes.length;
        if (bytes.length > MAX_CLASS || total > MAX_BYTES || classes.size() >= MAX_CLASSES) {
          throw new Refused("it is larger than rules may become");
        }
        if (classes.put(name, bytes) != null) {
          throw new Refused("it holds `" + shown(file) + "` twice");
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new Refused("it is no archive of classes");
    }
    RuleModule module = new RuleModule(packageName, classes);
    if (module.model() == null) {
      throw new Refused("it holds no list of rules, or two");
    }
    return module;
  }

  /** The archive; the same classes make the same bytes. */
  byte[] archive() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> one : classes.entrySet()) {
        ZipEntry entry = new ZipEntry(one.getKey().replace('.', '/') + ".class");
        entry.setTimeLocal(java.time.LocalDateTime.of(2000, 1, 1, 0, 0));
        zip.putNextEntry(entry);
        zip.write(one.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The one class that lists the rules; null when there is none or more than one. */
  @Nullable String model() {
    String model = null;
    for (String name : classes.keySet()) {
      if ("model".equals(kind(name))) {
        if (model != null) {
          return null;
        }
        model = name;
      }
    }
    return model;
  }

  /** What a class of this module is: a section of {@code rule-code.txt}; null when it is none. */
  @Nullable String kind(String name) {
    return kind(packageName, name);
  }

  static @Nullable String kind(String packageName, String name) {
    if (!name.startsWith(packageName + ".")) {
      return null;
    }
    Matcher matcher = NAME.matcher(name).region(packageName.length() + 1, name.length());
    if (!matcher.matches()) {
      return null;
    }
    for (String kind : KINDS) {
      if (matcher.group(kind) != null) {
        return kind;
      }
    }
    return null;
  }

  private static String shown(String file) {
    String plain = file.replaceAll("[^A-Za-z0-9_./$-]", "?");
    return plain.length() > 120 ? plain.substring(0, 117) + "..." : plain;
  }

  /** The classes that rules may name, and no others: what their class loader shows them. */
  static ClassLoader types() {
    return AllowedTypes.ONLY;
  }

  /** Defines the classes; they see each other and what {@code types} shows, and nothing else. */
  ClassLoader loader(ClassLoader types) {
    return new Loader(classes, types);
  }

  private static final class Loader extends ClassLoader {
    static {
      registerAsParallelCapable();
    }

    private final Map<String, byte[]> classes;

    Loader(Map<String, byte[]> classes, ClassLoader types) {
      super("rules", types);
      this.classes = Map.copyOf(classes);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = classes.get(name);
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }
  }

  /** The classes that rules may name, of those that the engine itself sees; no resources. */
  private static final class AllowedTypes extends ClassLoader {
    static {
      registerAsParallelCapable();
    }

    private static final AllowedTypes ONLY = new AllowedTypes();

    private static final ClassLoader ENGINE = RuleModule.class.getClassLoader();

    private AllowedTypes() {
      super("types for rules", null);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!RuleCode.allowed().known(name.replace('.', '/'))) {
        throw new ClassNotFoundException(name);
      }
      return Class.forName(name, false, ENGINE);
    }
  }
}
