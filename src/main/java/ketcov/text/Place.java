package ketcov.text;

/** A place in a text: line and column, both counted from 1. */
public record Place(int line, int column) {
  /** The beginning of a file. */
  public static final Place START = new Place(1, 1);
}
