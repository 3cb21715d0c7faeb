package ketcov.engine;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ketcov.text.DidYouMean;

/** Says in words of the field what Drools' parser could not read. */
final class SyntaxErrors {
  private static final Pattern TOKEN = Pattern.compile("'((?:[^']|'(?='))+)'");
  private static final Pattern RULE = Pattern.compile("in rule \"([^\"]*)\"");
  private static final List<String> KEYWORDS =
      List.of("package", "import", "global", "rule", "when", "then", "end", "accumulate");

  private SyntaxErrors() {}

  /**
   * One sentence on what stands where it should not, and one on what to look for.
   *
   * @param message what the parser says
   * @param text the file
   */
  static String explain(String message, String text) {
    Matcher rule = RULE.matcher(message);
    String where = rule.find() ? " in rule `" + rule.group(1) + "`" : "";
    String head =
        message.contains("in rule") ? message.substring(0, message.indexOf("in rule")) : message;
    Matcher token = TOKEN.matcher(head);
    String found = token.find() ? token.group(1) : "";
    if (found.equals("<eof>") || found.isEmpty()) {
      return "the file cannot be read to its end"
          + where
          + ". Each rule is `rule \"...\" when ... then ... end`; check that every parenthesis and quotation mark is closed.";
    }
    return "`" + found + "` is not expected here" + where + ". " + hint(found, text);
  }

  private static String hint(String found, String text) {
    return switch (found) {
      case "=" ->
          text.contains("=>")
              ? "Write `>=` for at least, `==` for equal."
              : "Write `==` to compare.";
      case "and", "&" -> "Put a comma between two conditions that must both hold.";
      case "or", "|" -> "Put `||` between two conditions of which one is enough.";
      case "is", "equals", "contains" -> "Write `==` to compare.";
      case ")" -> "Before it a value is missing, or a comma is one too many.";
      default ->
          DidYouMean.among(found, KEYWORDS)
              .filter(keyword -> !keyword.equals(found))
              .map(keyword -> "Did you mean `" + keyword + "`?")
              .orElse("Look just before it for a missing comma or colon, or a misspelt word.");
    };
  }
}
