package ketcov.generation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ketcov.condition.RuleModel;
import ketcov.coverage.EditionItems;
import ketcov.coverage.Item;
import ketcov.engine.CompiledEdition;
import ketcov.finding.RuleRole;
import ketcov.intake.CaseReader;
import ketcov.mutation.Mutant;
import ketcov.policy.PolicyEdition;
import ketcov.regression.CaseFiles;
import ketcov.regression.ReadCases;
import ketcov.text.StrictYaml;

/** Writes the fewest further cases of an edition that its survivors call for. */
public final class CaseWriting {
  private final CompiledEdition edition;
  private final Search search;
  private final Set<String> taken = new HashSet<>();

  /** A writer for an edition. */
  public CaseWriting(ReadCases library, CompiledEdition edition, CaseReader reader) {
    this.edition = edition;
    library.of(edition.policy().editionId()).forEach(read -> taken.add(read.sample().name()));
    this.search = new Search(library.catalog(), edition, reader, seeds(edition));
  }

  /** The cases of every file, as they are written. */
  private static List<Seed> seeds(CompiledEdition edition) {
    List<Seed> seeds = new ArrayList<>();
    edition
        .source()
        .files()
        .cases()
        .forEach(
            (name, text) -> {
              String file = name.substring(name.lastIndexOf('/') + 1);
              JsonNode root = StrictYaml.read(name, text).root();
              if (root == null) {
                return;
              }
              JsonNode base =
                  root.has("base") ? root.path("base") : JsonNodeFactory.instance.objectNode();
              for (JsonNode entry : root.path("cases")) {
                seeds.add(
                    new Seed(
                        file,
                        base,
                        CaseFiles.merged(base, entry.path("case")),
                        entry.path("select").booleanValue()));
              }
            });
    return seeds;
  }

  /** What came of it. */
  public record Written(List<WrittenCase> cases, List<String> unreached) {}

  /** Writes cases that would notice the survivors and reach what no case reaches. */
  public Written write(List<Mutant> survivors, List<Item> gaps) {
    List<Goal> goals = new ArrayList<>();
    for (Mutant mutant : survivors) {
      goals.add(new Goal.Noticing(mutant, rulesOf(mutant)));
    }
    EditionItems items = new EditionItems(edition);
    for (Item gap : gaps) {
      goals.add(
          new Goal.Reaching(
              gap,
              items,
              edition.rules().stream()
                  .filter(rule -> rule.name().equals(gap.of()) || rule.bears().equals(gap.of()))
                  .toList()));
    }
    Map<Goal, List<Candidate>> found = search.look(goals);
    Set<Candidate> pool = new LinkedHashSet<>();
    found.values().forEach(pool::addAll);
    List<Goal> reachable = List.copyOf(found.keySet());
    List<Candidate> whole =
        pool.stream()
            .flatMap(c -> search.candidate(c.seed(), c.edits(), c.body(), reachable).stream())
            .toList();
    List<WrittenCase> cases = new ArrayList<>();
    Set<Goal> open = new LinkedHashSet<>(reachable);
    while (!open.isEmpty()) {
      Optional<Candidate> best =
          whole.stream()
              .filter(c -> c.reached().keySet().stream().anyMatch(open::contains))
              .min(Comparator.comparingDouble(c -> weight(c, open)));
      if (best.isEmpty()) {
        break;
      }
      cases.add(written(best.get(), open));
      open.removeAll(best.get().reached().keySet());
    }
    return new Written(
        cases, goals.stream().filter(goal -> !found.containsKey(goal)).map(Goal::words).toList());
  }

  /** Cases in which the outcomes of every two criteria stand together, as far as they can. */
  public Written pairwise() {
    List<Candidate> rows = new Pairwise(search, edition).rows();
    List<WrittenCase> cases = new ArrayList<>();
    for (Candidate row : rows) {
      Expectation expectation = new Expectation(row.answer());
      edition.policy().criteria().forEach(c -> expectation.add("criteria " + c.id()));
      JsonNode expect = expectation.json();
      cases.add(written(row, expect, List.of()));
    }
    return new Written(cases, List.of());
  }

  private static double weight(Candidate candidate, Collection<Goal> open) {
    long reached = candidate.reached().keySet().stream().filter(open::contains).count();
    return (candidate.cost() + 12.0) / reached;
  }

  private WrittenCase written(Candidate candidate, Set<Goal> open) {
    Expectation expectation = new Expectation(candidate.answer());
    List<String> notices = new ArrayList<>();
    Set<String> borne = new LinkedHashSet<>();
    for (Goal goal : open) {
      Goal.Reached reached = candidate.reached().get(goal);
      if (reached != null) {
        expectation.add(reached);
        notices.add(goal.words());
        for (RuleModel rule : goal.rules()) {
          borne.add(
              (rule.role() == RuleRole.CRITERION ? "criteria " : "exclusions ") + rule.bears());
        }
      }
    }
    if (borne.size() <= 3) {
      borne.forEach(expectation::add);
    }
    return written(candidate, expectation.json(), notices);
  }

  private WrittenCase written(Candidate candidate, JsonNode expect, List<String> notices) {
    String name = CaseNames.name(candidate, expect);
    String unique = name;
    if (taken.contains(name)) {
      unique = name + " (" + about(candidate) + ")";
    }
    for (int number = 2; !taken.add(unique); number++) {
      unique = name + " (" + about(candidate) + ", " + number + ")";
    }
    return new WrittenCase(
        candidate.seed().file(),
        candidate.seed().base(),
        unique,
        candidate.seed().select(),
        candidate.over(),
        expect,
        notices);
  }

  /** The rule that a case is about; what its names have in common. */
  private static String about(Candidate candidate) {
    return candidate.reached().keySet().stream()
        .flatMap(goal -> goal.rules().stream())
        .findFirst()
        .map(RuleModel::name)
        .orElse("policy");
  }

  /** The rules that a mutant touches: the changed one, or those that bear what is changed. */
  private List<RuleModel> rulesOf(Mutant mutant) {
    RuleModel before = mutant.before();
    if (before != null) {
      return List.of(before);
    }
    String subject = mutant.subject().substring(mutant.subject().indexOf(' ') + 1);
    Set<String> ids = new HashSet<>(Set.of(subject));
    for (PolicyEdition.Documentation paper : edition.policy().documentation()) {
      if (paper.id().equals(subject)) {
        ids.addAll(paper.criteria());
      }
    }
    return edition.rules().stream()
        .filter(rule -> ids.contains(rule.bears()) || rule.name().equals(mutant.subject()))
        .toList();
  }

  /** Cases by the file whose base they share. */
  public static Map<String, List<WrittenCase>> byFile(List<WrittenCase> cases) {
    Map<String, List<WrittenCase>> byFile = new LinkedHashMap<>();
    cases.forEach(one -> byFile.computeIfAbsent(one.file(), f -> new ArrayList<>()).add(one));
    return byFile;
  }
}
