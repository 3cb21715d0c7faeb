package ketcov.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import ketcov.assessment.Assessment;
import ketcov.assessment.AssessmentJson;
import ketcov.assessment.AssessmentResult;
import ketcov.assessment.Assessor;
import ketcov.assessment.Comparison;
import ketcov.assessment.LikelihoodWeights;
import ketcov.assessment.TracedAssessment;
import ketcov.calibration.CalibrationFolder;
import ketcov.engine.PolicyLibrary;
import ketcov.intake.CaseProblem;
import ketcov.intake.CaseReader;
import ketcov.intake.CaseReading;
import ketcov.intake.ReferenceTables;
import ketcov.letter.Letter;
import ketcov.text.StrictJson;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Assesses one case. */
@CommandLine.Command(
    name = "assess",
    mixinStandardHelpOptions = true,
    header = {"Assess one case.", ""},
    description = "Reads a case as JSON and prints the assessment as a table, or as JSON.",
    footer = {
      "",
      "Examples:",
      "  ./ketcov assess case.json",
      "  ./ketcov assess --json - < case.json",
      "  ./ketcov assess --edition 2022-11-01 case.json",
      "  ./ketcov assess --compare case.json",
      "  ./ketcov assess --letter letter.html case.json",
      "  ./ketcov assess --trace case.json",
      "",
      "It predicts; the payer determines.",
      "Exit codes: 0 assessed, 1 the case is refused or the rules failed, 2 wrong usage."
    })
final class AssessCommand implements Callable<Integer> {
  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandLine.Model.CommandSpec spec;

  @CommandLine.Mixin private final Library library = new Library();

  @CommandLine.Parameters(
      paramLabel = "CASE.json",
      description = "The case; - reads standard input.")
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private String file;

  @CommandLine.Option(names = "--json", description = "Print JSON, as the service answers.")
  private boolean json;

  @CommandLine.Option(
      names = "--compare",
      description = "Hold the case against every policy in force for its drug.")
  private boolean compare;

  @CommandLine.Option(
      names = "--trace",
      description = "Show every rule with its conditions and the facts that fit them.")
  private boolean trace;

  @CommandLine.Option(
      names = "--edition",
      paramLabel = "E",
      description = "Judge by this edition instead of by date.")
  private @Nullable String edition;

  @CommandLine.Option(
      names = "--letter",
      paramLabel = "FILE",
      description = "Also write a draft letter of medical necessity: FILE.md or FILE.html.")
  private @Nullable Path letter;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    checkOptions();
    byte[] body;
    try {
      body = file.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file));
    } catch (NoSuchFileException e) {
      err.println("ketcov: there is no file " + file);
      return 2;
    }
    switch (StrictJson.read(body)) {
      case StrictJson.Malformed malformed -> {
        err.println(
            file
                + ":"
                + malformed.place().line()
                + ":"
                + malformed.place().column()
                + ": error: "
                + malformed.detail());
        return 1;
      }
      case StrictJson.Value value -> {
        return switch (new CaseReader(ReferenceTables.load()).read(value.root())) {
          case CaseReading.Refused refused -> refuse(refused.problems(), err);
          case CaseReading.Accepted accepted -> assess(accepted, value.root(), out, err);
        };
      }
    }
  }

  private void checkOptions() {
    if (letter != null && !isMarkdown(letter) && !isHtml(letter)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "a letter is written to a file named .md or .html, not " + letter);
    }
    if (trace && compare) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--trace goes with one policy, not with --compare");
    }
    if (letter != null && compare) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--letter goes with one policy, not with --compare");
    }
  }

  private static boolean isMarkdown(Path file) {
    return file.toString().endsWith(".md");
  }

  private static boolean isHtml(Path file) {
    return file.toString().endsWith(".html");
  }

  private int refuse(List<CaseProblem> problems, PrintWriter err) {
    for (CaseProblem problem : problems) {
      err.println(
          file
              + ": error: "
              + (problem.pointer().isEmpty() ? "the case" : problem.pointer())
              + " "
              + problem.detail()
              + (problem.found() == null ? "" : " Found " + problem.found() + ".")
              + (problem.expected() == null ? "" : " Expected " + problem.expected() + ".")
              + (problem.didYouMean() == null
                  ? ""
                  : " Did you mean `" + problem.didYouMean() + "`?"));
    }
    return 1;
  }

  private int assess(
      CaseReading.Accepted accepted, JsonNode submitted, PrintWriter out, PrintWriter err)
      throws IOException {
    LikelihoodWeights weights;
    switch (library.calibrations().active()) {
      case CalibrationFolder.Active.InUse inUse -> weights = inUse.weights();
      case CalibrationFolder.Active.Damaged damaged -> {
        damaged.problems().forEach(problem -> err.println(problem));
        err.println("ketcov: the active calibration is damaged; ./ketcov calibrate --rollback");
        return 1;
      }
    }
    PolicyLibrary.Loaded loaded = PolicyLibrary.load(library.root(), library.cache());
    if (loaded.hasErrors()) {
      err.println("ketcov: the library has errors; ./ketcov check shows them");
      return 1;
    }
    Assessor.Stamp stamp = new Assessor.Stamp(UUID.randomUUID().toString(), Instant.now());
    Assessor assessor = new Assessor(loaded.catalog(), weights);
    if (compare) {
      Comparison comparison = assessor.compare(accepted, stamp);
      if (json) {
        out.println(AssessmentJson.pretty(comparison));
      } else {
        new ComparisonTable(new Terminal(out)).print(comparison);
      }
      return comparison.failures().isEmpty() ? 0 : 1;
    }
    return switch (assessor.assess(accepted, edition, stamp)) {
      case AssessmentResult.Assessed assessed -> {
        print(assessor.traced(accepted, assessed.assessment()), out);
        yield letter == null ? 0 : write(letter, submitted, assessed.assessment(), err);
      }
      case AssessmentResult.UnknownEdition unknown -> {
        err.println("ketcov: payer " + unknown.payer() + " has no edition " + unknown.edition());
        yield 1;
      }
      case AssessmentResult.RulesFailed failed -> {
        err.println(
            "ketcov: "
                + failed.edition()
                + ": "
                + failed.failure().file()
                + ": rule \""
                + failed.failure().rule()
                + "\" failed: "
                + failed.failure().reason());
        yield 1;
      }
    };
  }

  private void print(TracedAssessment traced, PrintWriter out) {
    if (json) {
      out.println(AssessmentJson.pretty(trace ? traced : traced.assessment()));
      return;
    }
    Terminal terminal = new Terminal(out);
    new AssessmentTable(terminal, width()).print(traced.assessment());
    if (trace) {
      new TraceTable(terminal, width()).print(traced.trace());
    }
  }

  private static int write(Path file, JsonNode submitted, Assessment assessment, PrintWriter err)
      throws IOException {
    Optional<Letter> draft = Letter.of(submitted, AssessmentJson.tree(assessment));
    if (draft.isEmpty()) {
      err.println("ketcov: no letter is written: no policy judged the case");
      return 1;
    }
    Files.writeString(file, isHtml(file) ? draft.get().html() : draft.get().markdown());
    err.println("ketcov: the draft of the letter is in " + file);
    return 0;
  }

  private static int width() {
    String columns = System.getenv("COLUMNS");
    return columns != null && columns.matches("[1-9][0-9]{1,3}")
        ? Math.max(60, Integer.parseInt(columns))
        : 100;
  }
}
