package ketcov;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import ketcov.assessment.ExclusionOutcome;
import ketcov.assessment.Outcome;
import ketcov.assessment.Outlook;
import ketcov.casefacts.Authorization;
import ketcov.policy.LibraryFolder;
import ketcov.policy.PolicyEdition;
import ketcov.regression.CaseFiles;
import ketcov.regression.SampleCase;
import ketcov.text.Diagnostic;

/**
 * How the files of a library are written, and whether its sample cases show every way in which an
 * edition can answer.
 */
final class RuleStyle {
  private static final int MOST_RULES = 8;
  private static final int MOST_COLUMNS = 120;

  private static final Pattern KEBAB = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final Pattern LEFTOVER = Pattern.compile("\\.{2,}(?!/)");
  private static final Pattern URL = Pattern.compile("https?://\\S+");
  private static final Pattern COMMENT_OR_TEXT = Pattern.compile("//[^\\n]*|\"[^\"\\n]*\"");
  private static final Pattern FACT = Pattern.compile("\\b[A-Z]\\w*\\s*\\(");

  private final Path root;
  private final List<String> findings = new ArrayList<>();

  private RuleStyle(Path root) {
    this.root = root;
  }

  /** What is wrong with the files below a library's root, by file; none when all is well. */
  static List<String> files(Path root) {
    RuleStyle style = new RuleStyle(root);
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".drl") || name.endsWith(".yaml")) {
          style.file(file, Files.readString(file));
        } else if (!name.equals("expected.txt")) {
          style.found(file, 1, "neither a rule file nor YAML");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return style.findings;
  }

  /** Which outcomes and outlooks no sample case of an edition expects, by edition. */
  static List<String> cases(Path root) {
    RuleStyle style = new RuleStyle(root);
    LibraryFolder library = new LibraryFolder(root);
    List<Diagnostic> problems = new ArrayList<>();
    for (Path folder : library.editions(root)) {
      library
          .edition(folder, problems)
          .ifPresent(source -> style.edition(source.edition(), CaseFiles.read(source, problems)));
    }
    problems.forEach(problem -> style.findings.add(problem.toString()));
    return style.findings;
  }

  private void file(Path file, String text) {
    for (Path part : root.relativize(file)) {
      String name = part.toString().replaceFirst("\\.(drl|yaml)$", "");
      if (!KEBAB.matcher(name).matches()) {
        found(file, 1, "`" + name + "` is not in kebab-case");
      }
    }
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = URL.matcher(lines.get(i)).replaceAll("");
      if (line.length() > MOST_COLUMNS) {
        found(file, i + 1, "the line has " + line.length() + " columns");
      }
      if (LEFTOVER.matcher(line).find()) {
        found(file, i + 1, "dots stand for something that is still to be written");
      }
    }
    if (file.toString().endsWith(".drl")) {
      long rules = lines.stream().filter(line -> line.startsWith("rule ")).count();
      if (rules < 1 || rules > MOST_RULES) {
        found(file, 1, "the file holds " + rules + " rules");
      }
      constraints(file, text);
    }
  }

  /** Several constraints of a fact each begin a line. */
  private void constraints(Path file, String text) {
    String code =
        COMMENT_OR_TEXT.matcher(text).replaceAll(match -> " ".repeat(match.group().length()));
    Matcher fact = FACT.matcher(code);
    while (fact.find()) {
      List<Integer> starts = new ArrayList<>(List.of(fact.end()));
      int depth = 1;
      for (int i = fact.end(); i < code.length() && depth > 0; i++) {
        switch (code.charAt(i)) {
          case '(' -> depth++;
          case ')' -> depth--;
          case ',' -> {
            if (depth == 1) {
              starts.add(i + 1);
            }
          }
          default -> {
            // Part of a constraint.
          }
        }
      }
      for (int start : starts) {
        int end = code.indexOf('\n', start);
        boolean beginsALine = code.substring(start, end < 0 ? code.length() : end).isBlank();
        if (starts.size() > 1 && !beginsALine) {
          int line = 1 + (int) code.substring(0, start).chars().filter(c -> c == '\n').count();
          found(file, line, "several constraints stand on one line");
          break;
        }
      }
    }
  }

  private void edition(PolicyEdition policy, List<SampleCase> samples) {
    // A case that is judged by another edition, the one in force on its date, shows nothing of this
    // one.
    List<JsonNode> expected =
        samples.stream()
            .filter(
                sample ->
                    !sample.select()
                        || sample.expect().path("edition").asText().equals(policy.edition())
                        || sample
                            .body()
                            .at("/request/policyEdition")
                            .asText()
                            .equals(policy.edition()))
            .map(SampleCase::expect)
            .toList();
    for (PolicyEdition.Criterion criterion : policy.criteria()) {
      if (criterion.basis().enforced()) {
        each(policy, "criteria", criterion.id(), expected, Outcome.values());
      }
    }
    for (PolicyEdition.Exclusion exclusion : policy.exclusions()) {
      if (exclusion.basis().enforced()) {
        each(policy, "exclusions", exclusion.id(), expected, ExclusionOutcome.values());
      }
    }
    Set<String> shown = new HashSet<>();
    expected.forEach(expect -> shown.add(expect.path("outlook").asText()));
    for (Outlook outlook : possible(policy)) {
      if (!shown.contains(outlook.name())) {
        findings.add(policy.editionId() + ": no case expects outlook " + outlook);
      }
    }
  }

  private void each(
      PolicyEdition policy, String kind, String id, List<JsonNode> expected, Enum<?>[] outcomes) {
    Set<String> shown = new HashSet<>();
    expected.forEach(expect -> shown.add(expect.path(kind).path(id).asText()));
    Arrays.stream(outcomes)
        .filter(outcome -> !shown.contains(outcome.name()))
        .forEach(
            outcome ->
                findings.add(policy.editionId() + ": no case expects " + id + " " + outcome));
  }

  private static Set<Outlook> possible(PolicyEdition policy) {
    Set<Outlook> possible = EnumSet.noneOf(Outlook.class);
    if (policy.isCompanion()) {
      return possible;
    }
    possible.add(Outlook.UNCERTAIN);
    if (policy.criteria().stream().anyMatch(criterion -> criterion.basis().enforced())) {
      possible.add(Outlook.LIKELY_DENIED);
    }
    if (approves(policy)) {
      possible.add(Outlook.LIKELY_APPROVED);
    }
    for (PolicyEdition.Exclusion exclusion : policy.exclusions()) {
      if (exclusion.basis().enforced()) {
        possible.add(
            switch (exclusion.effect()) {
              case NOT_COVERED -> Outlook.NOT_COVERED;
              case DENIED -> Outlook.LIKELY_DENIED;
            });
      }
    }
    return possible;
  }

  /** Whether there is a use with criteria of which the source is not said to hide some. */
  private static boolean approves(PolicyEdition policy) {
    return policy.indications().stream()
        .anyMatch(
            indication ->
                Arrays.stream(Authorization.values())
                    .anyMatch(
                        authorization ->
                            policy.criteria().stream()
                                    .filter(criterion -> criterion.basis().enforced())
                                    .map(PolicyEdition.Criterion::appliesTo)
                                    .anyMatch(
                                        to ->
                                            reaches(to.indications(), indication)
                                                && reaches(to.authorizations(), authorization))
                                && policy.partialUses().stream()
                                    .noneMatch(
                                        use ->
                                            reaches(use.indications(), indication)
                                                && reaches(use.authorizations(), authorization))));
  }

  /** An empty list limits nothing. */
  private static <T> boolean reaches(List<T> list, T value) {
    return list.isEmpty() || list.contains(value);
  }

  private void found(Path file, int line, String what) {
    findings.add(
        String.format(
            Locale.ROOT,
            "%s:%d: %s",
            root.relativize(file).toString().replace('\\', '/'),
            line,
            what));
  }
}
