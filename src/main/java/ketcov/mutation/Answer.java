package ketcov.mutation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import ketcov.assessment.Assessment;

/**
 * Everything of an assessment that a sample case can expect, by its place in {@code expect}: {@code
 * outlook}, {@code criteria age-min}, {@code rules}.
 */
public record Answer(Map<String, String> parts) {
  /** Notices that no policy lists, and that say nothing of what its rules found. */
  private static final Set<String> OF_THE_ENGINE =
      Set.of("undated-source", "partial-source", "partial-use", "case-data");

  /** The answer of an assessment. */
  public static Answer of(Assessment assessment) {
    Map<String, String> parts = new TreeMap<>();
    parts.put("outlook", assessment.outlook().name());
    Assessment.PolicyUsed policy = assessment.policy();
    parts.put("edition", policy == null ? "none" : policy.edition());
    for (Assessment.CriterionResult criterion : assessment.criteria()) {
      parts.put("criteria " + criterion.id(), criterion.outcome().name());
      missing(criterion.id(), criterion.missingFacts(), parts);
    }
    for (Assessment.ExclusionResult exclusion : assessment.exclusions()) {
      parts.put("exclusions " + exclusion.id(), exclusion.outcome().name());
      missing(exclusion.id(), exclusion.missingFacts(), parts);
    }
    parts.put(
        "rules",
        assessment.matchedRules().stream()
            .map(Assessment.MatchedRule::rule)
            .distinct()
            .sorted()
            .collect(Collectors.joining("\n")));
    assessment.notices().stream()
        .filter(notice -> !OF_THE_ENGINE.contains(notice.id()))
        .forEach(notice -> parts.put("notices " + notice.id(), "shown"));
    assessment
        .requiredDocumentation()
        .forEach(paper -> parts.put("documentation " + paper.type(), paper.status().name()));
    parts.put(
        "payerAsks",
        assessment.requiredDocumentation().stream()
            .filter(Assessment.RequiredDocument::stated)
            .map(paper -> paper.type().name())
            .sorted()
            .collect(Collectors.joining("\n")));
    Assessment.ExpectedAuthorization granted = assessment.authorization();
    if (granted != null && granted.durationDays() != null) {
      parts.put("durationDays", granted.durationDays().toString());
    }
    return new Answer(parts);
  }

  private static void missing(String id, List<String> pointers, Map<String, String> parts) {
    if (!pointers.isEmpty()) {
      parts.put("missing " + id, String.join("\n", new TreeSet<>(pointers)));
    }
  }

  /** What another answer says otherwise, the weightiest first; empty when they are the same. */
  public List<String> differing(Answer other) {
    TreeSet<String> keys = new TreeSet<>(parts.keySet());
    keys.addAll(other.parts.keySet());
    List<String> differing = new ArrayList<>();
    for (String key : keys) {
      String own = parts.get(key);
      if (!(own == null ? other.parts.get(key) == null : own.equals(other.parts.get(key)))
          && canBeExpected(key)) {
        differing.add(key);
      }
    }
    differing.sort(java.util.Comparator.comparingInt(Answer::rank));
    return differing;
  }

  /** That something is not on a list can be expected of notices and rules alone. */
  private boolean canBeExpected(String key) {
    return parts.containsKey(key) || key.startsWith("notices ") || key.startsWith("missing ");
  }

  /** How far a difference is from what a reader looks at first. */
  public static int rank(String key) {
    String kind = key.equals("notices inferred-criteria") ? "missing" : key.split(" ", 2)[0];
    return List.of(
            "outlook",
            "criteria",
            "exclusions",
            "notices",
            "documentation",
            "payerAsks",
            "durationDays",
            "rules",
            "missing",
            "edition")
        .indexOf(kind);
  }
}
