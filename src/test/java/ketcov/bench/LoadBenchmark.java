package ketcov.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import ketcov.engine.PolicyLibrary;
import ketcov.engine.RuleCache;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Loading the whole library, each time in a new process: what a start takes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(5)
public class LoadBenchmark {
  private static final Path HOME = Path.of(System.getProperty("ketcov.home", "."));
  private static final RuleCache CACHE = RuleCache.in(HOME.resolve("target/bench-compiled-rules"));

  /** What the process holds when the library is loaded and the rubbish is gone. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Memory {
    /** Heap and metaspace in kibibytes. */
    public long heapKiB;

    /** Class data, in kibibytes. */
    public long metaspaceKiB;

    private PolicyLibrary.@Nullable Loaded held;

    /** Looks while the library is held. */
    @TearDown(Level.Iteration)
    public void look() {
      for (int i = 0; i < 3; i++) {
        System.gc();
      }
      heapKiB = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 10;
      metaspaceKiB =
          ManagementFactory.getMemoryPoolMXBeans().stream()
                  .filter(pool -> pool.getName().equals("Metaspace"))
                  .mapToLong((MemoryPoolMXBean pool) -> pool.getUsage().getUsed())
                  .sum()
              >> 10;
      if (held == null) {
        throw new IllegalStateException("nothing was loaded");
      }
    }
  }

  /** Fills the cache that {@link #cached} reads, before the processes that are measured. */
  static void fillCache() {
    load(CACHE);
  }

  /** Everything read and compiled. */
  @Benchmark
  public PolicyLibrary.Loaded compiled(Memory memory) {
    memory.held = load(RuleCache.none());
    return memory.held;
  }

  /** Compiled rules taken from the disk. */
  @Benchmark
  public PolicyLibrary.Loaded cached(Memory memory) {
    memory.held = load(CACHE);
    return memory.held;
  }

  private static PolicyLibrary.Loaded load(RuleCache cache) {
    PolicyLibrary.Loaded loaded = PolicyLibrary.load(HOME.resolve("rules-drl"), cache);
    if (loaded.hasErrors()) {
      throw new IllegalStateException(loaded.problems().toString());
    }
    return loaded;
  }
}
