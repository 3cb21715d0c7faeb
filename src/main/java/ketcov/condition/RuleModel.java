package ketcov.condition;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ketcov.casefacts.CaseFact;
import ketcov.casefacts.CaseFacts;
import ketcov.casefacts.FactField;
import ketcov.casefacts.FactType;
import ketcov.finding.RuleRole;
import ketcov.text.Place;

/**
 * One rule as data.
 *
 * @param name the sentence that is true when it fires
 * @param bears id of the criterion, exclusion or notice
 * @param file the rule file, and where in it the rule begins
 * @param patterns where its patterns stand, in the order of {@link Condition#patterns}
 */
public record RuleModel(
    String name,
    RuleRole role,
    String bears,
    String citation,
    Condition when,
    String file,
    Place place,
    List<PatternPlaces> patterns) {
  public RuleModel {
    patterns = List.copyOf(patterns);
  }

  /**
   * Where a pattern stands in the rule file.
   *
   * @param tests where each of its tests begins
   * @param tallies where each bound of a count stands; empty for a plain pattern
   */
  public record PatternPlaces(Place place, List<Place> tests, List<Place> tallies) {
    public PatternPlaces {
      tests = List.copyOf(tests);
      tallies = List.copyOf(tallies);
    }
  }

  /** The same rule with another condition; places of the old one are kept. */
  public RuleModel asking(Condition other) {
    return new RuleModel(name, role, bears, citation, other, file, place, patterns);
  }

  /**
   * Where a fact that this rule bound stands in the submitted case: an entry of a list as a whole;
   * of an object the fields that the rule reads.
   */
  public Set<String> evidence(CaseFacts facts, CaseFact fact) {
    Set<String> pointers = new LinkedHashSet<>();
    if (fact.type().list()) {
      pointers.add(fact.pointer());
      return pointers;
    }
    for (FactField field : fieldsRead().getOrDefault(fact.type(), List.of())) {
      pointers.addAll(facts.sourcesOf(fact, field));
    }
    return pointers;
  }

  private Map<FactType, List<FactField>> fieldsRead() {
    Map<FactType, List<FactField>> read = new LinkedHashMap<>();
    Condition.patterns(when)
        .forEach(
            pattern ->
                read.merge(
                    pattern.type(),
                    pattern.fields(),
                    (a, b) ->
                        java.util.stream.Stream.concat(a.stream(), b.stream())
                            .distinct()
                            .toList()));
    return read;
  }
}
