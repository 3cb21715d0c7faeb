package ketcov.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import ketcov.condition.RuleModel;
import ketcov.policy.EditionSource;
import ketcov.text.Check;
import ketcov.text.Diagnostic;
import ketcov.text.Place;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.core.impl.RuleBaseFactory;
import org.drools.model.Model;
import org.drools.model.codegen.ExecutableModelProject;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.KieBaseConfiguration;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.api.builder.model.KieModuleModel;

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
        cache
            .find(source)
            .flatMap(module -> load(source, reading.rules(), module, new ArrayList<>()));
    if (cached.isPresent()) {
      return cached;
    }
    Optional<byte[]> module = build(source, problems);
    Optional<CompiledEdition> built =
        module.flatMap(bytes -> load(source, reading.rules(), bytes, problems));
    built.ifPresent(edition -> cache.keep(source, module.orElseThrow()));
    return built;
  }

  /**
   * Compiles the rule files to an archive of classes; tests give it rules that the gate would never
   * let through. Empty when an error was added to {@code problems}.
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
        return Optional.of(classes(source, (InternalKieModule) builder.getKieModule()).archive());
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

  /** The classes of the rules, without what else Drools writes beside them. */
  private static RuleModule classes(EditionSource source, InternalKieModule built) {
    String packageName = packageOf(source);
    Map<String, byte[]> classes = new TreeMap<>();
    for (String file : built.getFileNames()) {
      String name = file.replace('/', '.').replaceFirst("[.]class$", "");
      // What is of another name stays out of the archive unless it is code: the gate names it.
      if (file.endsWith(".class") && !name.startsWith("org.drools.project.model.")) {
        classes.put(name, built.getBytes(file));
      }
    }
    return new RuleModule(packageName, classes);
  }

  /**
   * Loads what {@link #build} made, now or at an earlier start, once every class of it was read.
   * Empty when an error was added to {@code problems}; then no class of it was loaded.
   */
  static Optional<CompiledEdition> load(
      EditionSource source, List<RuleModel> rules, byte[] archive, List<Diagnostic> problems) {
    RuleModule module;
    try {
      module = RuleModule.read(packageOf(source), archive);
    } catch (RuleModule.Refused e) {
      problems.add(RuleCodeGate.refused(source, e.getMessage()));
      return Optional.empty();
    }
    List<Diagnostic> refusals = RuleCodeGate.check(source, rules, module);
    problems.addAll(refusals);
    if (!refusals.isEmpty()) {
      return Optional.empty();
    }
    try {
      CompiledEdition edition = define(source, rules, module, RuleModule.types());
      if (RulePatterns.read(rules).equals(RulePatterns.loaded(edition.kieBase()))) {
        return Optional.of(edition);
      }
      problems.add(RuleCodeGate.refused(source, "it holds other rules than the rule files"));
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      problems.add(
          RuleCodeGate.refused(
              source, "its classes do not fit this version: " + firstLine(e.toString())));
    }
    return Optional.empty();
  }

  /**
   * Makes the rule base of classes that passed the gate, straight from the list of rules: no names,
   * settings or files are looked up.
   */
  static CompiledEdition define(
      EditionSource source, List<RuleModel> rules, RuleModule module, ClassLoader types)
      throws ReflectiveOperationException {
    ClassLoader loader = module.loader(types);
    Model model =
        loader
            .loadClass(String.valueOf(module.model()))
            .asSubclass(Model.class)
            .getDeclaredConstructor()
            .newInstance();
    KieBaseConfiguration settings = RuleBaseFactory.newKnowledgeBaseConfiguration(null, loader);
    return new CompiledEdition(
        source, rules, KieBaseBuilder.createKieBaseFromModel(List.of(model), settings));
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
