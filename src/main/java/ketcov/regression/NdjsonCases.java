package ketcov.regression;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import ketcov.engine.CompiledEdition;
import ketcov.policy.PolicyCatalog;
import ketcov.text.Place;
import ketcov.text.StrictJson;

/**
 * Cases of which each is one line of JSON, as a client would post it, with {@code expect} beside
 * its keys. Blank lines are passed over. Only the lines that are being worked on are in memory.
 */
public final class NdjsonCases implements CaseSource {
  private static final int BUFFER = 1 << 16;

  private final InputStream in;
  private final FlatCase flat;

  /**
   * Cases of a stream, which is read once.
   *
   * @param file its name in messages
   */
  public NdjsonCases(String file, InputStream in, PolicyCatalog<CompiledEdition> catalog) {
    this.in = in;
    this.flat = new FlatCase(file, catalog);
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.empty();
  }

  @Override
  public void forEach(Consumer<Supplier<CaseEntry>> to) throws IOException {
    byte[] buffer = new byte[BUFFER];
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int number = 1;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      int from = 0;
      for (int i = 0; i < read; i++) {
        if (buffer[i] == '\n') {
          append(line, buffer, from, i);
          hand(line, number++, to);
          from = i + 1;
        }
      }
      append(line, buffer, from, read);
    }
    hand(line, number, to);
  }

  /** Of a line that is too long no more is kept than shows it. */
  private static void append(ByteArrayOutputStream line, byte[] buffer, int from, int end) {
    int room = StrictJson.MAX_BYTES + 1 - line.size();
    line.write(buffer, from, Math.min(end - from, Math.max(0, room)));
  }

  private void hand(ByteArrayOutputStream line, int number, Consumer<Supplier<CaseEntry>> to) {
    byte[] text = line.toByteArray();
    line.reset();
    if (!isBlank(text)) {
      to.accept(() -> entry(text, number));
    }
  }

  private static boolean isBlank(byte[] text) {
    for (byte sign : text) {
      if (sign != ' ' && sign != '\t' && sign != '\r') {
        return false;
      }
    }
    return true;
  }

  private CaseEntry entry(byte[] text, int number) {
    return switch (StrictJson.read(text)) {
      case StrictJson.Value value -> flat.read(value.root(), new Place(number, 1));
      case StrictJson.Malformed malformed ->
          flat.unreadable(
              new Place(number, malformed.place().column()),
              "not one JSON object a line: " + malformed.detail() + ".");
    };
  }
}
