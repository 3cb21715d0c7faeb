package ketcov.authoring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import ketcov.assessment.AssessmentJson;
import ketcov.assessment.AssessmentResult;
import ketcov.assessment.Assessor;
import ketcov.assessment.LikelihoodWeights;
import ketcov.calibration.CalibratedWeights;
import ketcov.calibration.CalibrationFolder;
import ketcov.engine.CompiledEdition;
import ketcov.engine.EditionCompiler;
import ketcov.engine.PolicyLibrary;
import ketcov.engine.RuleCache;
import ketcov.intake.CaseReader;
import ketcov.intake.CaseReading;
import ketcov.policy.EditionId;
import ketcov.policy.PolicyReader;
import ketcov.store.Activation;
import ketcov.store.PackageHash;
import ketcov.store.Store;
import ketcov.store.StoredAnswer;
import ketcov.store.StoredPackage;
import ketcov.text.Diagnostic;
import ketcov.text.StrictJson;

/**
 * Assesses a stored case again, under the editions and the calibration that its assessment names,
 * and holds the answer against the one that was given.
 */
public final class Replay {
  private static final int MOST_DIFFERENCES = 20;
  private static final String BIRTH_DATE = "\"/patient/birthDate\"";
  private static final String AGE = "\"/patient/ageYears\"";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Store store;
  private final Source source;
  private final CaseReader reader;

  /**
   * Where the parts of an answer are found again.
   *
   * @param root the library folder
   * @param library what was loaded from it
   */
  public record Source(Path root, PolicyLibrary.Loaded library, CalibrationFolder calibrations) {}

  /** Replays of the answers of a store. */
  public Replay(Store store, Source source, CaseReader reader) {
    this.store = store;
    this.source = source;
    this.reader = reader;
  }

  /** What came of it. */
  public sealed interface Verdict {
    /** The same answer, byte for byte. */
    record Same() implements Verdict {}

    /** Another answer; {@code where} are JSON pointers into it. */
    record Different(List<String> where) implements Verdict {
      public Different {
        where = List.copyOf(where);
      }
    }

    /** It cannot be replayed; {@code why} in words. */
    record CannotReplay(String why) implements Verdict {}

    /** There is no such assessment. */
    record UnknownAssessment() implements Verdict {}
  }

  /** Carries out why it cannot be done. */
  private static final class Impossible extends Exception {
    private static final long serialVersionUID = 1L;

    Impossible(String why) {
      super(why, null, false, false);
    }
  }

  /** Replays one assessment. */
  public Verdict replay(UUID id) throws IOException {
    Optional<StoredAnswer> found = store.answered(id);
    if (found.isEmpty()) {
      return new Verdict.UnknownAssessment();
    }
    try {
      StoredAnswer stored = found.get();
      JsonNode given = JSON.readTree(stored.assessmentJson());
      String again = again(stored, given);
      if (again.equals(stored.assessmentJson())) {
        return new Verdict.Same();
      }
      Set<String> where = new TreeSet<>();
      differ("", given, JSON.readTree(again), where);
      return new Verdict.Different(
          where.isEmpty()
              ? List.of("the order of keys")
              : where.stream().limit(MOST_DIFFERENCES).toList());
    } catch (JsonProcessingException e) {
      return new Verdict.CannotReplay("the stored answer is not JSON");
    } catch (Impossible impossible) {
      return new Verdict.CannotReplay(String.valueOf(impossible.getMessage()));
    }
  }

  private String again(StoredAnswer stored, JsonNode given) throws IOException, Impossible {
    String submitted = stored.caseJson();
    if (submitted == null) {
      throw new Impossible("its case was not kept, or was forgotten since");
    }
    if (!(StrictJson.read(submitted.getBytes(StandardCharsets.UTF_8))
        instanceof StrictJson.Value value)) {
      throw new Impossible("its case is not JSON");
    }
    JsonNode submittedCase = asSubmitted(value.root(), stored.assessmentJson());
    CaseReading.Accepted accepted =
        switch (reader.read(submittedCase)) {
          case CaseReading.Accepted read -> read;
          case CaseReading.Refused refused ->
              throw new Impossible(
                  "this version of ketcov refuses its case: "
                      + refused.problems().getFirst().pointer()
                      + " "
                      + refused.problems().getFirst().detail());
        };
    Instant at = Instant.parse(given.path("evaluatedAt").asText());
    Assessor assessor = new Assessor(library(given, at).catalog(), weights(stored));
    AssessmentResult result =
        assessor.assess(
            accepted,
            stored.askedEdition(),
            new Assessor.Stamp(given.path("assessmentId").asText(), at));
    return switch (result) {
      case AssessmentResult.Assessed assessed ->
          new String(
              AssessmentJson.bytes(
                  given.has("trace")
                      ? assessor.traced(accepted, assessed.assessment())
                      : assessed.assessment()),
              StandardCharsets.UTF_8);
      case AssessmentResult.UnknownEdition unknown ->
          throw new Impossible("edition " + unknown.edition() + " is no longer in the library");
      case AssessmentResult.RulesFailed failed ->
          throw new Impossible("the rules of edition " + failed.edition() + " fail");
    };
  }

  /**
   * Where the answer points to a birth date, which is not kept, one that gives the age stands for
   * it.
   */
  private static JsonNode asSubmitted(JsonNode kept, String answer) {
    JsonNode age = kept.path("patient").path("ageYears");
    if (!answer.contains(BIRTH_DATE) || !age.isInt()) {
      return kept;
    }
    JsonNode submitted = kept.deepCopy();
    ObjectNode patient = (ObjectNode) submitted.path("patient");
    LocalDate served = LocalDate.parse(kept.path("serviceDate").asText());
    patient.put("birthDate", served.minusYears(age.intValue()).toString());
    if (!answer.contains(AGE)) {
      patient.remove("ageYears");
    }
    return submitted;
  }

  /** The library of that time, with exactly the editions that the answer names. */
  private PolicyLibrary.Loaded library(JsonNode given, Instant at) throws Impossible {
    Map<EditionId, CompiledEdition> packages = new LinkedHashMap<>();
    List<Activation> history = store.inTransaction(transaction -> transaction.activations().all());
    for (Map.Entry<EditionId, PackageHash> active :
        ActiveEditions.at(history, at).packages().entrySet()) {
      packages.put(active.getKey(), compiled(active.getValue()));
    }
    Map<EditionId, String> named = new LinkedHashMap<>();
    if (given.path("policy").isObject()) {
      named(given.path("policy"), named);
    }
    given.path("companions").forEach(companion -> named(companion, named));
    for (Map.Entry<EditionId, String> edition : named.entrySet()) {
      pin(edition.getKey(), edition.getValue(), packages);
    }
    return PolicyLibrary.with(source.root(), source.library(), packages.values());
  }

  private static void named(JsonNode used, Map<EditionId, String> named) {
    named.put(
        EditionId.parse(used.path("id").asText() + "@" + used.path("edition").asText()),
        used.path("contentHash").asText());
  }

  private void pin(EditionId edition, String contentHash, Map<EditionId, CompiledEdition> packages)
      throws Impossible {
    CompiledEdition active = packages.get(edition);
    if (active != null && active.source().contentHash().equals(contentHash)) {
      return;
    }
    packages.remove(edition);
    boolean inFolder =
        source
            .library()
            .catalog()
            .edition(edition)
            .filter(found -> found.source().contentHash().equals(contentHash))
            .isPresent();
    if (inFolder) {
      return;
    }
    List<StoredPackage> stored =
        store.inTransaction(transaction -> transaction.packages().ofContent(contentHash)).stream()
            .filter(one -> one.edition().equals(edition))
            .filter(Replay::passed)
            .toList();
    if (stored.isEmpty()) {
      throw new Impossible(
          "edition "
              + edition
              + " with the content hash "
              + contentHash
              + " is neither in the library folder nor among the packages");
    }
    packages.put(edition, compiled(stored.getFirst().hash()));
  }

  private static boolean passed(StoredPackage stored) {
    return stored
        .verification()
        .filter(verification -> verification.verdict() == ketcov.store.Verdict.VERIFIED)
        .isPresent();
  }

  private CompiledEdition compiled(PackageHash hash) throws Impossible {
    List<Diagnostic> problems = new ArrayList<>();
    // What was compiled for this environment is used; the package passed its verification.
    RuleCache cache =
        store
            .inTransaction(
                transaction -> transaction.packages().module(hash, RuleCache.environmentHash()))
            .map(module -> RuleCache.of(module.bytes(), bytes -> {}))
            .orElseGet(RuleCache::none);
    return store
        .inTransaction(transaction -> transaction.packages().files(hash))
        .flatMap(files -> PolicyReader.read(files, problems))
        .flatMap(read -> EditionCompiler.compile(read, problems, cache))
        .orElseThrow(
            () ->
                new Impossible(
                    "the package "
                        + hash
                        + " does not compile with this version of ketcov"
                        + problems.stream().findFirst().map(first -> ": " + first).orElse("")));
  }

  private LikelihoodWeights weights(StoredAnswer stored) throws IOException, Impossible {
    LikelihoodWeights policyModel = LikelihoodWeights.ofPolicyModel();
    String model = stored.model();
    if (model == null || model.equals(policyModel.version())) {
      return policyModel;
    }
    for (CalibrationFolder.Kept kept : source.calibrations().list()) {
      if (kept.version().equals(model) && kept.sound().isPresent()) {
        return kept.sound().map(CalibratedWeights::weights).orElseThrow();
      }
    }
    throw new Impossible("the likelihood model " + model + " is no longer there");
  }

  private static void differ(String at, JsonNode one, JsonNode other, Set<String> where) {
    if (one.equals(other)) {
      return;
    }
    if (one.isObject() && other.isObject()) {
      Set<String> names = new TreeSet<>();
      one.fieldNames().forEachRemaining(names::add);
      other.fieldNames().forEachRemaining(names::add);
      names.forEach(name -> differ(at + "/" + name, one.path(name), other.path(name), where));
    } else if (one.isArray() && other.isArray() && one.size() == other.size()) {
      for (int i = 0; i < one.size(); i++) {
        differ(at + "/" + i, one.path(i), other.path(i), where);
      }
    } else {
      where.add(at.isEmpty() ? "/" : at);
    }
  }
}
