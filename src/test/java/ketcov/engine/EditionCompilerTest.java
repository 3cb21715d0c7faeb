package ketcov.engine;

import static ketcov.engine.TestEdition.facts;
import static ketcov.engine.TestEdition.rule;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import ketcov.policy.EditionSource;
import ketcov.text.Check;
import ketcov.text.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kie.api.KieBase;

class EditionCompilerTest {
  private final Path temporary;

  EditionCompilerTest(@TempDir Path temporary) {
    this.temporary = temporary;
  }

  @Test
  void an_edition_can_be_loaded_again_beside_itself() {
    EditionSource source = TestEdition.source(temporary, "");
    CompiledEdition first = TestEdition.compiled(source);
    CompiledEdition second = TestEdition.compiled(source);

    for (CompiledEdition edition : List.of(first, second)) {
      assertThat(RuleSession.fire(edition, facts("'patient': {'ageYears': 41}")))
          .isInstanceOfSatisfying(
              RuleOutcome.Fired.class, fired -> assertThat(fired.findings()).hasSize(1));
    }
  }

  @Test
  void an_edition_that_nobody_holds_is_given_back() {
    EditionSource source = TestEdition.source(temporary, "");
    WeakReference<KieBase> base = new WeakReference<>(TestEdition.compiled(source).kieBase());

    for (int i = 0; i < 50 && base.get() != null; i++) {
      System.gc();
    }

    assertThat(base.get()).isNull();
  }

  @Test
  void a_package_of_rules_is_alone_in_its_rule_base() {
    CompiledEdition edition = TestEdition.compiled(TestEdition.source(temporary, ""));

    assertThat(edition.kieBase().getKiePackages())
        .filteredOn(found -> !found.getRules().isEmpty())
        .extracting(found -> found.getName())
        .containsExactly("policies.example.esketamine");
    assertThat(edition.kieBase().getKiePackages().stream().mapToInt(p -> p.getRules().size()).sum())
        .isEqualTo(edition.rules().size())
        .isEqualTo(2);
  }

  @Test
  void code_in_a_refused_file_never_runs() {
    String ran = "ketcov.test.code-in-a-refused-file";
    EditionSource source =
        TestEdition.source(
            temporary,
            """
            declare enum Mood
                LOW( System.setProperty("%s", "ran") );
                text : String
            end

            """
                    .formatted(ran)
                + rule(
                    "The patient is an adult", "$patient : Patient( ageYears >= 18 )", "$patient"));
    List<Diagnostic> problems = new ArrayList<>();

    assertThat(EditionCompiler.compile(source, problems, RuleCache.none())).isEmpty();
    assertThat(problems)
        .extracting(Diagnostic::message)
        .containsExactly("a declared enumeration is not allowed in rules: use those of the case.");
    assertThat(System.getProperty(ran)).isNull();
  }

  @Test
  void what_only_the_compiler_refuses_is_reported_at_its_file() {
    EditionSource source =
        TestEdition.source(
            temporary, rule("The age is odd", "$patient : Patient( years >= 18 )", "$patient"));
    List<Diagnostic> problems = new ArrayList<>();

    assertThat(EditionCompiler.build(source, problems)).isEmpty();
    assertThat(problems)
        .isNotEmpty()
        .allSatisfy(
            problem -> {
              assertThat(problem.file()).isEqualTo(TestEdition.FILE);
              assertThat(problem.check()).isEqualTo(Check.DOES_NOT_BUILD);
              assertThat(problem.message()).startsWith("the rule does not compile: ");
            });
  }
}
