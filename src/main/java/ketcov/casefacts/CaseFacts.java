package ketcov.casefacts;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a case with their places: what a session of rules is given, and what reasoning about
 * the unsaid reads. The order of facts is that of the case.
 */
public final class CaseFacts {
  private final PriorAuthCase priorAuthCase;
  private final List<CaseFact> all;
  private final Map<FactType, List<CaseFact>> byType = new LinkedHashMap<>();
  private final IdentityHashMap<Object, CaseFact> byIdentity = new IdentityHashMap<>();
  private final Predicate<FactType> reported;
  private final Predicate<String> said;

  /**
   * Facts of a case.
   *
   * @param reported whether the case holds this list at all
   * @param said whether the submitted case holds a value at a JSON pointer
   */
  public CaseFacts(
      PriorAuthCase priorAuthCase,
      List<CaseFact> facts,
      Predicate<FactType> reported,
      Predicate<String> said) {
    this.priorAuthCase = priorAuthCase;
    this.all = List.copyOf(facts);
    this.reported = reported;
    this.said = said;
    for (CaseFact fact : all) {
      byType.computeIfAbsent(fact.type(), type -> new ArrayList<>()).add(fact);
      byIdentity.put(fact.fact(), fact);
    }
  }

  /** The case itself. */
  public PriorAuthCase priorAuthCase() {
    return priorAuthCase;
  }

  /** Every fact. */
  public List<CaseFact> all() {
    return all;
  }

  /** The facts of one type. */
  public List<CaseFact> of(FactType type) {
    return byType.getOrDefault(type, List.of());
  }

  /** Whether all facts of the type are known: a list that the case leaves out may hold anything. */
  public boolean complete(FactType type) {
    return !type.list() || reported.test(type);
  }

  /** The place of a fact that a rule bound; null for an object that is no fact of this case. */
  public @Nullable CaseFact locate(Object fact) {
    return byIdentity.get(fact);
  }

  /**
   * Where in the submitted case the value of a field stands: the field itself when it is said, else
   * the fields that it was taken from. Empty for a default that nothing in the case says.
   */
  public List<String> sourcesOf(CaseFact fact, FactField field) {
    if (fact.whole()) {
      return List.of(fact.pointer());
    }
    String own = fact.pointer() + "/" + field.quantity();
    if (said.test(own)) {
      return List.of(own);
    }
    List<String> sources = new ArrayList<>();
    for (String from : field.says().from()) {
      String pointer = from.startsWith("/") ? from : fact.pointer() + "/" + from;
      if (said.test(pointer)) {
        sources.add(pointer);
      }
    }
    return sources;
  }
}
