package ketcov.letter;

import java.util.List;

/** A part of a letter. All texts are plain; what renders them escapes them. */
sealed interface Block {

  /** A heading. */
  record Heading(String text) implements Block {}

  /** A paragraph. */
  record Paragraph(String text) implements Block {}

  /** Lines one below the other: an address, what it is about, a signature. */
  record Lines(List<String> lines) implements Block {
    public Lines {
      lines = List.copyOf(lines);
    }
  }

  /** A list. */
  record Points(List<Point> points) implements Block {
    public Points {
      points = List.copyOf(points);
    }
  }

  /**
   * A point of a list.
   *
   * @param facts what shows it, each on a line of its own
   */
  record Point(String text, List<String> facts) {
    public Point {
      facts = List.copyOf(facts);
    }
  }
}
