package ketcov.coverage;

import ketcov.text.Place;

/**
 * One thing that a sample case can reach.
 *
 * @param of what it belongs to: the sentence of a rule, or an id of the policy
 * @param part which part of it; empty for the whole
 * @param side in which way it is reached, such as {@code fired}
 * @param file the file, and the place in it
 */
public record Item(Subject subject, String of, String part, String side, String file, Place place) {

  /** What is to be reached, in words. */
  public String words() {
    return of + (part.isEmpty() ? "" : ", `" + part + "`") + ": " + side;
  }
}
