package ketcov.regression;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import ketcov.policy.EditionId;
import ketcov.text.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * Writes a run as JSON while it goes on, in the form of {@code regression-report.schema.json}: a
 * promise to programs that read it. A result stands on one line.
 */
public final class JsonReport implements RunListener, AutoCloseable {
  /** The name and version of the form. */
  public static final String FORMAT = "ketcov-regression/1";

  private static final int MOST_PROBLEMS = 1_000;
  private static final JsonFactory JSON = JsonFactory.builder().build();

  private final @Nullable Path file;
  private final @Nullable Path temporary;
  private final JsonGenerator json;
  private final List<Diagnostic> problems = new ArrayList<>();
  private final RunTotals totals = new RunTotals();

  private JsonReport(@Nullable Path file, @Nullable Path temporary, OutputStream out)
      throws IOException {
    this.file = file;
    this.temporary = temporary;
    this.json = JSON.createGenerator(out);
    json.writeStartObject();
    json.writeStringField("format", FORMAT);
    json.writeArrayFieldStart("results");
  }

  /** Begins a report in a file, which appears when the report is closed. */
  public static JsonReport to(Path file) throws IOException {
    Path parent = Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
    Path temporary = Files.createTempFile(parent, "regression", ".json");
    return new JsonReport(file, temporary, Files.newOutputStream(temporary));
  }

  /** Begins a report in a stream. */
  public static JsonReport to(OutputStream out) throws IOException {
    return new JsonReport(null, null, out);
  }

  /** What came of a case, in a word of the report. */
  static String status(CaseResult result) {
    if (!result.passed()) {
      return "FAILED";
    }
    return result.sample().expects() ? "PASSED" : "ANSWERED";
  }

  @Override
  public void result(CaseResult result) {
    totals.result(result);
    SampleCase sample = result.sample();
    EditionId judge = result.judgedBy();
    try {
      json.writeRaw('\n');
      json.writeStartObject();
      json.writeStringField("name", sample.name());
      json.writeStringField("file", sample.file());
      json.writeNumberField("line", sample.place().line());
      json.writeStringField("edition", judge == null ? null : judge.toString());
      json.writeStringField("outlook", result.outlook() == null ? null : result.outlook().name());
      json.writeStringField("status", status(result));
      json.writeNumberField("micros", result.nanos() / 1_000);
      json.writeArrayFieldStart("differences");
      for (CaseResult.Difference difference : result.differences()) {
        json.writeStartObject();
        json.writeStringField("what", difference.what());
        json.writeStringField("expected", difference.expected());
        json.writeStringField("actual", difference.actual());
        json.writeStringField("why", difference.why());
        json.writeStringField("citation", difference.citation());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void problem(Diagnostic problem) {
    totals.problem(problem);
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(problem);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      json.writeEndArray();
      json.writeRaw('\n');
      json.writeArrayFieldStart("problems");
      for (Diagnostic problem : problems) {
        json.writeStartObject();
        json.writeStringField("file", problem.file());
        json.writeNumberField("line", problem.line());
        json.writeNumberField("column", problem.column());
        json.writeStringField("severity", problem.level().name().toLowerCase(Locale.ROOT));
        json.writeStringField("message", problem.message());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeRaw('\n');
      summary();
      json.writeEndObject();
      json.writeRaw('\n');
      json.close();
      if (file != null && temporary != null) {
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      if (temporary != null) {
        Files.deleteIfExists(temporary);
      }
    }
  }

  private void summary() throws IOException {
    json.writeObjectFieldStart("summary");
    json.writeBooleanField("passed", totals.clean());
    counts(totals.all());
    json.writeNumberField("errors", totals.problems());
    json.writeObjectFieldStart("outlooks");
    for (Map.Entry<ketcov.assessment.Outlook, Long> outlook : totals.outlooks().entrySet()) {
      json.writeNumberField(outlook.getKey().name(), outlook.getValue());
    }
    json.writeEndObject();
    json.writeArrayFieldStart("editions");
    for (Map.Entry<String, RunTotals.Count> group : totals.groups().entrySet()) {
      json.writeStartObject();
      json.writeStringField("edition", group.getKey());
      json.writeStringField("payer", group.getValue().payer());
      counts(group.getValue());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void counts(RunTotals.Count count) throws IOException {
    json.writeNumberField("cases", count.cases());
    json.writeNumberField("asExpected", count.passed());
    json.writeNumberField("failed", count.failed());
    json.writeNumberField("answered", count.answered());
    json.writeNumberField("micros", count.nanos() / 1_000);
  }
}
