package ketcov.authoring;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import ketcov.assessment.Assessment;
import ketcov.assessment.AssessmentJson;
import ketcov.assessment.AssessmentResult;
import ketcov.assessment.Assessor;
import ketcov.engine.CompiledEdition;
import ketcov.engine.EditionCompiler;
import ketcov.engine.PolicyLibrary;
import ketcov.engine.RuleCache;
import ketcov.intake.CaseReader;
import ketcov.intake.CaseReading;
import ketcov.intake.ReferenceTables;
import ketcov.policy.EditionId;
import ketcov.policy.EditionSource;
import ketcov.policy.PolicyPackage;
import ketcov.policy.PolicyReader;
import ketcov.regression.CaseFiles;
import ketcov.regression.CaseResult;
import ketcov.regression.CaseRunner;
import ketcov.regression.SampleCase;
import ketcov.store.CompiledModule;
import ketcov.store.Verdict;
import ketcov.text.Check;
import ketcov.text.Diagnostic;
import ketcov.text.Place;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a package against what is in use: it compiles, nothing is wrong with it, its sample
 * cases come out as they expect, and the sample cases of every other edition are decided as before.
 */
final class PackageVerifier {
  /** Most cases of a kind that are listed. */
  private static final int MOST_LISTED = 100;

  private static final Assessor.Stamp STAMP = new Assessor.Stamp("sample", Instant.EPOCH);

  private final Path root;
  private final RuleCache cache;
  private final CaseReader reader = new CaseReader(ReferenceTables.load());
  private final List<Diagnostic> problems = new ArrayList<>();
  private final AtomicReference<@Nullable CompiledModule> compiled = new AtomicReference<>();

  /**
   * A verifier.
   *
   * @param root the library folder
   * @param cache of what was compiled from that folder
   */
  PackageVerifier(Path root, RuleCache cache) {
    this.root = root;
    this.cache = cache;
  }

  /**
   * Verifies one package; once only.
   *
   * @param inUse the packages in use, which lie over the library folder
   */
  VerificationReport verify(PolicyPackage draft, List<PolicyPackage> inUse) {
    Optional<CompiledEdition> edition =
        compile(
            draft,
            RuleCache.of(
                null,
                entry -> compiled.set(new CompiledModule(RuleCache.environmentHash(), entry))));
    List<SampleCase> samples =
        edition
            .map(compiledDraft -> CaseFiles.read(compiledDraft.source(), problems))
            .orElse(List.of());
    if (edition.isPresent() && samples.isEmpty()) {
      problems.add(
          Diagnostic.of(
              Check.EDITION_WITHOUT_CASES,
              draft.folder(),
              Place.START,
              "there is no sample case. Write at least one below `cases`, so that what the rules do"
                  + " is shown."));
    }
    if (edition.isEmpty() || samples.isEmpty() || hasErrors()) {
      return refused();
    }
    List<CompiledEdition> packages = new ArrayList<>();
    inUse.forEach(one -> compile(one, RuleCache.none()).ifPresent(packages::add));
    PolicyLibrary.Loaded library = PolicyLibrary.load(root, cache);
    PolicyLibrary.Loaded before = PolicyLibrary.with(root, library, packages);
    packages.add(edition.get());
    PolicyLibrary.Loaded after = PolicyLibrary.with(root, library, packages);
    problems.addAll(after.problems());
    problems.removeAll(before.problems());
    if (hasErrors()) {
      return refused();
    }
    return report(
        edition.get(), samples, new Assessor(before.catalog()), new Assessor(after.catalog()));
  }

  private Optional<CompiledEdition> compile(PolicyPackage files, RuleCache kept) {
    Optional<EditionSource> source = PolicyReader.read(files, problems);
    return source.flatMap(read -> EditionCompiler.compile(read, problems, kept));
  }

  private VerificationReport report(
      CompiledEdition draft, List<SampleCase> samples, Assessor before, Assessor after) {
    CaseRunner runner = new CaseRunner(after, reader);
    List<CaseResult> failed =
        samples.stream().map(runner::run).filter(result -> !result.passed()).toList();
    failed.stream().limit(MOST_LISTED).map(PackageVerifier::finding).forEach(problems::add);
    List<SampleCase> others = new ArrayList<>();
    EditionId own = draft.policy().editionId();
    for (CompiledEdition edition : after.catalog().editions()) {
      if (!edition.policy().editionId().equals(own)) {
        others.addAll(CaseFiles.read(edition.source(), new ArrayList<>()));
      }
    }
    // Under a named edition a case is decided by that edition and the companions alone: a payer's
    // draft cannot reach it. Chosen by date, or with another companion, it may be decided
    // otherwise.
    List<VerificationReport.ChangedDecision> changed =
        others.parallelStream()
            .filter(sample -> sample.select() || draft.policy().isCompanion())
            .flatMap(sample -> changed(sample, own, before, after).stream())
            .toList();
    String taken = name(own) + ": ";
    long takenOver = changed.stream().filter(one -> one.after().startsWith(taken)).count();
    if (takenOver > 0) {
      problems.add(
          Diagnostic.of(
              Check.DECISION_TAKEN_OVER,
              draft.source().policyFile(),
              Place.START,
              takenOver
                  + " sample case(s) of other editions, chosen by date, would be decided by this"
                  + " edition. That is right if it takes over on their dates."));
    }
    if (changed.size() > takenOver) {
      problems.add(
          Diagnostic.of(
              Check.DECISION_CHANGED,
              draft.source().policyFile(),
              Place.START,
              changed.size()
                  - takenOver
                  + " of "
                  + others.size()
                  + " sample cases of other editions would be decided otherwise, and not by this"
                  + " edition. A package may change its own edition only."));
    }
    return new VerificationReport(
        hasErrors() ? Verdict.REFUSED : Verdict.VERIFIED,
        sorted(),
        samples.size(),
        failed.size(),
        changed.subList(0, Math.min(changed.size(), MOST_LISTED)),
        Optional.ofNullable(compiled.get()));
  }

  private VerificationReport refused() {
    return new VerificationReport(Verdict.REFUSED, sorted(), 0, 0, List.of(), Optional.empty());
  }

  private static Diagnostic finding(CaseResult result) {
    String differences =
        result.differences().stream()
            .map(
                difference ->
                    difference.what()
                        + ": expected "
                        + difference.expected()
                        + ", was "
                        + difference.actual())
            .collect(Collectors.joining("; "));
    return Diagnostic.of(
        Check.CASE_FAILED,
        result.sample().file(),
        result.sample().place(),
        "the case `" + result.sample().name() + "` does not come out as expected. " + differences);
  }

  private Optional<VerificationReport.ChangedDecision> changed(
      SampleCase sample, EditionId own, Assessor before, Assessor after) {
    if (!(reader.read(sample.body()) instanceof CaseReading.Accepted accepted)) {
      return Optional.empty();
    }
    AssessmentResult without = decide(sample, accepted, before);
    AssessmentResult with = decide(sample, accepted, after);
    boolean ownCase = isBy(own, without) && isBy(own, with);
    return ownCase || Arrays.equals(bytes(without), bytes(with))
        ? Optional.empty()
        : Optional.of(
            new VerificationReport.ChangedDecision(
                Objects.requireNonNull(sample.edition()),
                sample.name(),
                shown(without),
                shown(with)));
  }

  /** As its own runner decides it: by date if it asks for that, else under its own edition. */
  private static AssessmentResult decide(
      SampleCase sample, CaseReading.Accepted accepted, Assessor assessor) {
    return sample.select()
        ? assessor.assess(accepted, null, STAMP)
        : assessor.assessUnder(
            assessor.catalog().edition(Objects.requireNonNull(sample.edition())).orElseThrow(),
            accepted,
            STAMP);
  }

  private static byte[] bytes(AssessmentResult result) {
    return result instanceof AssessmentResult.Assessed assessed
        ? AssessmentJson.bytes(assessed.assessment())
        : AssessmentJson.bytes(result.toString());
  }

  private static boolean isBy(EditionId edition, AssessmentResult result) {
    return shown(result).startsWith(name(edition) + ": ");
  }

  private static String name(EditionId edition) {
    return edition.policy() + " " + edition.edition();
  }

  private static String shown(AssessmentResult result) {
    if (result instanceof AssessmentResult.Assessed assessed) {
      Assessment.PolicyUsed policy = assessed.assessment().policy();
      return (policy == null ? "no edition" : name(new EditionId(policy.id(), policy.edition())))
          + ": "
          + assessed.assessment().outlook();
    }
    return "no answer";
  }

  private boolean hasErrors() {
    return problems.stream().anyMatch(problem -> problem.isError());
  }

  private List<Diagnostic> sorted() {
    return problems.stream().sorted().distinct().toList();
  }
}
