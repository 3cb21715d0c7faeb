package ketcov;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.all;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.AbstractClassesTransformer;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The order of packages, and what only some of them may use. Each rule is held against the program,
 * where it must hold, and against {@code ketcov.planted}, where it must find what was planted.
 */
class ArchitectureTest {
  /** A package uses only those before it. */
  private static final List<String> ORDER =
      List.of(
          "text",
          "casefacts",
          "intake",
          "policy",
          "finding",
          "condition",
          "engine",
          "reference",
          "assessment",
          "calibration",
          "letter",
          "regression",
          "checking",
          "impact",
          "coverage",
          "mutation",
          "generation",
          "store",
          "authoring",
          "api",
          "cli");

  private static final List<String> FACES = List.of("api", "cli");

  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("ketcov");

  private static final JavaClasses PLANTED =
      new ClassFileImporter().importPackages("ketcov.planted");

  /**
   * A rule of the program.
   *
   * @param rule the rule for the packages below a root
   * @param planted names of planted classes or packages that break it
   */
  private record Rule(String says, Function<String, ArchRule> rule, List<String> planted) {}

  private static final List<Rule> RULES =
      List.of(
          new Rule(
              "a package uses only those before it",
              ArchitectureTest::order,
              List.of("casefacts.UsesAPackageBehindIt", "regression.UsesAFace")),
          new Rule(
              "every package has its place in the order",
              root ->
                  classes()
                      .should()
                      .resideInAnyPackage(
                          Stream.concat(ORDER.stream().map(p -> inside(root, p)), Stream.of(root))
                              .toArray(String[]::new)),
              List.of("misplaced.Unlisted")),
          new Rule(
              "nothing uses a face",
              root ->
                  CompositeArchRule.of(
                      FACES.stream()
                          .map(
                              face ->
                                  (ArchRule)
                                      noClasses()
                                          .that()
                                          .resideOutsideOfPackage(inside(root, face))
                                          .should()
                                          .dependOnClassesThat()
                                          .resideInAPackage(inside(root, face)))
                          .toList()),
              List.of("regression.UsesAFace", "cli.UsesTheOtherFace")),
          new Rule(
              "policies do not know how cases are read",
              root ->
                  noClasses()
                      .that()
                      .resideInAPackage(inside(root, "policy"))
                      .should()
                      .dependOnClassesThat()
                      .resideInAPackage(inside(root, "intake")),
              List.of("policy.UsesIntake")),
          new Rule(
              "a finding knows facts and texts only",
              root ->
                  noClasses()
                      .that()
                      .resideInAPackage(inside(root, "finding"))
                      .should()
                      .dependOnClassesThat(
                          resideInAPackage(root + "..")
                              .and(
                                  DescribedPredicate.not(
                                      resideInAnyPackage(
                                          inside(root, "finding"),
                                          inside(root, "casefacts"),
                                          inside(root, "text"))))),
              List.of("finding.UsesPolicy")),
          new Rule(
              "there are no cycles",
              root -> slices().matching(root + ".(*)..").should().beFreeOfCycles(),
              List.of("condition.Begins", "cyclic.Returns")),
          new Rule(
              "Drools is at home in the engine alone",
              root ->
                  noClasses()
                      .that()
                      .resideOutsideOfPackage(inside(root, "engine"))
                      .should()
                      .dependOnClassesThat()
                      .resideInAnyPackage("org.drools..", "org.kie.."),
              List.of("assessment.UsesDrools")),
          new Rule(
              "the database is at home in the store alone",
              root ->
                  noClasses()
                      .that()
                      .resideOutsideOfPackage(inside(root, "store"))
                      .should()
                      .dependOnClassesThat()
                      .resideInAnyPackage(
                          "java.sql..", "javax.sql..", "io.agroal..", "org.flywaydb..", "org.h2.."),
              List.of("assessment.UsesSql")),
          new Rule(
              "HTTP and Quarkus are at home in the faces",
              root ->
                  noClasses()
                      .that(are(core(root)))
                      .should()
                      .dependOnClassesThat()
                      .resideInAnyPackage("jakarta.ws.rs..", "io.quarkus..", "io.vertx.."),
              List.of("assessment.UsesHttp")),
          new Rule(
              "only the faces know the clock",
              root ->
                  noClasses()
                      .that(are(core(root)))
                      .should()
                      .callMethodWhere(
                          DescribedPredicate.describe(
                              "the clock is read", call -> readsClock(call.getTarget()))),
              List.of("assessment.ReadsTheClock", "assessment.ReadsTheMilliseconds")),
          new Rule(
              "the core does not print",
              root ->
                  noClasses()
                      .that(are(core(root)))
                      .should()
                      .accessField(System.class, "out")
                      .orShould()
                      .accessField(System.class, "err"),
              List.of("assessment.Prints")),
          new Rule(
              "the core keeps no log",
              root ->
                  noClasses()
                      .that(are(core(root)))
                      .should()
                      .dependOnClassesThat()
                      .resideInAnyPackage(
                          "java.util.logging..", "org.jboss.logging..", "org.slf4j.."),
              List.of("assessment.Logs")),
          new Rule(
              "a class is named for what it does in the field",
              root -> classes().should().haveNameNotMatching(".*(Impl|Manager|Helper|Utils)"),
              List.of(
                  "assessment.AssessorImpl",
                  "assessment.CaseManager",
                  "assessment.CaseHelper",
                  "assessment.CaseUtils")),
          new Rule(
              "a package is named for its subject",
              root ->
                  noClasses()
                      .should()
                      .resideInAnyPackage("..util..", "..common..", "..helper..", "..base.."),
              List.of("text.util.Text", "text.common.Text", "text.helper.Text", "text.base.Text")),
          new Rule(
              "every package says that nothing is null unless it says so",
              root -> all(packages(root)).should(beNullMarked()),
              List.of("unmarked")));

  private static ArchRule order(String root) {
    List<ArchRule> rules =
        ORDER.stream()
            .filter(earlier -> !earlier.equals(ORDER.getLast()))
            .map(
                earlier ->
                    noClasses()
                        .that()
                        .resideInAPackage(inside(root, earlier))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                            ORDER.stream()
                                .skip(ORDER.indexOf(earlier) + 1L)
                                .map(later -> inside(root, later))
                                .toArray(String[]::new))
                        .allowEmptyShould(true)) // A package that is yet to come.
            .toList();
    return CompositeArchRule.of(rules);
  }

  private static String inside(String root, String name) {
    return root + "." + name + "..";
  }

  private static DescribedPredicate<JavaClass> core(String root) {
    return DescribedPredicate.not(
            resideInAnyPackage(FACES.stream().map(f -> inside(root, f)).toArray(String[]::new)))
        .as("outside of the faces");
  }

  /** Time that has passed, {@code System.nanoTime}, is no date. */
  private static boolean readsClock(AccessTarget.MethodCallTarget target) {
    JavaClass owner = target.getOwner();
    return (owner.isAssignableTo(Temporal.class) && target.getName().equals("now"))
        || (owner.isEquivalentTo(Clock.class) && target.getName().startsWith("system"))
        || (owner.isEquivalentTo(System.class) && target.getName().equals("currentTimeMillis"));
  }

  private static AbstractClassesTransformer<JavaPackage> packages(String root) {
    return new AbstractClassesTransformer<>("packages") {
      @Override
      public Iterable<JavaPackage> doTransform(JavaClasses classes) {
        return classes.getPackage(root).getSubpackagesInTree().stream()
            .filter(one -> !one.getClasses().isEmpty())
            .toList();
      }
    };
  }

  private static ArchCondition<JavaPackage> beNullMarked() {
    return new ArchCondition<>("be marked") {
      @Override
      public void check(JavaPackage one, ConditionEvents events) {
        events.add(
            new SimpleConditionEvent(
                one,
                one.isAnnotatedWith(NullMarked.class),
                one.getName() + " has no package-info with @NullMarked"));
      }
    };
  }

  @TestFactory
  Stream<DynamicTest> the_program_keeps_each_rule() {
    return RULES.stream()
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    rule.says(), () -> rule.rule().apply("ketcov").check(PROGRAM)));
  }

  @TestFactory
  Stream<DynamicTest> each_rule_finds_what_is_planted_against_it() {
    return RULES.stream()
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    rule.says(),
                    () ->
                        assertThat(violations(rule))
                            .contains(
                                rule.planted().stream()
                                    .map(name -> "ketcov.planted." + name)
                                    .toArray(String[]::new))));
  }

  /** Every planted class is there to break a rule, or for such a class to use. */
  @Test
  void nothing_is_planted_that_no_rule_finds() {
    Set<String> used = Set.of("engine.Engine", "api.Resource", "intake.Reader", "policy.Policy");
    List<String> named =
        RULES.stream().flatMap(rule -> rule.planted().stream()).distinct().toList();

    assertThat(PLANTED.stream().filter(c -> !c.getSimpleName().equals("package-info")))
        .extracting(c -> c.getName().substring("ketcov.planted.".length()))
        .allMatch(
            name -> named.stream().anyMatch(name::startsWith) || used.contains(name),
            "is named by a rule");
  }

  @Test
  void the_program_is_looked_at_without_its_tests() {
    assertThat(PROGRAM.contain("ketcov.engine.RuleSession")).isTrue();
    assertThat(PROGRAM).noneMatch(one -> one.getPackageName().startsWith("ketcov.planted"));
  }

  private static String violations(Rule rule) {
    List<String> details =
        rule.rule().apply("ketcov.planted").evaluate(PLANTED).getFailureReport().getDetails();
    return String.join("\n", details);
  }

  /** Without this the order would say nothing of a package that is misspelt here. */
  @Test
  void the_order_names_packages_that_exist() {
    assertThat(PROGRAM.getPackage("ketcov").getSubpackages())
        .extracting(JavaPackage::getRelativeName)
        .isSubsetOf(ORDER);
    assertThat(Arrays.asList("engine", "api", "cli")).isSubsetOf(ORDER);
  }
}
