package ketcov.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ketcov.casefacts.FactField;
import ketcov.casefacts.FactType;
import ketcov.casefacts.FactTypes;

/** Rules with every condition that may be written: each field, each operator, each form. */
final class WidestEdition {
  private final StringBuilder rules = new StringBuilder();
  private int count;

  private WidestEdition() {}

  /** The rules; those of fields have conditions that no fact meets together. */
  static String rules() {
    WidestEdition widest = new WidestEdition();
    FactTypes.all().forEach(widest::fields);
    widest.forms();
    IntStream.rangeClosed(1, DrlLimits.MAX_PATTERNS).forEach(widest::evidence);
    return "import accumulate ketcov.engine.Distinct distinct\nimport ketcov.engine.ValueSet\n\n"
        + widest.rules;
  }

  private void fields(FactType type) {
    List<String> constraints = new ArrayList<>();
    for (FactField field : type.fields().values()) {
      constraints.addAll(constraints(field));
    }
    for (int i = 0; i < constraints.size(); i += DrlLimits.MAX_CONSTRAINTS) {
      List<String> some =
          constraints.subList(i, Math.min(constraints.size(), i + DrlLimits.MAX_CONSTRAINTS));
      rule(
          "$fact : " + type.name() + "(\n        " + String.join(",\n        ", some) + " )",
          "$fact");
    }
  }

  private static List<String> constraints(FactField field) {
    String name = field.name();
    Class<?> type = field.type();
    List<String> found = new ArrayList<>();
    if (List.class.isAssignableFrom(type)) {
      return List.of(name + " contains \"a\"");
    }
    found.add(name + " != null");
    if (type == Boolean.class) {
      found.addAll(List.of(name + " == true", name + " == false"));
    } else if (type == String.class) {
      found.addAll(List.of(name + " == \"a\"", name + " in (\"a\", \"b\")"));
    } else if (type.isEnum()) {
      List<String> values =
          field.constants().stream().map(value -> type.getSimpleName() + "." + value).toList();
      found.add(name + " == " + values.getFirst());
      found.add(name + " in (" + String.join(", ", values) + ")");
      for (String operator : List.of(">=", ">", "<=", "<")) {
        found.add(name + " " + operator + " " + values.getLast());
      }
    } else if (type == Integer.class || type == Double.class) {
      for (String operator : List.of("==", ">=", ">", "<=", "<")) {
        found.add(name + " " + operator + " 3");
        if (type == Double.class) {
          found.add(name + " " + operator + " 2.5");
        }
      }
      found.add(name + " in (1, 2)");
    }
    return found;
  }

  private void forms() {
    rule("( $a : Patient( ageYears >= 65 ) or $a : Patient( ageYears >= 18 ) )", "$a");
    rule(
        """
        ( $a : Patient( ageYears >= 65 )
          or ( $a : Patient( ageYears >= 18 ) and TreatmentSite( remsCertified == true ) ) )
        """,
        "$a");
    rule("$a : Patient( ageYears < 12 || ageYears > 64 )", "$a");
    rule(
        "$a : TreatmentSite( remsCertified == true || ( supervised == true && monitoringMinutes >= 120 ) )",
        "$a");
    rule("$a : DrugTrial( ingredient == \"sertraline\" || ingredient == \"lithium\" )", "$a");
    rule(
        "$a : Diagnosis( $code : code != null )\n    ValueSet( name == \"codes\", codes contains $code )",
        "$a");
    rule(
        """
        accumulate(
            $trial : DrugTrial( weeks >= 6, $drug : ingredient, $class : therapyClass );
            $drugs : distinct($drug), $classes : distinct($class), $number : count($trial),
            $trials : collectList($trial);
            $drugs >= 2, $classes >= 2, $number >= 3 )
        """,
        "$trials");
    rule(
        """
        $patient : Patient( ageYears >= 18 )
            accumulate( $score : Score( score >= 5 ); $number : count($score); $number >= 1 )
            accumulate( $trial : DrugTrial( weeks >= 2 ); $trials : collectList($trial), $n : count($trial); $n >= 2 )
        """,
        "$patient, $trials");
  }

  /** As many facts as evidence. */
  private void evidence(int facts) {
    rule(
        IntStream.range(0, facts)
            .mapToObj(i -> "$f" + i + " : Patient( ageYears >= " + (i + 1) + " )")
            .collect(Collectors.joining("\n    ")),
        IntStream.range(0, facts).mapToObj(i -> "$f" + i).collect(Collectors.joining(", ")));
  }

  private void rule(String when, String evidence) {
    count++;
    for (String verb : List.of("criterion met", "exclusion excluded", "notice noted")) {
      String[] words = verb.split(" ", -1);
      if (count > 1 && !words[1].equals("met")) {
        continue;
      }
      rules.append(
          TestEdition.rule("Rule " + count + " as " + words[0], when.strip(), evidence)
              .replace("@criterion", "@" + words[0])
              .replace("findings.met", "findings." + words[1]));
    }
  }
}
