package ketcov.bench;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import ketcov.engine.PolicyLibrary;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reading and compiling the whole library, each time in a new process: what a start takes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(5)
public class LoadBenchmark {
  private final Path rules = Path.of(System.getProperty("ketcov.home", "."), "rules-drl");

  /** The library, cold. */
  @Benchmark
  public PolicyLibrary.Loaded library() {
    PolicyLibrary.Loaded loaded = PolicyLibrary.load(rules);
    if (loaded.hasErrors()) {
      throw new IllegalStateException(loaded.problems().toString());
    }
    return loaded;
  }
}
