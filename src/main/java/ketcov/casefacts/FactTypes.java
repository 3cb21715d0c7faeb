package ketcov.casefacts;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every type of fact, read once from the records of the case. This is the vocabulary of rules and
 * cases.
 */
public final class FactTypes {
  private static final Map<String, FactType> BY_NAME = new LinkedHashMap<>();
  private static final Map<Class<?>, FactType> BY_CLASS = new LinkedHashMap<>();

  static {
    add(PriorAuthCase.class, "", false);
  }

  private FactTypes() {}

  /** All types, the case itself first. */
  public static List<FactType> all() {
    return List.copyOf(BY_NAME.values());
  }

  /** The type of that simple name. */
  public static Optional<FactType> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** The type of a record of the case. */
  public static FactType of(Class<?> factClass) {
    FactType type = BY_CLASS.get(factClass);
    if (type == null) {
      throw new IllegalArgumentException(factClass + " is no fact of the case");
    }
    return type;
  }

  /**
   * The record class of a component that holds an object or a list of objects; empty for plain
   * values.
   */
  public static Optional<Class<? extends Record>> recordIn(RecordComponent component) {
    Class<?> type = component.getType();
    if (type == List.class
        && component.getGenericType() instanceof ParameterizedType list
        && list.getActualTypeArguments()[0] instanceof Class<?> element) {
      type = element;
    }
    return type.isRecord() ? Optional.of(type.asSubclass(Record.class)) : Optional.empty();
  }

  private static void add(Class<? extends Record> factClass, String pointer, boolean list) {
    Map<String, FactField> fields = new LinkedHashMap<>();
    FactType type;
    for (RecordComponent component : factClass.getRecordComponents()) {
      if (recordIn(component).isEmpty()) {
        fields.put(component.getName(), new FactField(component));
      }
    }
    type = new FactType(factClass, pointer, list, fields);
    BY_NAME.put(type.name(), type);
    BY_CLASS.put(factClass, type);
    for (RecordComponent component : factClass.getRecordComponents()) {
      recordIn(component)
          .ifPresent(
              nested ->
                  add(
                      nested,
                      pointer + "/" + component.getName(),
                      component.getType() == List.class));
    }
  }
}
