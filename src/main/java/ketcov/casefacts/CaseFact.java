package ketcov.casefacts;

/**
 * One fact of a case with its place.
 *
 * @param pointer the JSON pointer of the object or entry in the submitted case
 * @param whole the pointer stands for the fact as a whole: its fields have no place of their own,
 *     as with a condition that the case does not list
 */
public record CaseFact(FactType type, Record fact, String pointer, boolean whole) {
  /** The pointer of a field that the case leaves unsaid. */
  public String pointerOf(FactField field) {
    if (whole) {
      return pointer;
    }
    String[] from = field.says().from();
    if (field.says().derived() && from.length > 0 && !field.isBound()) {
      return from[0].startsWith("/") ? from[0] : pointer + "/" + from[0];
    }
    return pointer + "/" + field.quantity();
  }
}
