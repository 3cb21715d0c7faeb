package ketcov.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import ketcov.casefacts.CaseFacts;
import ketcov.intake.CaseReader;
import ketcov.intake.CaseReading;
import ketcov.intake.ReferenceTables;
import ketcov.policy.EditionSource;
import ketcov.policy.LibraryFolder;
import ketcov.text.Diagnostic;
import org.drools.compiler.kie.builder.impl.DrlProject;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.modelcompiler.CanonicalKieModule;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;

/**
 * Fires rules by the classic model of Drools, another implementation than the one that answers.
 * Each edition has a rule base of its own. It is a program of its own, since Drools with the
 * classic model on its class path is another Drools.
 */
final class ClassicOracle {
  private static final Logger RULE_ENGINE = Logger.getLogger("org.drools");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final LibraryFolder library;
  private final Path root;
  private final CaseReader reader = new CaseReader(ReferenceTables.load());
  private final Map<String, CompiledEdition> editions = new HashMap<>();

  private ClassicOracle(Path root) {
    this.root = root;
    this.library = new LibraryFolder(root);
  }

  /**
   * Answers each line of a file, {@code {"editions": ["payer/policy/edition"], "case": {}}}, by a
   * line of another: what each edition found.
   *
   * @param args the library, the file of questions, the file of answers
   */
  public static void main(String... args) throws IOException {
    RULE_ENGINE.setLevel(Level.WARNING);
    ClassicOracle oracle = new ClassicOracle(Path.of(args[0]));
    try (BufferedReader questions = Files.newBufferedReader(Path.of(args[1]));
        BufferedWriter answers = Files.newBufferedWriter(Path.of(args[2]))) {
      for (String line = questions.readLine(); line != null; line = questions.readLine()) {
        answers.write(JSON.writeValueAsString(oracle.answer(JSON.readTree(line))));
        answers.write('\n');
      }
    }
  }

  private ArrayNode answer(JsonNode question) {
    if (!(reader.read(question.path("case")) instanceof CaseReading.Accepted accepted)) {
      throw new IllegalStateException("a case that was read before is refused");
    }
    ArrayNode answers = JSON.createArrayNode();
    for (JsonNode edition : question.path("editions")) {
      ObjectNode found = answers.addObject();
      found(edition.asText(), accepted.facts())
          .forEach((rule, evidence) -> found.put(rule, evidence));
    }
    return answers;
  }

  private Map<String, String> found(String folder, CaseFacts facts) {
    return SelfTest.found(RuleSession.fire(editions.computeIfAbsent(folder, this::build), facts));
  }

  private CompiledEdition build(String folder) {
    List<Diagnostic> problems = new ArrayList<>();
    EditionSource source =
        library
            .edition(root.resolve(folder), problems)
            .orElseThrow(() -> new IllegalStateException(problems.toString()));
    return new CompiledEdition(
        source, new DrlReader(source, problems).read().rules(), classic(source));
  }

  private static KieBase classic(EditionSource source) {
    KieServices services = KieServices.get();
    ReleaseId releaseId =
        services.newReleaseId(
            "classic", source.edition().editionId().folder().replace('/', '-'), "1");
    KieFileSystem files = services.newKieFileSystem();
    files.generateAndWritePomXML(releaseId);
    String folder = "src/main/resources/" + EditionCompiler.packageOf(source).replace('.', '/');
    for (int i = 0; i < source.rules().size(); i++) {
      files.write(folder + "/rules" + i + ".drl", source.rules().get(i).text());
    }
    KieBuilder builder = services.newKieBuilder(files).buildAll(DrlProject.class);
    List<Message> errors = builder.getResults().getMessages(Message.Level.ERROR);
    InternalKieModule module = (InternalKieModule) builder.getKieModule();
    if (!errors.isEmpty() || module instanceof CanonicalKieModule) {
      throw new IllegalStateException("not the classic model, or errors: " + errors);
    }
    return services.newKieContainer(releaseId).getKieBase();
  }
}
