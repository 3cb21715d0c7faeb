package ketcov.casefacts;

/**
 * A value put at a place of a submitted case.
 *
 * @param pointer JSON pointer; an index at or beyond the end of a list makes a further entry
 * @param value a text, number or boolean; an empty list says that there are none
 */
public record Amendment(String pointer, Object value) {}
