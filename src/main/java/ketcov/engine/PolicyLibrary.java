package ketcov.engine;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import ketcov.policy.EditionCalendar;
import ketcov.policy.EditionId;
import ketcov.policy.EditionSource;
import ketcov.policy.LibraryFiles;
import ketcov.policy.LibraryFolder;
import ketcov.policy.PayerDirectory;
import ketcov.policy.PolicyCatalog;
import ketcov.policy.PolicyEdition;
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
      return problems.stream().anyMatch(problem -> problem.isError());
    }
  }

  /** Loads every edition below {@code root}. */
  public static Loaded load(Path root, RuleCache cache) {
    return load(root, root, cache);
  }

  /**
   * Loads the editions below {@code below}, a folder of the library at {@code root} or an edition's
   * own folder.
   */
  public static Loaded load(Path root, Path below, RuleCache cache) {
    LibraryFolder folder = new LibraryFolder(root);
    List<Diagnostic> problems = Collections.synchronizedList(new ArrayList<>());
    try (ExecutorService workers =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      List<EditionSource> sources =
          each(workers, folder.editions(below), edition -> read(folder, edition, problems));
      List<CompiledEdition> editions = compile(workers, sources, problems, cache);
      return loaded(editions, folder.directory(sources, problems), problems);
    }
  }

  /** Loads a library whose files come from elsewhere than a folder. */
  public static Loaded load(LibraryFiles files, RuleCache cache) {
    List<Diagnostic> problems = Collections.synchronizedList(new ArrayList<>());
    try (ExecutorService workers =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      List<EditionSource> sources = files.read(problems);
      List<CompiledEdition> editions = compile(workers, sources, problems, cache);
      return loaded(editions, files.directory(sources, problems), problems);
    }
  }

  private static List<CompiledEdition> compile(
      ExecutorService workers,
      List<EditionSource> sources,
      List<Diagnostic> problems,
      RuleCache cache) {
    problems.addAll(EditionCalendar.check(sources));
    return each(workers, sources, source -> EditionCompiler.compile(source, problems, cache));
  }

  private static Loaded loaded(
      List<CompiledEdition> editions, PayerDirectory directory, List<Diagnostic> problems) {
    return new Loaded(
        new PolicyCatalog<>(editions, CompiledEdition::policy, directory),
        problems.stream().sorted().distinct().toList());
  }

  /**
   * A library with further editions, each in place of the one of the same name if there is one. An
   * edition without an end ends on the day before a further one of its policy begins: who publishes
   * the next edition need not publish the last one anew.
   *
   * @param root the folder that {@code library} was loaded from
   */
  public static Loaded with(Path root, Loaded library, Collection<CompiledEdition> packages) {
    Map<EditionId, CompiledEdition> editions = new LinkedHashMap<>();
    library.catalog().editions().forEach(edition -> editions.put(idOf(edition), edition));
    packages.forEach(edition -> editions.put(idOf(edition), edition));
    for (CompiledEdition next : packages) {
      LocalDate begin = next.policy().inForce().from();
      if (begin != null) {
        editions.replaceAll(
            (id, edition) ->
                isFollowed(edition, next) ? edition.endingOn(begin.minusDays(1)) : edition);
      }
    }
    List<EditionSource> sources = editions.values().stream().map(CompiledEdition::source).toList();
    List<Diagnostic> problems = new ArrayList<>(EditionCalendar.check(sources));
    PayerDirectory directory = new LibraryFolder(root).directory(sources, problems);
    return new Loaded(
        new PolicyCatalog<>(List.copyOf(editions.values()), CompiledEdition::policy, directory),
        problems.stream().sorted().distinct().toList());
  }

  private static boolean isFollowed(CompiledEdition edition, CompiledEdition next) {
    PolicyEdition.InForce inForce = edition.policy().inForce();
    LocalDate from = inForce.from();
    LocalDate begin = next.policy().inForce().from();
    return edition.policy().id().equals(next.policy().id())
        && inForce.to() == null
        && begin != null
        && (from == null || from.isBefore(begin));
  }

  private static EditionId idOf(CompiledEdition edition) {
    return edition.policy().editionId();
  }

  /** Reads with a list of its own: the reader looks whether something was added to it. */
  private static Optional<EditionSource> read(
      LibraryFolder folder, Path edition, List<Diagnostic> problems) {
    List<Diagnostic> own = new ArrayList<>();
    Optional<EditionSource> source = folder.edition(edition, own);
    problems.addAll(own);
    return source;
  }

  /** Does the work on all workers; what comes of it, in the order of {@code from}. */
  private static <A, B> List<B> each(
      ExecutorService workers, List<A> from, Function<A, Optional<B>> work) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    List<Callable<Optional<B>>> jobs = new ArrayList<>();
    for (A one : from) {
      jobs.add(
          () -> {
            // Drools asks the thread for the classes that rules name.
            Thread.currentThread().setContextClassLoader(loader);
            return work.apply(one);
          });
    }
    try {
      List<B> done = new ArrayList<>();
      for (Future<Optional<B>> job : workers.invokeAll(jobs)) {
        job.get().ifPresent(done::add);
      }
      return done;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while loading policies", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("loading policies failed", e.getCause());
    }
  }
}
