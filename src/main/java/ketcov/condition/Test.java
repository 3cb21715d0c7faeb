package ketcov.condition;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import ketcov.casefacts.FactField;

/** What a pattern asks of one fact. */
public sealed interface Test {

  /** A field compared with a value. The value has the field's type; numbers are doubles. */
  record Comparison(FactField field, Operator operator, Comparable<?> value) implements Test {}

  /** A field has one of several values. */
  record OneOf(FactField field, List<Comparable<?>> values) implements Test {
    public OneOf {
      values = List.copyOf(values);
    }
  }

  /** A field is said. */
  record Said(FactField field) implements Test {}

  /** A code is in a named value set. */
  record InValueSet(FactField field, String valueSet, Set<String> codes) implements Test {
    public InValueSet {
      codes = java.util.Collections.unmodifiableSet(new TreeSet<>(codes));
    }
  }

  /** A list of texts holds a text. */
  record Contains(FactField field, String value) implements Test {}

  /** All of them hold. */
  record All(List<Test> tests) implements Test {
    public All {
      tests = List.copyOf(tests);
    }
  }

  /** One of them holds. */
  record Any(List<Test> tests) implements Test {
    public Any {
      tests = List.copyOf(tests);
    }
  }

  /** The fields that are read, in the order of the rule. */
  static List<FactField> fieldsOf(Test test) {
    return switch (test) {
      case Comparison comparison -> List.of(comparison.field());
      case OneOf oneOf -> List.of(oneOf.field());
      case Said said -> List.of(said.field());
      case InValueSet inSet -> List.of(inSet.field());
      case Contains contains -> List.of(contains.field());
      case All all -> all.tests().stream().flatMap(t -> fieldsOf(t).stream()).distinct().toList();
      case Any any -> any.tests().stream().flatMap(t -> fieldsOf(t).stream()).distinct().toList();
    };
  }
}
