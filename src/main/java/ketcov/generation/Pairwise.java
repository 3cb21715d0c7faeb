package ketcov.generation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ketcov.engine.CompiledEdition;
import ketcov.finding.RuleRole;
import ketcov.policy.PolicyEdition;

/**
 * Combines the outcomes of criteria two by two: from the case that meets the most of them, one
 * change brings a criterion to another outcome, and a row has such changes of several criteria.
 */
final class Pairwise {
  private final Search search;
  private final CompiledEdition edition;

  Pairwise(Search search, CompiledEdition edition) {
    this.search = search;
    this.edition = edition;
  }

  /** The outcomes of two criteria. */
  private record Pair(String one, String other) {}

  /** The rows, each with two outcomes together that no row before it has. */
  List<Candidate> rows() {
    Optional<Candidate> best = search.best();
    if (best.isEmpty()) {
      return List.of();
    }
    Seed seed = best.get().seed();
    Map<String, Map<String, List<BodyEdit>>> ways = ways(best.get());
    Set<Pair> seen = new HashSet<>(pairs(best.get()));
    List<Candidate> rows = new ArrayList<>();
    List<String> criteria = List.copyOf(ways.keySet());
    for (int i = 0; i < criteria.size(); i++) {
      for (int j = i + 1; j < criteria.size(); j++) {
        for (List<BodyEdit> one : ways.getOrDefault(criteria.get(i), Map.of()).values()) {
          for (List<BodyEdit> other : ways.getOrDefault(criteria.get(j), Map.of()).values()) {
            List<BodyEdit> edits = new ArrayList<>(one);
            edits.addAll(other);
            search.plain(seed, edits).filter(row -> seen.addAll(pairs(row))).ifPresent(rows::add);
          }
        }
      }
    }
    return rows;
  }

  /** For each criterion a change for each outcome that it does not have, where one does it. */
  private Map<String, Map<String, List<BodyEdit>>> ways(Candidate best) {
    Map<String, Map<String, List<BodyEdit>>> ways = new LinkedHashMap<>();
    for (PolicyEdition.Criterion criterion : edition.policy().criteria()) {
      String key = "criteria " + criterion.id();
      String now = best.answer().parts().get(key);
      if (now == null) {
        continue;
      }
      Map<String, List<BodyEdit>> changes = new LinkedHashMap<>();
      for (List<BodyEdit> edits :
          search.singles(best.seed(), edition.rules(RuleRole.CRITERION, criterion.id()))) {
        search
            .plain(best.seed(), edits)
            .map(row -> row.answer().parts().get(key))
            .filter(outcome -> !outcome.equals(now))
            .ifPresent(outcome -> changes.putIfAbsent(outcome, edits));
      }
      ways.put(key, changes);
    }
    return ways;
  }

  private static Set<Pair> pairs(Candidate row) {
    List<String> outcomes =
        row.answer().parts().entrySet().stream()
            .filter(part -> part.getKey().startsWith("criteria "))
            .map(part -> part.getKey() + " " + part.getValue())
            .toList();
    Set<Pair> pairs = new HashSet<>();
    for (int i = 0; i < outcomes.size(); i++) {
      for (int j = i + 1; j < outcomes.size(); j++) {
        pairs.add(new Pair(outcomes.get(i), outcomes.get(j)));
      }
    }
    return pairs;
  }
}
