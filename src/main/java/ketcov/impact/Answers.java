package ketcov.impact;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import ketcov.assessment.Assessment;
import ketcov.policy.EditionId;
import org.jspecify.annotations.Nullable;

/** Holds two answers to one case against each other. */
final class Answers {
  private static final String ABSENT = "none";

  /** Differences of a probability below this are rounding. */
  private static final double ROUNDING = 1e-9;

  private final Assessment before;
  private final Assessment after;
  private final boolean byDate;
  private final List<Move> moves = new ArrayList<>();

  /** One part of an answer. */
  private record Part(
      @Nullable String policy, String says, @Nullable String citation, String value) {}

  private Answers(Assessment before, Assessment after, boolean byDate) {
    this.before = before;
    this.after = after;
    this.byDate = byDate;
  }

  /**
   * What moves from one answer to the other, the weightiest first.
   *
   * @param byDate each chose the edition by date: that they chose differently is a move
   */
  static List<Move> moves(Assessment before, Assessment after, boolean byDate) {
    return new Answers(before, after, byDate).all();
  }

  private List<Move> all() {
    one(Move.Kind.OUTLOOK, words(before.outlook()), words(after.outlook()));
    each(Move.Kind.CRITERION, criteria(before), criteria(after), "not asked");
    each(Move.Kind.EXCLUSION, exclusions(before), exclusions(after), "not asked");
    each(Move.Kind.DOCUMENT, documents(before), documents(after), "not asked");
    one(Move.Kind.TERM, term(before), term(after));
    each(Move.Kind.QUANTITY_LIMIT, limits(before), limits(after), "not set");
    each(Move.Kind.NOTICE, notices(before), notices(after), "not shown");
    likelihood();
    if (byDate) {
      one(Move.Kind.EDITION, edition(before), edition(after));
    }
    return moves;
  }

  private void one(Move.Kind kind, String was, String is) {
    if (!was.equals(is)) {
      moves.add(new Move(kind, null, "", "", "", was, is, 0));
    }
  }

  private void each(Move.Kind kind, Map<String, Part> was, Map<String, Part> is, String absent) {
    TreeSet<String> keys = new TreeSet<>(was.keySet());
    keys.addAll(is.keySet());
    for (String key : keys) {
      Part old = was.get(key);
      Part now = is.get(key);
      String from = old == null ? absent : old.value();
      String to = now == null ? absent : now.value();
      Part shown = now == null ? old : now;
      if (shown != null && !from.equals(to)) {
        moves.add(
            new Move(
                kind,
                shown.policy(),
                key.substring(key.indexOf(' ') + 1),
                shown.says(),
                shown.citation() == null ? "" : shown.citation(),
                from,
                to,
                0));
      }
    }
  }

  private void likelihood() {
    Assessment.Likelihood was = before.likelihood();
    Assessment.Likelihood is = after.likelihood();
    if (was == null || is == null) {
      one(
          Move.Kind.LIKELIHOOD,
          was == null ? ABSENT : "estimated",
          is == null ? ABSENT : "estimated");
      return;
    }
    double difference = is.estimate() - was.estimate();
    if (Math.abs(difference) > ROUNDING) {
      moves.add(
          new Move(
              Move.Kind.LIKELIHOOD,
              null,
              "",
              "",
              "",
              "estimate",
              difference > 0 ? "higher" : "lower",
              difference));
    } else if (Math.abs(is.low() - was.low()) > ROUNDING
        || Math.abs(is.high() - was.high()) > ROUNDING) {
      boolean wider = is.high() - is.low() > was.high() - was.low();
      one(Move.Kind.LIKELIHOOD, "range", wider ? "wider" : "narrower");
    }
  }

  private static Map<String, Part> criteria(Assessment assessment) {
    Map<String, Part> parts = new LinkedHashMap<>();
    for (Assessment.CriterionResult one : assessment.criteria()) {
      parts.put(
          key(assessment, one.id()),
          new Part(
              policy(assessment),
              one.says(),
              one.citation(),
              words(one.outcome()) + (one.required() ? "" : " (not enforced)")));
    }
    return parts;
  }

  private static Map<String, Part> exclusions(Assessment assessment) {
    Map<String, Part> parts = new LinkedHashMap<>();
    for (Assessment.ExclusionResult one : assessment.exclusions()) {
      parts.put(
          key(assessment, one.id()),
          new Part(
              policy(assessment),
              one.says(),
              one.citation(),
              words(one.outcome()) + (one.required() ? "" : " (not enforced)")));
    }
    return parts;
  }

  private static Map<String, Part> documents(Assessment assessment) {
    Map<String, Part> parts = new LinkedHashMap<>();
    for (Assessment.RequiredDocument one : assessment.requiredDocumentation()) {
      parts.put(
          " " + words(one.type()),
          new Part(
              null,
              one.title(),
              one.citation(),
              (one.stated() ? "asked for by the payer, " : "usual proof, ") + words(one.status())));
    }
    return parts;
  }

  private static Map<String, Part> limits(Assessment assessment) {
    Map<String, Part> parts = new LinkedHashMap<>();
    Assessment.ExpectedAuthorization granted = assessment.authorization();
    if (granted != null) {
      for (Assessment.QuantityLimit one : granted.quantityLimits()) {
        Boolean exceeded = one.exceeded();
        parts.put(
            key(assessment, one.id()),
            new Part(
                policy(assessment),
                one.says(),
                one.citation(),
                exceeded == null ? "open" : exceeded ? "exceeded" : "kept"));
      }
    }
    return parts;
  }

  /** What a notice says of the source is compared with the policies, not for each case. */
  private static Map<String, Part> notices(Assessment assessment) {
    Map<String, Part> parts = new LinkedHashMap<>();
    for (Assessment.ShownNotice one : assessment.notices()) {
      EditionId policy = one.policy();
      String whose = policy == null ? null : policy.policy().toString();
      parts.put(
          (whose == null ? "" : whose) + " " + one.id(),
          new Part(whose, one.text(), one.citation(), "shown"));
    }
    return parts;
  }

  private static String term(Assessment assessment) {
    Assessment.ExpectedAuthorization granted = assessment.authorization();
    Integer days = granted == null ? null : granted.durationDays();
    String stated = granted == null ? null : granted.asStated();
    return days == null ? "not stated" : stated == null ? days + " days" : stated;
  }

  private static String edition(Assessment assessment) {
    Assessment.PolicyUsed used = assessment.policy();
    return used == null ? ABSENT : new EditionId(used.id(), used.edition()).toString();
  }

  private static @Nullable String policy(Assessment assessment) {
    Assessment.PolicyUsed used = assessment.policy();
    return used == null ? null : used.id().toString();
  }

  private static String key(Assessment assessment, String id) {
    return policy(assessment) + " " + id;
  }

  private static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
