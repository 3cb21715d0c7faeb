package ketcov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import ketcov.SmallLibrary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrateCommandTest {
  private static final String ADULT =
      """
      {
        "serviceDate": "2026-02-01",
        "coverage": {"payer": "payer"},
        "request": {"drug": "ESKETAMINE", "route": "INTRANASAL", "indication": "TRD"},
        "patient": {"ageYears": 18}
      }
      """;

  private final String before = System.getProperty("ketcov.data", "");
  private final Path folder;
  private final String rules;
  private final Path drawn;

  CalibrateCommandTest(@TempDir Path folder) {
    this.folder = folder;
    this.rules = SmallLibrary.in(folder).root().toString();
    this.drawn = folder.resolve("drawn.ndjson");
    System.setProperty("ketcov.data", folder.resolve("data").toString());
  }

  @AfterEach
  void restore() {
    System.setProperty("ketcov.data", before);
  }

  /** What a command left behind. */
  private record Ended(int code, String out, String err) {}

  private static Ended run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Ketcov.run(args, new PrintWriter(out, true), new PrintWriter(err, true));
    return new Ended(code, out.toString(), err.toString());
  }

  private void draw(int number) {
    Ended ended =
        run("calibrate", "--rules", rules, "--synthetic", number + "", "--out", drawn.toString());
    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).isZero();
  }

  private String modelInUse() throws IOException {
    Path file = Files.writeString(folder.resolve("case.json"), ADULT);
    Ended ended = run("assess", "--json", "--rules", rules, file.toString());
    assertThat(ended.code()).isZero();
    return new JsonMapper().readTree(ended.out()).at("/likelihood/model").asText();
  }

  @Test
  void a_fit_is_reported_activated_listed_used_and_rolled_back() throws IOException {
    draw(2_000);
    Path report = folder.resolve("report");

    Ended fit =
        run("calibrate", "--from", drawn.toString(), "--report", report.toString(), "--activate");

    assertThat(fit.err()).isEmpty();
    assertThat(fit.code()).isZero();
    assertThat(fit.out())
        .startsWith("2,000 determinations: ")
        .contains("Brier score", "log loss", "calibration error", "payer-01", "allMet")
        .contains("in use: calibrated-");
    String version =
        new JsonMapper().readTree(report.resolve("report.json").toFile()).path("version").asText();
    assertThat(report.resolve("reliability.svg")).isNotEmptyFile();
    assertThat(modelInUse()).isEqualTo(version);
    assertThat(run("calibrate", "--list"))
        .extracting(Ended::code, Ended::out)
        .satisfies(
            list ->
                assertThat(list.toString())
                    .contains("* " + version + "  2,000 determinations")
                    .contains("in use: " + version));
    assertThat(run("calibrate", "--rollback").out()).startsWith("in use: policy-model-");
    assertThat(modelInUse()).startsWith("policy-model-");
    assertThat(run("calibrate", "--activate", version).out()).startsWith("in use: " + version);
    assertThat(modelInUse()).isEqualTo(version);
  }

  @Test
  void a_fit_of_thirty_is_refused_and_nothing_is_kept() {
    draw(30);

    Ended fit = run("calibrate", "--from", drawn.toString(), "--activate");

    assertThat(fit.code()).isEqualTo(1);
    assertThat(fit.err()).startsWith("ketcov: refused: 30 determinations (").contains("too few");
    assertThat(run("calibrate", "--list").out()).startsWith("in use: policy-model-");
  }

  @Test
  void a_mistake_in_the_file_is_named_and_nothing_is_fitted() throws IOException {
    draw(300);
    String text = Files.readString(drawn);
    Files.writeString(drawn, text.replaceFirst("\"decision\"", "\"desision\""));

    Ended fit = run("calibrate", "--from", drawn.toString());

    assertThat(fit.code()).isEqualTo(1);
    assertThat(fit.out().lines()).singleElement().asString().contains("drawn.ndjson:1:1: error: ");
  }

  @Test
  void with_a_damaged_calibration_nothing_is_assessed() throws IOException {
    Path active = folder.resolve("data/calibrations/active");
    Files.createDirectories(folder.resolve("data/calibrations"));
    Files.writeString(active, "calibrated-2026-11-23-00000001\n");
    Path file = Files.writeString(folder.resolve("case.json"), ADULT);

    Ended ended = run("assess", "--rules", rules, file.toString());

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .contains("calibrated-2026-11-23-00000001.yaml:1:1: error: there is no such file")
        .contains("./ketcov calibrate --rollback");
    assertThat(run("calibrate", "--list").code()).isEqualTo(1);
    assertThat(run("calibrate", "--rollback").code()).isZero();
    assertThat(run("assess", "--rules", rules, file.toString()).code()).isZero();
  }
}
