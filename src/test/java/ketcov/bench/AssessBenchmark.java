package ketcov.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import java.util.stream.Stream;
import ketcov.assessment.Assessment;
import ketcov.assessment.AssessmentJson;
import ketcov.assessment.AssessmentResult;
import ketcov.assessment.Assessor;
import ketcov.casefacts.PriorAuthCase;
import ketcov.condition.Reasoner;
import ketcov.condition.RuleModel;
import ketcov.engine.CompiledEdition;
import ketcov.engine.PolicyLibrary;
import ketcov.engine.RuleCache;
import ketcov.engine.RuleSession;
import ketcov.finding.RuleRole;
import ketcov.intake.CaseReader;
import ketcov.intake.CaseReading;
import ketcov.intake.ReferenceTables;
import ketcov.policy.Selection;
import ketcov.text.StrictJson;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * One assessment of {@code docs/case.example.json}, warm and on one thread: the whole from bytes to
 * bytes, and its parts.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Djava.util.logging.manager=org.jboss.logmanager.LogManager")
@Threads(1)
public class AssessBenchmark {
  private static final Assessor.Stamp STAMP = new Assessor.Stamp("bench", Instant.EPOCH);

  /** Held, because the level goes with an unheld logger. */
  private static final Logger RULE_ENGINE = Logger.getLogger("org.drools");

  private final CaseReader reader = new CaseReader(ReferenceTables.load());
  private final byte[] body;
  private final byte[] openBody;
  private final Assessor assessor;
  private final CaseReading.Accepted reading;
  private final CompiledEdition edition;
  private final List<CompiledEdition> companions;
  private final List<List<RuleModel>> borne;
  private final Assessment assessment;

  /** What every part begins with, made once. */
  public AssessBenchmark() {
    // As the service and the commands have it; else Drools writes out each fact for its trace.
    RULE_ENGINE.setLevel(java.util.logging.Level.WARNING);
    Path home = Path.of(System.getProperty("ketcov.home", "."));
    try {
      body = Files.readAllBytes(home.resolve("docs/case.example.json"));
      openBody = Files.readAllBytes(home.resolve("src/test/resources/bench/open-case.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assessor =
        new Assessor(PolicyLibrary.load(home.resolve("rules-drl"), RuleCache.none()).catalog());
    reading = read(reader, body);
    PriorAuthCase priorAuthCase = reading.facts().priorAuthCase();
    if (!(assessor.catalog().select(priorAuthCase, null)
        instanceof Selection.Selected<CompiledEdition> selected)) {
      throw new IllegalStateException("no edition judges the example");
    }
    edition = selected.edition();
    companions = assessor.catalog().companions(priorAuthCase);
    borne = borne(edition);
    assessment = assess(assessor, reading);
  }

  private static List<List<RuleModel>> borne(CompiledEdition edition) {
    Stream<List<RuleModel>> criteria =
        edition.policy().criteria().stream()
            .map(criterion -> edition.rules(RuleRole.CRITERION, criterion.id()));
    Stream<List<RuleModel>> exclusions =
        edition.policy().exclusions().stream()
            .map(exclusion -> edition.rules(RuleRole.EXCLUSION, exclusion.id()));
    return Stream.concat(criteria, exclusions).toList();
  }

  /** Every answer is the same; a benchmark of a wrong one would be worth nothing. */
  @Setup(Level.Trial)
  public void sameAnswer() {
    if (whole().length != AssessmentJson.bytes(assessment).length) {
      throw new IllegalStateException("the assessment differs from one run to the next");
    }
  }

  /** From the bytes of the case to the bytes of the assessment. */
  @Benchmark
  public byte[] whole() {
    return AssessmentJson.bytes(assess(assessor, read(reader, body)));
  }

  /** Parses the case, reads it, derives what it implies. */
  @Benchmark
  public CaseReading readCase() {
    return read(reader, body);
  }

  /** Drools alone: a session for the payer's edition and one for each companion. */
  @Benchmark
  public void drools(Blackhole result) {
    result.consume(RuleSession.fire(edition, reading.facts()));
    for (CompiledEdition companion : companions) {
      result.consume(RuleSession.fire(companion, reading.facts()));
    }
  }

  /** The condition model over every criterion and exclusion of the edition. */
  @Benchmark
  public void reasoner(Blackhole result) {
    Reasoner reasoner = new Reasoner(reading.facts());
    for (List<RuleModel> rules : borne) {
      result.consume(reasoner.any(rules));
    }
  }

  /** From the facts to the assessment: selection, Drools, model, likelihood, documents, notices. */
  @Benchmark
  public Assessment judge() {
    return assess(assessor, reading);
  }

  /** Writes the assessment. */
  @Benchmark
  public byte[] writeJson() {
    return AssessmentJson.bytes(assessment);
  }

  /** The whole of a case that leaves much open: with what decides it, a path and a question. */
  @Benchmark
  public byte[] wholeOpen() {
    return AssessmentJson.bytes(assess(assessor, read(reader, openBody)));
  }

  /** One case under every policy in force for its drug. */
  @Benchmark
  public byte[] compare() {
    return AssessmentJson.bytes(assessor.compare(reading, STAMP));
  }

  private static CaseReading.Accepted read(CaseReader reader, byte[] body) {
    if (StrictJson.read(body) instanceof StrictJson.Value value
        && reader.read(value.root()) instanceof CaseReading.Accepted accepted) {
      return accepted;
    }
    throw new IllegalStateException("the example is refused");
  }

  private static Assessment assess(Assessor assessor, CaseReading.Accepted reading) {
    if (assessor.assess(reading, null, STAMP) instanceof AssessmentResult.Assessed assessed) {
      return assessed.assessment();
    }
    throw new IllegalStateException("the example is not assessed");
  }
}
