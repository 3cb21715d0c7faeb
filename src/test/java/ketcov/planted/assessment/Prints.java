package ketcov.planted.assessment;

/** A core that speaks to the terminal. */
final class Prints {
  private Prints() {}

  static void line(String text) {
    System.out.println(text);
  }
}
