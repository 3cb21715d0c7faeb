package ketcov.calibration;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import ketcov.assessment.Decision;
import ketcov.text.Check;
import ketcov.text.Diagnostic;
import ketcov.text.DidYouMean;
import ketcov.text.Place;
import ketcov.text.StrictJson;

/**
 * Reads determinations from a file, a JSON object of {@code payer}, {@code decision} and {@code
 * assessment} on each line. It is read line by line, and never held as a whole.
 */
public final class DeterminationFile {
  private static final List<String> KEYS = List.of("payer", "decision", "assessment");

  /** Further mistakes mostly have the same cause. */
  private static final int MOST_PROBLEMS = 20;

  private final String name;
  private final Observations observations = new Observations();
  private final List<Diagnostic> problems = new ArrayList<>();

  private DeterminationFile(String name) {
    this.name = name;
  }

  /**
   * What was read.
   *
   * @param problems none when every line is sound; a fit must not begin otherwise
   */
  public record Contents(Observations observations, List<Diagnostic> problems) {}

  /** Reads a file. */
  public static Contents read(Path file) throws IOException {
    DeterminationFile reader = new DeterminationFile(file.toString().replace('\\', '/'));
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      reader.read(in);
    }
    return new Contents(reader.observations, List.copyOf(reader.problems));
  }

  private void read(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int number = 1;
    for (int next = in.read(); ; next = in.read()) {
      boolean end = next < 0;
      if (!end && next != '\n') {
        // One byte more than is read tells a line that is too long.
        if (line.size() <= StrictJson.MAX_BYTES) {
          line.write(next);
        }
        continue;
      }
      if (!end || line.size() > 0) {
        line(number, line.toByteArray());
      }
      if (end) {
        return;
      }
      if (problems.size() >= MOST_PROBLEMS) {
        problem(new Place(number, 1), "too many mistakes; reading stops here");
        return;
      }
      line.reset();
      number++;
    }
  }

  private void line(int number, byte[] text) {
    switch (StrictJson.read(text)) {
      case StrictJson.Malformed malformed ->
          problem(new Place(number, malformed.place().column()), malformed.detail());
      case StrictJson.Value value -> determination(new Place(number, 1), value.root());
    }
  }

  private void determination(Place place, JsonNode line) {
    for (String key : KEYS) {
      if (!line.has(key)) {
        problem(place, "the line lacks `" + key + "`. Add it.");
        return;
      }
    }
    for (var entry : line.properties()) {
      if (!KEYS.contains(entry.getKey())) {
        problem(
            place,
            "key `" + entry.getKey() + "` is not known." + DidYouMean.hint(entry.getKey(), KEYS));
        return;
      }
    }
    if (line.path("payer").asText().isBlank()) {
      problem(place, "`/payer` names no payer");
      return;
    }
    String name = line.path("decision").asText();
    Decision.named(name)
        .ifPresentOrElse(
            decision -> add(place, decision, line.path("assessment")),
            () ->
                problem(
                    place,
                    "`/decision` is not one of "
                        + String.join(", ", Decision.names())
                        + "."
                        + DidYouMean.hint(name, Decision.names())));
  }

  private void add(Place place, Decision decision, JsonNode assessment) {
    if (observations.add(decision, assessment) instanceof ObservationReading.Malformed malformed) {
      problem(place, "`/assessment" + malformed.pointer() + "`: " + malformed.detail());
    }
  }

  private void problem(Place place, String message) {
    problems.add(Diagnostic.of(Check.UNREADABLE_DETERMINATION, name, place, message));
  }
}
