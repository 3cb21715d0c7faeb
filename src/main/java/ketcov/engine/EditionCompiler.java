package ketcov.engine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import ketcov.condition.RuleModel;
import ketcov.policy.EditionSource;
import ketcov.text.Check;
import ketcov.text.Diagnostic;
import ketcov.text.Place;
import org.drools.compiler.compiler.io.memory.MemoryFileSystem;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.compiler.kie.builder.impl.MemoryKieModule;
import org.drools.model.codegen.ExecutableModelProject;
import org.drools.modelcompiler.CanonicalKieModule;
import org.drools.util.PortablePath;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.api.builder.model.KieModuleModel;
import org.kie.api.definition.rule.Rule;

/**
 * Compiles an edition to a rule base of its own, with the executable model. Nothing is built before
 * every rule was read into the condition model and found to be one that rules may be.
 */
public final class EditionCompiler {
  private static final AtomicLong NAMES = new AtomicLong();

  private EditionCompiler() {}

  /** Compiles; empty when an error was added to {@code problems}. */
  public static Optional<CompiledEdition> compile(
      EditionSource source, List<Diagnostic> problems, RuleCache cache) {
    List<Diagnostic> own = new ArrayList<>();
    DrlReader.Reading reading = new DrlReader(source, own).read();
    EditionCheck.check(source, reading, own);
    problems.addAll(own);
    if (own.stream().anyMatch(problem -> problem.isError())) {
      return Optional.empty();
    }
    if (reading.rules().isEmpty()) {
      return Optional.of(new CompiledEdition(source));
    }
    Optional<CompiledEdition> cached =
        cache.find(source).flatMap(module -> cached(source, reading.rules(), module));
    if (cached.isPresent()) {
      return cached;
    }
    Optional<byte[]> module = build(source, problems);
    module.ifPresent(built -> cache.keep(source, built));
    return module.map(built -> load(source, reading.rules(), built));
  }

  /** What the cache holds, if it loads and has the rules that were read. */
  private static Optional<CompiledEdition> cached(
      EditionSource source, List<RuleModel> rules, byte[] module) {
    try {
      CompiledEdition edition = load(source, rules, module);
      Set<String> read = rules.stream().map(RuleModel::name).collect(Collectors.toSet());
      Set<String> loaded =
          edition.kieBase().getKiePackage(packageOf(source)).getRules().stream()
              .map(Rule::getName)
              .collect(Collectors.toSet());
      return read.equals(loaded) ? Optional.of(edition) : Optional.empty();
    } catch (RuntimeException | LinkageError e) {
      // Not what we wrote, whatever its head says: it is compiled again.
      return Optional.empty();
    }
  }

  /**
   * Compiles the rule files to a jar of classes; tests give it rules that the gate would never let
   * through. Empty when an error was added to {@code problems}.
   */
  static Optional<byte[]> build(EditionSource source, List<Diagnostic> problems) {
    KieServices services = KieServices.get();
    ReleaseId releaseId = releaseId(source);
    KieFileSystem files = services.newKieFileSystem();
    files.generateAndWritePomXML(releaseId);
    files.writeKModuleXML(module().toXML());
    String folder = "src/main/resources/" + packageOf(source).replace('.', '/') + "/";
    for (int i = 0; i < source.rules().size(); i++) {
      // The file's own name never reaches Drools, which would paste it into Java.
      files.write(folder + "rules" + i + ".drl", source.rules().get(i).text());
    }
    try {
      KieBuilder builder =
          services
              .newKieBuilder(files, Thread.currentThread().getContextClassLoader())
              .buildAll(ExecutableModelProject.class);
      List<Message> errors = builder.getResults().getMessages(Message.Level.ERROR);
      if (errors.isEmpty()) {
        return Optional.of(((InternalKieModule) builder.getKieModule()).getBytes());
      }
      errors.forEach(error -> problems.add(explain(source, error)));
    } catch (RuntimeException e) {
      problems.add(
          Diagnostic.of(
              Check.DOES_NOT_BUILD,
              source.folder(),
              Place.START,
              "the rules do not compile: " + firstLine(String.valueOf(e.getMessage()))));
    } finally {
      services.getRepository().removeKieModule(releaseId);
    }
    return Optional.empty();
  }

  /** Loads what {@link #build} made, now or at an earlier start. */
  static CompiledEdition load(EditionSource source, List<RuleModel> rules, byte[] module) {
    KieServices services = KieServices.get();
    // A name for each load, since Drools keeps modules by name and knows only one of each.
    ReleaseId releaseId = releaseId(source);
    services
        .getRepository()
        .addKieModule(
            new CanonicalKieModule(new MemoryKieModule(releaseId, module(), files(module))));
    try {
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      KieBase base = services.newKieContainer(releaseId, loader).getKieBase();
      return new CompiledEdition(source, rules, base);
    } finally {
      // The rule base needs its module no more, and would be kept for ever by Drools' list of them.
      services.getRepository().removeKieModule(releaseId);
    }
  }

  /** The files of a jar; Drools' own reading of one takes ten times as long. */
  private static MemoryFileSystem files(byte[] jar) {
    MemoryFileSystem files = new MemoryFileSystem();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(jar))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (!entry.isDirectory()) {
          files.write(PortablePath.of(entry.getName()), zip.readAllBytes(), true);
        }
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KieModuleModel module() {
    KieModuleModel module = KieServices.get().newKieModuleModel();
    module.newKieBaseModel("rules").setDefault(true);
    return module;
  }

  private static ReleaseId releaseId(EditionSource source) {
    return KieServices.get()
        .newReleaseId(
            "ketcov.editions",
            source.edition().editionId().folder().replaceAll("[^a-z0-9]", "-"),
            Long.toString(NAMES.incrementAndGet()));
  }

  /**
   * The DRL package of an edition: {@code policies.<payer>.<policy>}, with underscores for hyphens.
   */
  static String packageOf(EditionSource source) {
    return "policies."
        + word(source.edition().id().payer())
        + "."
        + word(source.edition().id().policy());
  }

  private static String word(String slug) {
    return slug.replace('-', '_').toLowerCase(Locale.ROOT);
  }

  private static Diagnostic explain(EditionSource source, Message error) {
    String file = source.folder();
    String path = String.valueOf(error.getPath());
    for (int i = 0; i < source.rules().size(); i++) {
      if (path.endsWith("rules" + i + ".drl")) {
        file = source.rules().get(i).file();
      }
    }
    return Diagnostic.of(
        Check.DOES_NOT_BUILD,
        file,
        new Place(error.getLine(), error.getColumn()),
        "the rule does not compile: " + firstLine(error.getText()));
  }

  private static String firstLine(String text) {
    String line = text.lines().findFirst().orElse("").strip();
    return line.length() > 300 ? line.substring(0, 300) : line;
  }
}
