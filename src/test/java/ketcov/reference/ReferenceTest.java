package ketcov.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import ketcov.SmallLibrary;
import ketcov.casefacts.FactField;
import ketcov.casefacts.FactType;
import ketcov.casefacts.FactTypes;
import ketcov.engine.CompiledEdition;
import ketcov.engine.PolicyLibrary;
import ketcov.engine.RuleCache;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code -Dketcov.record=true} writes the pages anew, as {@code ./ketcov reference} does. */
class ReferenceTest {
  private static final Path HOME = Path.of(System.getProperty("ketcov.home", "."));
  private static final Path FOLDER = HOME.resolve(Reference.FOLDER);
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)\\)");
  private static final Pattern ANCHOR = Pattern.compile("\\]\\(#([^)]+)\\)");

  private static List<CompiledEdition> library = List.of();
  private static Map<String, String> pages = Map.of();

  @BeforeAll
  static void generate() {
    PolicyLibrary.Loaded loaded = PolicyLibrary.load(HOME.resolve("rules-drl"), RuleCache.none());
    assertThat(loaded.problems()).isEmpty();
    library = loaded.catalog().editions();
    pages = Reference.pages(library);
  }

  @Test
  void the_pages_in_the_tree_are_those_that_the_rules_and_records_give() throws IOException {
    if (Boolean.getBoolean("ketcov.record")) {
      Files.createDirectories(FOLDER);
      for (Map.Entry<String, String> page : pages.entrySet()) {
        Files.writeString(FOLDER.resolve(page.getKey()), page.getValue());
      }
    }
    List<String> stale = new ArrayList<>();
    for (Map.Entry<String, String> page : pages.entrySet()) {
      Path file = FOLDER.resolve(page.getKey());
      String written = Files.exists(file) ? Files.readString(file) : "";
      if (!written.equals(page.getValue())) {
        stale.add(
            Reference.FOLDER + "/" + page.getKey() + firstDifference(written, page.getValue()));
      }
    }
    assertThat(stale)
        .as("The rules or records changed. Run ./ketcov reference and commit what it writes.")
        .isEmpty();
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .as("the files in " + Reference.FOLDER)
          .containsExactlyInAnyOrderElementsOf(pages.keySet());
    }
  }

  private static String firstDifference(String written, String now) {
    List<String> before = written.lines().toList();
    List<String> after = now.lines().toList();
    int at = 0;
    while (at < before.size() && at < after.size() && before.get(at).equals(after.get(at))) {
      at++;
    }
    return ":"
        + (at + 1)
        + " says `"
        + (at < before.size() ? before.get(at) : "")
        + "`, now `"
        + (at < after.size() ? after.get(at) : "")
        + "`";
  }

  @Test
  void the_order_in_which_editions_are_loaded_changes_nothing() {
    List<CompiledEdition> reversed = new ArrayList<>(library);
    Collections.reverse(reversed);

    assertThat(Reference.pages(reversed)).isEqualTo(pages);
  }

  @Test
  void every_link_leads_somewhere() {
    pages.forEach(
        (name, page) -> {
          String text = page.replaceAll("`[^`]*`", "");
          assertThat(LINK.matcher(text).results().map(link -> link.group(1)))
              .as(name)
              .allMatch(link -> Files.exists(FOLDER.resolve(link).normalize()), "leads to a file");
          List<String> headings =
              text.lines()
                  .filter(line -> line.startsWith("#"))
                  .map(line -> Markdown.anchor(line.replaceFirst("#+ ", "")))
                  .flatMap(link -> ANCHOR.matcher(link).results().map(found -> found.group(1)))
                  .toList();
          assertThat(headings).as(name).doesNotHaveDuplicates();
          assertThat(headings)
              .as(name)
              .containsAll(
                  ANCHOR.matcher(text).results().map((MatchResult link) -> link.group(1)).toList());
        });
  }

  /** Each example, made a rule, passes the check of rules. */
  @Test
  void every_example_of_a_constraint_compiles(@TempDir Path folder) throws IOException {
    SmallLibrary small = SmallLibrary.in(folder);
    RuleText examples = new RuleText(library);
    StringBuilder rules = new StringBuilder("package policies.payer.policy\n\n");
    FactTypes.all().forEach(type -> rules.append("import ketcov.casefacts." + type.name() + "\n"));
    FactTypes.all().stream()
        .flatMap(type -> type.fields().values().stream())
        .map(FactField::type)
        .filter(Class::isEnum)
        .distinct()
        .forEach(type -> rules.append("import ketcov.casefacts." + type.getSimpleName() + "\n"));
    rules.append("\nglobal ketcov.engine.Findings findings\n");
    for (FactType type : FactTypes.all()) {
      for (FactField field : type.fields().values()) {
        rules.append(
            """

            rule "An example of %1$s %2$s"
                @criterion("age-min")
                @citation("Section 1")
            when
                $fact : %1$s( %3$s )
            then
                findings.met(kcontext, $fact);
            end
            """
                .formatted(type.name(), field.name(), examples.example(field)));
      }
    }
    Files.writeString(small.edition().resolve("examples.drl"), rules);

    PolicyLibrary.Loaded loaded = PolicyLibrary.load(small.root(), RuleCache.none());

    assertThat(loaded.problems()).noneMatch(ketcov.text.Diagnostic::isError);
    assertThat(loaded.catalog().editions().getFirst().rules()).hasSizeGreaterThan(100);
  }
}
