package ketcov.regression;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ketcov.text.StrictYaml;
import org.junit.jupiter.api.Test;

/** The table of {@code docs/coverage-of-the-topic.md} names rules and cases that exist. */
class TopicCoverageTest {
  private static final Path DOCS = Path.of(System.getProperty("ketcov.home", "."), "docs");

  private static final Pattern LINK = Pattern.compile("\\[([^\\]]+)\\]\\(([^)]+)\\)");
  private static final Pattern RULE = Pattern.compile("(?m)^rule \"([^\"]+)\"");

  @Test
  void every_statement_has_rules_and_cases_that_exist() throws IOException {
    List<String> rows = rows(Files.readString(DOCS.resolve("coverage-of-the-topic.md")));

    assertThat(rows).hasSizeGreaterThanOrEqualTo(25);
    assertThat(findings(rows)).isEmpty();
  }

  @Test
  void what_does_not_exist_is_found() throws IOException {
    String site = "../rules-drl/us/access/undated/site.drl";
    String cases = "../rules-drl/us/access/undated/cases/site.yaml";

    assertThat(
            findings(
                rows(
                    """
                    | Statement | Rules | Cases |
                    | --- | --- | --- |
                    | Well | [The site is not accredited](%1$s) | [An accredited clinic](%2$s) |
                    | Wrong rule | [The site is far](%1$s) | [An accredited clinic](%2$s) |
                    | Wrong case | [The site is not accredited](%1$s) | [A clinic](%2$s) |
                    | Wrong file | [The site is not accredited](%1$s) | [A clinic](../none.yaml) |
                    | Wrong kind | [The site is not accredited](%1$s) | [The page](README.md) |
                    | Wrong column | [An accredited clinic](%2$s) | [An accredited clinic](%2$s) |
                    | No case | [The site is not accredited](%1$s) | none |
                    | No cell | [The site is not accredited](%1$s) |
                    """
                        .formatted(site, cases))))
        .containsExactly(
            "Wrong rule: `The site is far` is not in " + site,
            "Wrong case: `A clinic` is not in " + cases,
            "Wrong file: no file ../none.yaml",
            "Wrong kind: README.md is no .yaml file",
            "Wrong column: " + cases + " is no .drl file",
            "No case: no link to a .yaml file",
            "No cell: no link to a .yaml file");
  }

  /** The rows of the table, without its head. */
  private static List<String> rows(String page) {
    return page.lines().filter(line -> line.startsWith("| ")).skip(2).toList();
  }

  private static List<String> findings(List<String> rows) throws IOException {
    List<String> findings = new ArrayList<>();
    for (String row : rows) {
      String[] cells = row.split(" \\| ", -1);
      String statement = cells[0].substring(2);
      check(statement, cells.length > 1 ? cells[1] : "", ".drl", findings);
      check(statement, cells.length > 2 ? cells[2] : "", ".yaml", findings);
    }
    return findings;
  }

  private static void check(String statement, String cell, String kind, List<String> findings)
      throws IOException {
    List<MatchResult> links = LINK.matcher(cell).results().collect(Collectors.toList());
    if (links.isEmpty()) {
      findings.add(statement + ": no link to a " + kind + " file");
    }
    for (MatchResult link : links) {
      String name = link.group(1);
      String target = link.group(2);
      Path file = DOCS.resolve(target);
      if (!target.endsWith(kind)) {
        findings.add(statement + ": " + target + " is no " + kind + " file");
      } else if (!Files.isRegularFile(file)) {
        findings.add(statement + ": no file " + target);
      } else if (names(file, target).noneMatch(name::equals)) {
        findings.add(statement + ": `" + name + "` is not in " + target);
      }
    }
  }

  /** The names of a file's rules or cases. */
  private static Stream<String> names(Path file, String target) throws IOException {
    String text = Files.readString(file);
    if (target.endsWith(".drl")) {
      return RULE.matcher(text).results().map(result -> result.group(1));
    }
    JsonNode root = StrictYaml.read(target, text).root();
    List<String> names = new ArrayList<>();
    if (root != null) {
      root.path("cases").forEach(entry -> names.add(entry.path("name").asText()));
    }
    return names.stream();
  }
}
