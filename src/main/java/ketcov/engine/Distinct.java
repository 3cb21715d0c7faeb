package ketcov.engine;

import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.rule.AccumulateFunction;

/** Counts different values in {@code accumulate}; a value that is not said does not count. */
public final class Distinct implements AccumulateFunction<Distinct.Seen> {

  /** The values seen, each with how often. */
  public static final class Seen implements Serializable {
    private static final long serialVersionUID = 1L;

    private final HashMap<Object, Integer> values = new HashMap<>();
  }

  @Override
  public Seen createContext() {
    return new Seen();
  }

  @Override
  public void init(Seen seen) {
    seen.values.clear();
  }

  @Override
  public void accumulate(Seen seen, @Nullable Object value) {
    if (value != null) {
      seen.values.merge(value, 1, Integer::sum);
    }
  }

  @Override
  public void reverse(Seen seen, @Nullable Object value) {
    if (value != null) {
      Map<Object, Integer> values = seen.values;
      values.computeIfPresent(value, (key, times) -> times == 1 ? null : times - 1);
    }
  }

  @Override
  public Object getResult(Seen seen) {
    return (long) seen.values.size();
  }

  @Override
  public boolean supportsReverse() {
    return true;
  }

  @Override
  public Class<?> getResultType() {
    return Long.class;
  }

  @Override
  public void writeExternal(ObjectOutput out) {
    // No state.
  }

  @Override
  public void readExternal(ObjectInput in) {
    // No state.
  }
}
