package ketcov.authoring;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import ketcov.assessment.Assessor;
import ketcov.assessment.LikelihoodWeights;
import ketcov.engine.CompiledEdition;
import ketcov.engine.EditionCompiler;
import ketcov.engine.PolicyLibrary;
import ketcov.engine.RuleCache;
import ketcov.policy.EditionId;
import ketcov.policy.PolicyPackage;
import ketcov.policy.PolicyReader;
import ketcov.store.CompiledModule;
import ketcov.store.PackageHash;
import ketcov.store.ShadowRun;
import ketcov.store.Store;
import ketcov.store.StoreException;
import ketcov.text.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * The library that answers: the library folder, with the packages in use over it. It follows the
 * activations of a store, whichever replica recorded them. What answers is one immutable catalog
 * behind one reference: an assessment that is under way ends on the catalog that it began with.
 *
 * <p>A replica that cannot follow says so instead of answering with rules that are not in use any
 * more.
 */
public final class LiveLibrary {
  /** How long the store may not answer before what is in use counts as unknown. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Folder folder;
  private final Store store;
  private final PolicyActivations activations;
  private final InstantSource clock;
  private final AtomicReference<State> state = new AtomicReference<>(new State.Following());

  /** What is compiled: the packages in use and those in shadow. Guarded by this object. */
  private final Map<PackageHash, CompiledEdition> compiled = new HashMap<>();

  private Followed followed = Followed.NOTHING;
  private Instant answered;

  /**
   * What lies below the packages.
   *
   * @param root the library folder
   * @param loaded what was loaded from it, without an error
   * @param weights of the likelihood
   */
  public record Folder(Path root, PolicyLibrary.Loaded loaded, LikelihoodWeights weights) {}

  /** Whether the library answers. */
  public sealed interface State {
    /** The activations were not read yet. */
    record Following() implements State {}

    /** What is in use is not what this replica has; why. */
    record Behind(String why) implements State {}

    /** It answers. */
    record Current(Assessor assessor, ActiveEditions inUse, List<Shadowed> shadows)
        implements State {
      public Current {
        shadows = List.copyOf(shadows);
      }
    }
  }

  /** A package that is evaluated beside what is in use. */
  public record Shadowed(ShadowRun run, Assessor assessor) {}

  /** What was followed last. */
  private record Followed(long activation, @Nullable Instant next, Set<PackageHash> shadowed) {
    static final Followed NOTHING = new Followed(-1, null, Set.of());
  }

  /** What was read from the store. */
  private record Wanted(ActiveEditions inUse, @Nullable Instant next, List<ShadowRun> shadows) {
    Set<PackageHash> shadowed() {
      Set<PackageHash> hashes = new LinkedHashSet<>();
      shadows.forEach(run -> hashes.add(run.hash()));
      return hashes;
    }
  }

  /** A package that cannot be used. */
  private static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    Unusable(String message) {
      super(message);
    }
  }

  /** A library that follows the activations of a store. */
  public LiveLibrary(
      Folder folder, Store store, PolicyActivations activations, InstantSource clock) {
    this.folder = folder;
    this.store = store;
    this.activations = activations;
    this.clock = clock;
    this.answered = clock.instant();
  }

  /** Whether it answers, and what with. */
  public State state() {
    return state.get();
  }

  /** The content hash of an edition that the library folder holds. */
  public static Optional<String> contentHash(PolicyLibrary.Loaded folder, EditionId id) {
    return folder.catalog().edition(id).map(edition -> edition.source().contentHash());
  }

  /** Takes in what was put to use or taken back since the last call; cheap when nothing was. */
  public synchronized void follow() {
    try {
      if (isUnchanged()) {
        answered = clock.instant();
        return;
      }
      Wanted wanted = wanted();
      answered = clock.instant();
      take(wanted);
    } catch (StoreException e) {
      if (Duration.between(answered, clock.instant()).compareTo(PATIENCE) > 0) {
        state.set(
            new State.Behind("the store does not answer, so what is in use now is not known"));
        followed = Followed.NOTHING;
      }
    } catch (RuntimeException | Error e) {
      // Whatever it was: what answers is not what is in use.
      state.set(new State.Behind("taking in what was published failed: " + e));
      followed = Followed.NOTHING;
    }
  }

  private boolean isUnchanged() {
    Instant next = followed.next();
    return state.get() instanceof State.Current
        && activations.last() == followed.activation()
        && (next == null || clock.instant().isBefore(next))
        && store
            .inTransaction(transaction -> hashes(transaction.shadowRuns().running()))
            .equals(followed.shadowed());
  }

  private static Set<PackageHash> hashes(List<ShadowRun> runs) {
    Set<PackageHash> hashes = new LinkedHashSet<>();
    runs.forEach(run -> hashes.add(run.hash()));
    return hashes;
  }

  private Wanted wanted() {
    ActiveEditions inUse = activations.active();
    return new Wanted(
        inUse,
        activations.nextChange().orElse(null),
        store.inTransaction(transaction -> transaction.shadowRuns().running()));
  }

  private void take(Wanted wanted) {
    try {
      Collection<PackageHash> hashes = wanted.inUse().packages().values();
      Set<PackageHash> kept = new LinkedHashSet<>(hashes);
      kept.addAll(wanted.shadowed());
      compiled.keySet().retainAll(kept);
      Assessor assessor = assessor(hashes);
      state.set(new State.Current(assessor, wanted.inUse(), shadows(wanted)));
      followed = new Followed(wanted.inUse().number(), wanted.next(), wanted.shadowed());
    } catch (Unusable e) {
      state.set(new State.Behind(String.valueOf(e.getMessage())));
      followed = Followed.NOTHING;
    }
  }

  /** A package in shadow that cannot be built disturbs nobody: it is left out. */
  private List<Shadowed> shadows(Wanted wanted) {
    List<Shadowed> shadows = new ArrayList<>();
    for (ShadowRun run : wanted.shadows()) {
      try {
        List<PackageHash> hashes = new ArrayList<>(wanted.inUse().packages().values());
        hashes.add(run.hash());
        shadows.add(new Shadowed(run, assessor(hashes)));
      } catch (Unusable e) {
        compiled.remove(run.hash());
      }
    }
    return shadows;
  }

  /**
   * Whether a package could be used now, beside what is in use; why not, or empty. It is compiled
   * by that, so that its activation takes no time.
   */
  public synchronized Optional<String> prepare(PackageHash hash) {
    try {
      List<PackageHash> hashes = new ArrayList<>(activations.active().packages().values());
      hashes.add(hash);
      assessor(hashes);
      return Optional.empty();
    } catch (Unusable e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** An assessor over the folder with these packages; a later one replaces an earlier one. */
  private Assessor assessor(Collection<PackageHash> hashes) throws Unusable {
    Map<EditionId, CompiledEdition> editions = new TreeMap<>();
    for (PackageHash hash : hashes) {
      CompiledEdition edition = compiled(hash);
      editions.put(edition.policy().editionId(), edition);
    }
    PolicyLibrary.Loaded with =
        PolicyLibrary.with(folder.root(), folder.loaded(), editions.values());
    Optional<Diagnostic> error =
        with.problems().stream().filter(problem -> problem.isError()).findFirst();
    if (error.isPresent()) {
      throw new Unusable(error.get().toString());
    }
    return new Assessor(with.catalog(), folder.weights());
  }

  private CompiledEdition compiled(PackageHash hash) throws Unusable {
    CompiledEdition known = compiled.get(hash);
    if (known != null) {
      return known;
    }
    List<Diagnostic> problems = new ArrayList<>();
    Optional<PolicyPackage> files =
        store.inTransaction(transaction -> transaction.packages().files(hash));
    if (files.isPresent() && !files.get().hash().equals(hash.value())) {
      throw new Unusable(
          "package "
              + hash
              + " cannot be used: its files in the store are not those that were approved");
    }
    byte @Nullable [] module =
        store
            .inTransaction(
                transaction -> transaction.packages().module(hash, RuleCache.environmentHash()))
            .map(CompiledModule::bytes)
            .orElse(null);
    Optional<CompiledEdition> edition =
        files
            .flatMap(found -> PolicyReader.read(found, problems))
            .flatMap(
                source ->
                    EditionCompiler.compile(
                        source, problems, RuleCache.of(module, entry -> keep(hash, entry))));
    if (edition.isEmpty()) {
      throw new Unusable(
          "package "
              + hash
              + " cannot be built here: "
              + (problems.isEmpty() ? "it is not in the store" : problems.getFirst().toString()));
    }
    compiled.put(hash, edition.get());
    return edition.get();
  }

  private void keep(PackageHash hash, byte[] entry) {
    store.inTransaction(
        transaction -> {
          transaction.packages().keep(hash, new CompiledModule(RuleCache.environmentHash(), entry));
          return true;
        });
  }
}
