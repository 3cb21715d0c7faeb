package ketcov.casefacts;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a field of the case says, and which values it may have. The reader of cases, the JSON
 * Schema, the check of rules and the reference for authors all read this one statement.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Says {
  /** The meaning in one sentence, with its unit. */
  String value();

  /** Least value of a number, inclusive. */
  double min() default Double.NEGATIVE_INFINITY;

  /** Greatest value of a number, inclusive. */
  double max() default Double.POSITIVE_INFINITY;

  /** Most characters of a text. */
  int maxLength() default 200;

  /** The case is refused without it. */
  boolean required() default false;

  /**
   * The case is refused when an entry that is listed leaves it out, though a fact that stands for
   * silence lacks it.
   */
  boolean mustSay() default false;

  /** The form of a text, as a regular expression. */
  String pattern() default "";

  /** Constants of the enumeration that this field cannot have. */
  String[] not() default {};

  /** A date that cannot lie after the service date. */
  boolean history() default false;

  /** Computed when the case is read; a client cannot send it. */
  boolean derived() default false;

  /**
   * The fields from which it is computed when it is derived or unsaid; a leading slash is a pointer
   * from the case.
   */
  String[] from() default {};

  /**
   * What a clinician is asked when it is unsaid, as the end of "say ...". {@code %s} stands for
   * what the entry is about. Empty: the sentence of {@link #value()}.
   */
  String asks() default "";

  /** Who can bring about that it becomes another one. */
  Change change() default Change.NONE;

  /** The field of which this one is a lower bound. */
  String lowerBoundOf() default "";

  /** The field of which this one is an upper bound. */
  String upperBoundOf() default "";
}
