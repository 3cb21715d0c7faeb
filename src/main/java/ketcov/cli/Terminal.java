package ketcov.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import ketcov.text.Diagnostic;
import picocli.CommandLine;

/** Colours on a terminal, plain text in a pipe. */
final class Terminal {
  private final PrintWriter out;
  private final CommandLine.Help.Ansi ansi;

  Terminal(PrintWriter out) {
    this(out, CommandLine.Help.Ansi.AUTO);
  }

  Terminal(PrintWriter out, CommandLine.Help.Ansi ansi) {
    this.out = out;
    this.ansi = ansi;
  }

  /** A style of text. */
  enum Style {
    GOOD("fg(green)"),
    BAD("fg(red)"),
    OPEN("fg(yellow)"),
    FAINT("faint"),
    STRONG("bold");

    private final String markup;

    Style(String markup) {
      this.markup = markup;
    }
  }

  /** A text in a style. The text is never read as markup. */
  String styled(Style style, String text) {
    if (!ansi.enabled()) {
      return text;
    }
    CommandLine.Help.Ansi.IStyle[] styles = CommandLine.Help.Ansi.Style.parse(style.markup);
    StringBuilder on = new StringBuilder();
    StringBuilder off = new StringBuilder();
    for (CommandLine.Help.Ansi.IStyle one : styles) {
      on.append(one.on());
      off.append(one.off());
    }
    return on + text + off;
  }

  void line(String text) {
    out.println(text);
  }

  /** A text over several lines, each with the indent. */
  void wrapped(String indent, String text, int width) {
    wrap(text, Math.max(30, width - indent.length())).forEach(line -> line(indent + line));
  }

  /** Breaks a text between words. */
  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      if (line.length() > 0) {
        line.append(' ');
      }
      line.append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  void diagnostic(Diagnostic diagnostic) {
    String severity = diagnostic.level().word();
    Style style = diagnostic.isError() ? Style.BAD : Style.OPEN;
    line(
        styled(
                Style.STRONG,
                diagnostic.file() + ":" + diagnostic.line() + ":" + diagnostic.column() + ":")
            + " "
            + styled(style, severity + ":")
            + " "
            + diagnostic.message()
            + " "
            + styled(Style.FAINT, "[" + diagnostic.check().id() + "]"));
  }
}
