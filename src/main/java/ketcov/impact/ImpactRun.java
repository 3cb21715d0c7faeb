package ketcov.impact;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import ketcov.assessment.Assessment;
import ketcov.assessment.AssessmentParts;
import ketcov.assessment.Assessor;
import ketcov.assessment.Detail;
import ketcov.assessment.RuleFailure;
import ketcov.engine.CompiledEdition;
import ketcov.intake.CaseReader;
import ketcov.intake.CaseReading;
import ketcov.policy.EditionId;
import ketcov.policy.PolicyId;
import ketcov.regression.CaseEntry;
import ketcov.regression.CaseFiles;
import ketcov.regression.CaseSource;
import ketcov.regression.SampleCase;
import ketcov.text.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * Compares what two sides answer to cases, and how their policies differ. Two single editions judge
 * every case, whatever its date; two libraries choose by date, and a case that neither's dates
 * judge is judged by the edition in whose folder it lies.
 */
public final class ImpactRun {
  private static final Assessor.Stamp STAMP = new Assessor.Stamp("impact", Instant.EPOCH);
  private static final int BATCH = 512;

  private final Side before;
  private final Side after;
  private final CaseReader reader;
  private final Assessor assessorBefore;
  private final Assessor assessorAfter;
  private final Map<Move.Key, Collected> groups = new TreeMap<>();
  private long cases;
  private long moved;
  private long notAnswered;

  /** A group in the making. */
  private static final class Collected {
    private final Move first;
    private final List<Impact.CaseName> names = new ArrayList<>();
    private long cases;
    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;

    Collected(Move first) {
      this.first = first;
    }

    void add(Move move, Impact.CaseName name) {
      cases++;
      least = Math.min(least, move.difference());
      most = Math.max(most, move.difference());
      if (names.size() < Impact.MOST_NAMES) {
        names.add(name);
      }
    }

    Impact.Group group() {
      return new Impact.Group(first, cases, least, most, names);
    }
  }

  /** The two answers to a case; null for one that there is none of. */
  private record Pair(
      SampleCase sample, @Nullable Assessment before, @Nullable Assessment after, boolean byDate) {}

  private ImpactRun(Side before, Side after, CaseReader reader) {
    this.before = before;
    this.after = after;
    this.reader = reader;
    this.assessorBefore = new Assessor(before.catalog());
    this.assessorAfter = new Assessor(after.catalog());
  }

  /**
   * Compares.
   *
   * @param source the cases, read once
   * @param problems takes what is wrong with entries that are no cases
   */
  public static Impact of(
      Side before, Side after, CaseSource source, CaseReader reader, Consumer<Diagnostic> problems)
      throws IOException {
    ImpactRun run = new ImpactRun(before, after, reader);
    run.judge(source, problems);
    return run.result();
  }

  /** The sample cases of both sides, each once. */
  public static CaseSource samples(Side before, Side after, List<Diagnostic> problems) {
    Map<String, SampleCase> samples = new LinkedHashMap<>();
    List<CompiledEdition> editions = new ArrayList<>(after.part());
    if (!before.part().equals(after.part())) {
      editions.addAll(before.part());
    }
    for (CompiledEdition edition : editions) {
      for (SampleCase sample : CaseFiles.read(edition.source(), problems)) {
        String own = before.single() != null ? "" : sample.edition() + " ";
        samples.putIfAbsent(own + sample.name() + " " + sample.body(), sample);
      }
    }
    List<SampleCase> all = List.copyOf(samples.values());
    return new CaseSource() {
      @Override
      public void forEach(Consumer<Supplier<CaseEntry>> to) {
        all.forEach(sample -> to.accept(() -> new CaseEntry.Read(sample)));
      }

      @Override
      public OptionalLong size() {
        return OptionalLong.of(all.size());
      }
    };
  }

  private void judge(CaseSource source, Consumer<Diagnostic> problems) throws IOException {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    List<Supplier<CaseEntry>> batch = new ArrayList<>(BATCH);
    int threads = Runtime.getRuntime().availableProcessors();
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      source.forEach(
          entry -> {
            batch.add(entry);
            if (batch.size() == BATCH) {
              work(workers, loader, batch, problems);
            }
          });
      work(workers, loader, batch, problems);
    }
  }

  private void work(
      ExecutorService workers,
      ClassLoader loader,
      List<Supplier<CaseEntry>> batch,
      Consumer<Diagnostic> problems) {
    List<Callable<Consumer<Consumer<Diagnostic>>>> jobs = new ArrayList<>();
    for (Supplier<CaseEntry> entry : batch) {
      jobs.add(
          () -> {
            // Drools asks the thread for the classes that rules name.
            Thread.currentThread().setContextClassLoader(loader);
            return switch (entry.get()) {
              case CaseEntry.Unreadable unreadable -> to -> unreadable.problems().forEach(to);
              case CaseEntry.Read readable -> {
                Pair pair = pair(readable.sample());
                yield to -> add(pair);
              }
            };
          });
    }
    batch.clear();
    try {
      for (Future<Consumer<Consumer<Diagnostic>>> job : workers.invokeAll(jobs)) {
        job.get().accept(problems);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while comparing", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("comparing a case failed", e.getCause());
    }
  }

  private Pair pair(SampleCase sample) {
    if (!(reader.read(sample.body()) instanceof CaseReading.Accepted accepted)) {
      return new Pair(sample, null, null, false);
    }
    CompiledEdition one = before.single();
    CompiledEdition other = after.single();
    if (one != null && other != null) {
      return new Pair(
          sample,
          whole(assessorBefore.partsUnder(one, accepted, Detail.REASONS)),
          whole(assessorAfter.partsUnder(other, accepted, Detail.REASONS)),
          false);
    }
    AssessmentParts was = assessorBefore.parts(accepted, Detail.REASONS);
    AssessmentParts is = assessorAfter.parts(accepted, Detail.REASONS);
    EditionId own = sample.edition();
    if (was.edition() == null && is.edition() == null && own != null) {
      Optional<CompiledEdition> ownBefore = before.catalog().edition(own);
      Optional<CompiledEdition> ownAfter = after.catalog().edition(own);
      if (ownBefore.isPresent() && ownAfter.isPresent()) {
        was = assessorBefore.partsUnder(ownBefore.get(), accepted, Detail.REASONS);
        is = assessorAfter.partsUnder(ownAfter.get(), accepted, Detail.REASONS);
      }
    }
    return new Pair(sample, whole(was), whole(is), true);
  }

  private static @Nullable Assessment whole(AssessmentParts parts) {
    try {
      return parts.whole(STAMP);
    } catch (RuleFailure e) {
      return null; // Counted: what rules fail on is told by check and regress.
    }
  }

  private void add(Pair pair) {
    Assessment was = pair.before();
    Assessment is = pair.after();
    if (was == null || is == null) {
      notAnswered++;
      return;
    }
    cases++;
    List<Move> moves = Answers.moves(was, is, pair.byDate());
    moved += moves.isEmpty() ? 0 : 1;
    EditionId own = pair.sample().edition();
    Impact.CaseName name =
        new Impact.CaseName(
            pair.sample().name(),
            own != null
                ? own.toString()
                : pair.sample().file() + ":" + pair.sample().place().line());
    for (Move move : moves) {
      groups.computeIfAbsent(move.key(), key -> new Collected(move)).add(move, name);
    }
  }

  private Impact result() {
    List<Impact.Group> moves = groups.values().stream().map(Collected::group).toList();
    List<EditionChange> editions = new ArrayList<>();
    for (EditionChange change : changes()) {
      EditionChange counted =
          new EditionChange(
              change.before(),
              change.after(),
              change.changes().stream().map(one -> shown(change, one)).toList());
      boolean came = change.before().isEmpty() || change.after().isEmpty();
      if (came || !counted.changes().isEmpty()) {
        editions.add(counted);
      }
    }
    return new Impact(before.name(), after.name(), cases, moved, notAnswered, editions, moves);
  }

  /** How many cases show a change. */
  private EditionChange.Change shown(EditionChange in, EditionChange.Change change) {
    Move.Kind kind =
        switch (change.subject()) {
          case CRITERION -> Move.Kind.CRITERION;
          case EXCLUSION -> Move.Kind.EXCLUSION;
          case NOTICE -> Move.Kind.NOTICE;
          case QUANTITY_LIMIT -> Move.Kind.QUANTITY_LIMIT;
          case DOCUMENTATION, TERM, SCOPE, CODE, SOURCE -> null;
        };
    if (kind == null) {
      return change;
    }
    long shown =
        groups.values().stream()
            .map(Collected::group)
            .filter(
                group ->
                    group.move().kind() == kind
                        && group.move().id().equals(change.id())
                        && isOf(group.move().policy(), in))
            .mapToLong(Impact.Group::cases)
            .sum();
    return change.shownBy(shown);
  }

  private static boolean isOf(@Nullable String policy, EditionChange change) {
    String named = policy + "@";
    return change.before().startsWith(named) || change.after().startsWith(named);
  }

  private List<EditionChange> changes() {
    CompiledEdition one = before.single();
    CompiledEdition other = after.single();
    if (one != null && other != null) {
      return List.of(EditionComparison.of(one, other));
    }
    Map<EditionId, CompiledEdition> was = byId(before.part());
    Map<EditionId, CompiledEdition> is = byId(after.part());
    Set<EditionId> ids = new TreeSet<>(Comparator.comparing(EditionId::toString));
    ids.addAll(was.keySet());
    ids.addAll(is.keySet());
    List<EditionChange> changes = new ArrayList<>();
    for (EditionId id : ids) {
      CompiledEdition from = was.get(id);
      CompiledEdition to = is.get(id);
      if (from == null && to != null) {
        from = predecessor(to, before.catalog().editions());
      }
      if (from != null && to != null) {
        if (!from.source().contentHash().equals(to.source().contentHash())) {
          changes.add(EditionComparison.of(from, to));
        }
      } else if (to != null) {
        changes.add(new EditionChange("", EditionComparison.name(to), List.of()));
      } else if (from != null) {
        changes.add(new EditionChange(EditionComparison.name(from), "", List.of()));
      }
    }
    return changes;
  }

  /** The edition that a new one follows; null for the first of its policy. */
  private static @Nullable CompiledEdition predecessor(
      CompiledEdition edition, List<CompiledEdition> among) {
    PolicyId policy = edition.policy().id();
    LocalDate begin = from(edition);
    return among.stream()
        .filter(other -> other.policy().id().equals(policy) && from(other).isBefore(begin))
        .max(Comparator.comparing(ImpactRun::from))
        .orElse(null);
  }

  private static LocalDate from(CompiledEdition edition) {
    return Objects.requireNonNullElse(edition.policy().inForce().from(), LocalDate.MIN);
  }

  private static Map<EditionId, CompiledEdition> byId(List<CompiledEdition> editions) {
    Map<EditionId, CompiledEdition> byId = new LinkedHashMap<>();
    editions.forEach(edition -> byId.put(edition.policy().editionId(), edition));
    return byId;
  }
}
