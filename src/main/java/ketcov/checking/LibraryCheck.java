package ketcov.checking;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import ketcov.assessment.Assessor;
import ketcov.engine.CompiledEdition;
import ketcov.engine.DraftRules;
import ketcov.engine.EditionCompiler;
import ketcov.engine.RuleCache;
import ketcov.intake.CaseReader;
import ketcov.policy.EditionCalendar;
import ketcov.policy.EditionId;
import ketcov.policy.EditionSource;
import ketcov.policy.LibraryFolder;
import ketcov.policy.PayerDirectory;
import ketcov.policy.PolicyCatalog;
import ketcov.policy.PolicyPackage;
import ketcov.policy.PolicyReader;
import ketcov.regression.CaseFiles;
import ketcov.regression.SampleCase;
import ketcov.text.Diagnostic;

/**
 * Checks every edition below a folder and keeps what it read, so that after a change only the
 * editions concerned are checked again. Not thread-safe; works on all processors itself.
 */
public final class LibraryCheck {
  private final LibraryFolder library;
  private final Path below;
  private final RuleCache cache;
  private final CaseReader reader;
  private final Map<EditionId, String> activated;
  private final Map<Path, Checked> editions = new TreeMap<>();

  /**
   * A check of the editions below {@code below}, a folder of the library at {@code root}.
   *
   * @param activated the content hash with which each edition was activated, where one was
   */
  public LibraryCheck(
      Path root, Path below, RuleCache cache, CaseReader reader, Map<EditionId, String> activated) {
    this.library = new LibraryFolder(root);
    this.below = below;
    this.cache = cache;
    this.reader = reader;
    this.activated = Map.copyOf(activated);
  }

  /**
   * What came of a check.
   *
   * @param editions how many editions were looked at
   * @param rules how many rules they have, as far as they could be read
   * @param findings by file, line and column, each once
   */
  public record Result(int editions, int rules, List<Diagnostic> findings) {
    public Result {
      findings = findings.stream().sorted().distinct().toList();
    }

    /** How many findings weigh that much. */
    public long count(ketcov.text.Check.Level level) {
      return findings.stream().filter(finding -> finding.level() == level).count();
    }
  }

  /** One edition as far as it could be read, with what was found in its own files. */
  private record Checked(
      Optional<EditionSource> source,
      Optional<CompiledEdition> compiled,
      List<SampleCase> samples,
      List<Diagnostic> findings) {}

  /** Checks everything. */
  public Result run() {
    editions.clear();
    List<Path> folders = library.editions(below);
    read(folders);
    List<Diagnostic> findings = new ArrayList<>(StrayFiles.in(library, below, folders));
    editions.values().forEach(edition -> findings.addAll(edition.findings()));
    findings.addAll(calendar());
    PayerDirectory directory = library.directory(sources(), findings);
    findings.addAll(cases(folders, directory));
    return new Result(folders.size(), rules(editions.keySet()), findings);
  }

  /**
   * Checks the editions anew in whose folders something changed, came or went, and what concerns
   * them: the days in force of their policies, and the names of payers.
   */
  public Result again(Set<Path> changed) {
    Set<Path> now = new HashSet<>(library.editions(below));
    Set<Path> concerned = new HashSet<>(now);
    concerned.removeIf(folder -> editions.containsKey(folder) && !changed.contains(folder));
    Set<Path> gone = new HashSet<>(editions.keySet());
    gone.removeAll(now);
    editions.keySet().removeAll(gone);
    read(concerned);
    List<Diagnostic> findings = new ArrayList<>(StrayFiles.in(library, below, now));
    concerned.forEach(folder -> findings.addAll(edition(folder).findings()));
    findings.addAll(calendar());
    Set<String> policies = new HashSet<>();
    Stream.concat(concerned.stream(), gone.stream())
        .forEach(folder -> policies.add(library.nameOf(folder.resolveSibling(""))));
    findings.removeIf(
        finding -> policies.stream().noneMatch(policy -> finding.file().startsWith(policy + "/")));
    PayerDirectory directory = library.directory(sources(), findings);
    findings.addAll(cases(concerned, directory));
    return new Result(concerned.size(), rules(concerned), findings);
  }

  /**
   * Builds a small edition for nothing but to have the compiler ready: the first build of a program
   * takes seconds, and what came from the cache was not built.
   */
  public void warmUp() {
    editions.values().stream()
        .flatMap(edition -> edition.compiled().stream())
        .filter(compiled -> !compiled.rules().isEmpty())
        .min(Comparator.comparingInt(compiled -> compiled.rules().size()))
        .ifPresent(
            small -> EditionCompiler.compile(small.source(), new ArrayList<>(), RuleCache.none()));
  }

  /** The folder of the edition to which a file belongs, as it is now or was when last checked. */
  public Optional<Path> editionOf(Path file) {
    Set<Path> folders = new HashSet<>(editions.keySet());
    folders.addAll(library.editions(below));
    return folders.stream().filter(file::startsWith).findFirst();
  }

  private Checked edition(Path folder) {
    return editions.getOrDefault(
        folder, new Checked(Optional.empty(), Optional.empty(), List.of(), List.of()));
  }

  private void read(Collection<Path> folders) {
    List<Path> order = List.copyOf(folders);
    List<Checked> checked =
        each(order.stream().map(f -> (Callable<Checked>) () -> read(f)).toList());
    for (int i = 0; i < order.size(); i++) {
      editions.put(order.get(i), checked.get(i));
    }
  }

  private Checked read(Path folder) {
    List<Diagnostic> findings = new ArrayList<>();
    Optional<PolicyPackage> files = library.read(folder, findings);
    Optional<EditionSource> source = files.flatMap(f -> PolicyReader.read(f, findings));
    Optional<CompiledEdition> compiled =
        source.flatMap(sound -> EditionCompiler.compile(sound, findings, cache));
    Optional<EditionSource> draft = source.or(() -> files.map(PolicyReader::draft));
    if (source.isEmpty()) {
      draft.ifPresent(unsound -> DraftRules.check(unsound, findings));
    }
    List<SampleCase> samples = new ArrayList<>();
    draft.ifPresent(read -> samples.addAll(CaseFiles.read(read, findings)));
    source.ifPresent(sound -> ActivatedEditions.check(sound, activated, findings));
    return new Checked(source, compiled, samples, findings);
  }

  private List<EditionSource> sources() {
    return editions.values().stream().flatMap(edition -> edition.source().stream()).toList();
  }

  private List<Diagnostic> calendar() {
    return EditionCalendar.check(sources());
  }

  private int rules(Collection<Path> folders) {
    return folders.stream()
        .flatMap(folder -> edition(folder).compiled().stream())
        .mapToInt(compiled -> compiled.rules().size())
        .sum();
  }

  /** Fires the sample cases of some editions. */
  private List<Diagnostic> cases(Collection<Path> folders, PayerDirectory directory) {
    List<CompiledEdition> compiled =
        editions.values().stream().flatMap(edition -> edition.compiled().stream()).toList();
    Assessor assessor =
        new Assessor(new PolicyCatalog<>(compiled, CompiledEdition::policy, directory));
    NoticeIds notices = NoticeIds.of(library);
    List<Callable<List<Diagnostic>>> jobs = new ArrayList<>();
    for (Path folder : folders) {
      Checked edition = edition(folder);
      jobs.add(
          () -> {
            List<Diagnostic> findings = new ArrayList<>();
            edition
                .source()
                .ifPresent(
                    source ->
                        new CaseCheck(source, edition.compiled(), reader, notices, findings)
                            .check(edition.samples()));
            edition
                .compiled()
                // What a broken case does not show would be called unshown here.
                .filter(
                    sound ->
                        Stream.concat(edition.findings().stream(), findings.stream())
                            .noneMatch(Diagnostic::isError))
                .ifPresent(
                    sound ->
                        new CaseCoverage(sound, assessor, reader, findings)
                            .check(edition.samples()));
            return findings;
          });
    }
    return each(jobs).stream().flatMap(List::stream).toList();
  }

  /** Does the work on all processors; what comes of it, in the order of the jobs. */
  private static <T> List<T> each(List<Callable<T>> jobs) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    UnaryOperator<Callable<T>> here =
        job ->
            () -> {
              // Drools asks the thread for the classes that rules name.
              Thread.currentThread().setContextClassLoader(loader);
              return job.call();
            };
    try (ExecutorService workers =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      List<T> done = new ArrayList<>();
      for (Future<T> job : workers.invokeAll(jobs.stream().map(here).toList())) {
        done.add(job.get());
      }
      return done;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while checking policies", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("checking policies failed", e.getCause());
    }
  }
}
