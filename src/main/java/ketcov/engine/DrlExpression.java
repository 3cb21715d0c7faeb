package ketcov.engine;

import java.util.ArrayList;
import java.util.List;
import org.drools.drl.ast.descr.AtomicExprDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.BindingDescr;
import org.drools.drl.ast.descr.ConnectiveType;
import org.drools.drl.ast.descr.ConstraintConnectiveDescr;
import org.drools.drl.ast.descr.RelationalExprDescr;
import org.drools.drl.parser.DrlExprParser;
import org.drools.drl.parser.DrlExprParserFactory;
import org.jspecify.annotations.Nullable;
import org.kie.internal.builder.conf.LanguageLevelOption;

/** One constraint of a pattern as terms, read by Drools' own parser of expressions. */
final class DrlExpression {
  private DrlExpression() {}

  /** A part of a constraint. */
  sealed interface Term permits Binding, Relation, AnyTerm, AllTerm {}

  /** {@code $variable : field}. */
  record Binding(String variable, String field) implements Term {}

  /** {@code field operator literal}, perhaps with {@code $variable :} before it. */
  record Relation(@Nullable String variable, String field, String operator, String literal)
      implements Term {}

  /** One of them. */
  record AnyTerm(List<Term> terms) implements Term {}

  /** All of them. */
  record AllTerm(List<Term> terms) implements Term {}

  /** A constraint that is not one of these forms. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }

    @Override
    public String getMessage() {
      return String.valueOf(super.getMessage());
    }
  }

  /** The terms of a constraint, all of which must hold. */
  static List<Term> read(String expression) throws Unreadable {
    try {
      DrlExprParser parser = DrlExprParserFactory.getDrlExprParser(LanguageLevelOption.DRL6);
      ConstraintConnectiveDescr parsed = parser.parse(expression);
      if (parser.hasErrors() || parsed == null) {
        throw unreadable(expression);
      }
      List<Term> terms = new ArrayList<>();
      for (BaseDescr part : parsed.getDescrs()) {
        terms.add(term(part, expression));
      }
      return terms;
    } catch (StackOverflowError e) {
      // Drools' parser calls itself for each part of a long expression.
      throw unreadable(expression);
    }
  }

  private static Term term(BaseDescr part, String expression) throws Unreadable {
    return switch (part) {
      case BindingDescr binding when !binding.isUnification() ->
          new Binding(binding.getVariable(), binding.getExpression().strip());
      case RelationalExprDescr relation -> relation(relation, expression);
      case ConstraintConnectiveDescr connective when !connective.isNegated() -> {
        List<Term> terms = new ArrayList<>();
        for (BaseDescr inner : connective.getDescrs()) {
          terms.add(term(inner, expression));
        }
        yield connective.getConnective() == ConnectiveType.OR
            ? new AnyTerm(terms)
            : new AllTerm(terms);
      }
      default -> throw unreadable(expression);
    };
  }

  private static Term relation(RelationalExprDescr relation, String expression) throws Unreadable {
    if (!(relation.getRight() instanceof AtomicExprDescr right)) {
      throw unreadable(expression);
    }
    String operator =
        (relation.getOperatorDescr().isNegated() ? "not " : "") + relation.getOperator();
    String literal = right.getExpression().strip();
    return switch (relation.getLeft()) {
      case AtomicExprDescr left ->
          new Relation(null, left.getExpression().strip(), operator, literal);
      case BindingDescr left when !left.isUnification() ->
          new Relation(left.getVariable(), left.getExpression().strip(), operator, literal);
      default -> throw unreadable(expression);
    };
  }

  private static Unreadable unreadable(String expression) {
    String text = expression.strip();
    String shown = text.length() > 60 ? text.substring(0, 57) + "..." : text;
    return new Unreadable(
        "`"
            + shown
            + "` is not a condition that rules may use: write a field, a comparison and a value, such as `weeks >= 6` or `outcome in ( ... )`.");
  }
}
