package ketcov.condition;

import ketcov.casefacts.Amendment;
import ketcov.casefacts.FactField;
import ketcov.casefacts.FactType;
import org.jspecify.annotations.Nullable;

/**
 * One field of a case that would have to be otherwise for a condition to hold, or not to hold.
 *
 * @param pointer where it stands, or would stand
 * @param unit what is said, done or changed as one: the pointer of the field, or of an entry that
 *     the case does not have
 * @param kind in what way it is otherwise
 * @param about what the entry is about, such as the drug; empty when the field says it all
 * @param found what the case says; null when it is unsaid
 * @param value a value that would do
 * @param test what has to hold of the field; null where a rule asks for nothing and the value only
 *     tells entries apart
 * @param past it is over, so that nobody can change it any more
 */
public record Need(
    FactType type,
    FactField field,
    String pointer,
    String unit,
    Kind kind,
    String about,
    @Nullable Object found,
    Object value,
    @Nullable Test test,
    boolean past) {

  /** In what way a case would be otherwise. */
  public enum Kind {
    /** It says what it leaves unsaid. */
    SUPPLY,
    /** It says something else. */
    CHANGE,
    /** It has a further entry in a list that is complete as it is. */
    ADD
  }

  /** The value put into the case. */
  public Amendment amendment() {
    return new Amendment(pointer, value);
  }

  /** The same need as part of one that was there before. */
  Need within(Need earlier) {
    return new Need(
        type,
        field,
        pointer,
        earlier.unit(),
        earlier.kind(),
        earlier.about(),
        earlier.found(),
        value,
        test,
        earlier.past());
  }

  /** The same need elsewhere: of an entry that comes later. */
  Need moved(String toPointer, String toUnit) {
    return new Need(type, field, toPointer, toUnit, kind, about, found, value, test, past);
  }
}
