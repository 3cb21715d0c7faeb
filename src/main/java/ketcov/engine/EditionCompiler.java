package ketcov.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import ketcov.condition.RuleModel;
import ketcov.policy.EditionSource;
import ketcov.text.Diagnostic;
import ketcov.text.Place;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.api.runtime.KieContainer;

/**
 * Compiles an edition to a rule base of its own, with the executable model. Nothing is built before
 * every rule was read into the condition model and found to be one that rules may be.
 */
public final class EditionCompiler {
  private static final AtomicLong BUILDS = new AtomicLong();

  private EditionCompiler() {}

  /** Compiles; empty when an error was added to {@code problems}. */
  public static Optional<CompiledEdition> compile(EditionSource source, List<Diagnostic> problems) {
    List<Diagnostic> own = new ArrayList<>();
    DrlReader.Reading reading = new DrlReader(source, own).read();
    EditionCheck.check(source, reading, own);
    problems.addAll(own);
    if (own.stream().anyMatch(problem -> problem.level() == Diagnostic.Level.ERROR)) {
      return Optional.empty();
    }
    return build(source, reading.rules(), problems);
  }

  /** Gives the memory of an edition back; no session may use it any more. */
  public static void release(CompiledEdition edition) {
    if (!edition.rules().isEmpty()) {
      KieServices.get().getRepository().removeKieModule(edition.releaseId());
    }
  }

  /** Builds what was read; tests give it rules that the gate would never let through. */
  static Optional<CompiledEdition> build(
      EditionSource source, List<RuleModel> rules, List<Diagnostic> problems) {
    KieServices services = KieServices.get();
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    ReleaseId releaseId =
        services.newReleaseId(
            "ketcov.editions", artifact(source), Long.toString(BUILDS.incrementAndGet()));
    KieFileSystem files = services.newKieFileSystem();
    files.generateAndWritePomXML(releaseId);
    String folder = "src/main/resources/" + packageOf(source).replace('.', '/') + "/";
    for (int i = 0; i < source.rules().size(); i++) {
      // The file's own name never reaches Drools, which would paste it into Java.
      files.write(folder + "rules" + i + ".drl", source.rules().get(i).text());
    }
    try {
      KieBuilder builder =
          services.newKieBuilder(files, loader).buildAll(ExecutableModelProject.class);
      List<Message> errors = builder.getResults().getMessages(Message.Level.ERROR);
      if (errors.isEmpty()) {
        KieContainer container = services.newKieContainer(releaseId, loader);
        KieBase base = container.getKieBase();
        return Optional.of(new CompiledEdition(source, rules, base, releaseId));
      }
      errors.forEach(error -> problems.add(explain(source, error)));
    } catch (RuntimeException e) {
      problems.add(
          Diagnostic.error(
              source.folder(),
              Place.START,
              "the rules do not compile: " + firstLine(String.valueOf(e.getMessage()))));
    }
    services.getRepository().removeKieModule(releaseId);
    return Optional.empty();
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

  private static String artifact(EditionSource source) {
    return source.edition().editionId().folder().replaceAll("[^a-z0-9]", "-");
  }

  private static Diagnostic explain(EditionSource source, Message error) {
    String file = source.folder();
    String path = String.valueOf(error.getPath());
    for (int i = 0; i < source.rules().size(); i++) {
      if (path.endsWith("rules" + i + ".drl")) {
        file = source.rules().get(i).file();
      }
    }
    return Diagnostic.error(
        file,
        new Place(error.getLine(), error.getColumn()),
        "the rule does not compile: " + firstLine(error.getText()));
  }

  private static String firstLine(String text) {
    String line = text.lines().findFirst().orElse("").strip();
    return line.length() > 300 ? line.substring(0, 300) : line;
  }
}
