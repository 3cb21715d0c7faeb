package ketcov.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import ketcov.policy.EditionCalendar;
import ketcov.policy.EditionSource;
import ketcov.policy.PolicyCatalog;
import ketcov.policy.PolicyReader;
import ketcov.text.Diagnostic;

/** Reads and compiles every edition below a folder. */
public final class PolicyLibrary {
  private PolicyLibrary() {}

  /**
   * What came of loading.
   *
   * @param catalog the editions without an error
   * @param problems every finding, by file, line and column
   */
  public record Loaded(PolicyCatalog<CompiledEdition> catalog, List<Diagnostic> problems) {
    public Loaded {
      problems = List.copyOf(problems);
    }

    /** Whether an edition was left out. */
    public boolean hasErrors() {
      return problems.stream().anyMatch(problem -> problem.level() == Diagnostic.Level.ERROR);
    }
  }

  /** Loads every edition below {@code root}. */
  public static Loaded load(Path root) {
    return load(root, root);
  }

  /**
   * Loads the editions below {@code below}, a folder of the library at {@code root} or an edition's
   * own folder.
   */
  public static Loaded load(Path root, Path below) {
    PolicyReader reader = new PolicyReader(root);
    List<Diagnostic> problems = Collections.synchronizedList(new ArrayList<>());
    List<EditionSource> sources = new ArrayList<>();
    for (Path folder : reader.editionFolders(below)) {
      reader.read(folder, problems).ifPresent(sources::add);
    }
    problems.addAll(EditionCalendar.check(sources));
    List<CompiledEdition> editions = compile(sources, problems);
    List<Diagnostic> sorted = problems.stream().sorted().distinct().toList();
    return new Loaded(new PolicyCatalog<>(editions, CompiledEdition::policy), sorted);
  }

  private static List<CompiledEdition> compile(
      List<EditionSource> sources, List<Diagnostic> problems) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    int workers = Math.max(1, Runtime.getRuntime().availableProcessors());
    List<Callable<Optional<CompiledEdition>>> jobs = new ArrayList<>();
    for (EditionSource source : sources) {
      jobs.add(
          () -> {
            Thread.currentThread().setContextClassLoader(loader);
            return EditionCompiler.compile(source, problems);
          });
    }
    try (ExecutorService pool = Executors.newFixedThreadPool(workers)) {
      List<CompiledEdition> editions = new ArrayList<>();
      for (Future<Optional<CompiledEdition>> job : pool.invokeAll(jobs)) {
        job.get().ifPresent(editions::add);
      }
      return editions;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while loading policies", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("loading policies failed", e.getCause());
    }
  }
}
