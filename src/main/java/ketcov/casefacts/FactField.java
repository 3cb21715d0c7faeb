package ketcov.casefacts;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One field of a fact: its name, its Java type and what it says. */
public final class FactField {
  private final String name;
  private final Class<?> type;
  private final Says says;
  private final MethodHandle accessor;

  FactField(RecordComponent component) {
    this.name = component.getName();
    this.type = component.getType();
    this.says = component.getAnnotation(Says.class);
    try {
      this.accessor =
          MethodHandles.lookup()
              .unreflect(component.getAccessor())
              .asType(MethodType.methodType(Object.class, Object.class));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The name in rules, and in the case unless the field is derived. */
  public String name() {
    return name;
  }

  /** The boxed type, an enumeration, a date, a text or a list of texts. */
  public Class<?> type() {
    return type;
  }

  /** What it says and which values it may have. */
  public Says says() {
    return says;
  }

  /** The value in a fact; null when the case does not say. */
  public @Nullable Object in(Object fact) {
    try {
      return accessor.invokeExact(fact);
    } catch (Throwable e) {
      throw new IllegalStateException("field " + name, e);
    }
  }

  /** The constants that the field may have; empty when it is no enumeration. */
  public List<String> constants() {
    if (!type.isEnum()) {
      return List.of();
    }
    List<String> refused = Arrays.asList(says.not());
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> ((Enum<?>) constant).name())
        .filter(constant -> !refused.contains(constant))
        .toList();
  }

  /** The field whose bounds are given here, or this one. */
  public String quantity() {
    if (!says.lowerBoundOf().isEmpty()) {
      return says.lowerBoundOf();
    }
    return says.upperBoundOf().isEmpty() ? name : says.upperBoundOf();
  }

  /** Only a bound of another field is given here. */
  public boolean isBound() {
    return !quantity().equals(name);
  }

  /** Numbers, enumerations and dates have an order. */
  public boolean isOrdered() {
    return Comparable.class.isAssignableFrom(type) && type != String.class && type != Boolean.class;
  }

  @Override
  public String toString() {
    return name;
  }
}
