package ketcov.regression;

import java.io.IOException;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Where the cases of a run come from: the library, or a file that may be longer than memory. */
public interface CaseSource {
  /**
   * Hands out every entry in its order. Each is read when it is asked for, on whichever thread
   * asks.
   */
  void forEach(Consumer<Supplier<CaseEntry>> to) throws IOException;

  /** How many entries there are, if that is known before they are read. */
  OptionalLong size();
}
