package ketcov.policy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import ketcov.casefacts.Indication;
import ketcov.text.Diagnostic;
import ketcov.text.DidYouMean;
import ketcov.text.Place;
import ketcov.text.Schema;
import ketcov.text.StrictYaml;

/**
 * Reads the folder of an edition, and says everything that is wrong with its {@code policy.yaml}.
 */
public final class PolicyReader {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final Path root;
  private final Schema schema;

  /** Reads below a folder of policies; messages name files relative to its parent. */
  public PolicyReader(Path root) {
    this.root = root.toAbsolutePath().normalize();
    this.schema = Schema.of(schemaNamed("policy.schema.json"));
  }

  /** The JSON Schema of that name, as it ships with the service. */
  public static JsonNode schemaNamed(String name) {
    try (InputStream in = PolicyReader.class.getResourceAsStream("/ketcov/schema/" + name)) {
      if (in == null) {
        throw new IllegalStateException("schema " + name + " is missing");
      }
      return MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every folder below the root, or below one of its folders, that holds a {@code policy.yaml}. */
  public List<Path> editionFolders(Path below) {
    try (Stream<Path> files = Files.walk(below, 4)) {
      return files
          .filter(file -> file.getFileName().toString().equals("policy.yaml"))
          .map(file -> file.toAbsolutePath().normalize().getParent())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name of a file in messages. */
  public String nameOf(Path file) {
    Path parent = root.getParent();
    Path absolute = file.toAbsolutePath().normalize();
    Path name =
        parent != null && absolute.startsWith(parent) ? parent.relativize(absolute) : absolute;
    return name.toString().replace('\\', '/');
  }

  /**
   * Reads what the payers are called elsewhere; a library without {@code payers.yaml} knows them by
   * their own names alone.
   */
  public PayerDirectory directory(List<EditionSource> sources, List<Diagnostic> problems) {
    List<String> payers =
        sources.stream()
            .map(EditionSource::edition)
            .filter(edition -> !edition.isCompanion())
            .map(edition -> edition.id().payer())
            .distinct()
            .toList();
    Path file = root.resolve(PayerDirectory.FILE);
    if (!Files.exists(file)) {
      return PayerDirectory.of(payers);
    }
    return text(file, problems)
        .map(text -> PayerDirectory.read(nameOf(file), text, payers, payerFolders(), problems))
        .orElseGet(() -> PayerDirectory.of(payers));
  }

  /** Every payer of the library, whether its policies were read or not. */
  private Set<String> payerFolders() {
    Set<String> payers = new HashSet<>();
    for (Path folder : editionFolders(root)) {
      payers.add(root.relativize(folder).getName(0).toString());
    }
    return payers;
  }

  /** Reads one edition; empty when an error was added to {@code problems}. */
  public Optional<EditionSource> read(Path folder, List<Diagnostic> problems) {
    int before = problems.size();
    Path policyFile = folder.resolve("policy.yaml");
    Optional<String> text = text(policyFile, problems);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    StrictYaml.Document document = StrictYaml.read(nameOf(policyFile), text.get());
    problems.addAll(document.problems());
    problems.addAll(schema.check(document));
    JsonNode json = document.root();
    if (json == null || problems.size() > before) {
      return Optional.empty();
    }
    PolicyEdition edition;
    try {
      edition = MAPPER.treeToValue(json, PolicyEdition.class);
    } catch (InvalidFormatException e) {
      problems.add(unreadable(document, e));
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      problems.add(document.error("", "cannot be read: " + e.getMessage()));
      return Optional.empty();
    }
    checkNames(edition, folder, document, problems);
    checkReferences(edition, document, problems);
    List<EditionSource.RuleFile> rules = rules(folder, problems);
    if (problems.size() > before) {
      return Optional.empty();
    }
    return Optional.of(
        new EditionSource(
            edition, nameOf(folder), rules, hash(text.get(), rules), document.places()));
  }

  /** A value of the right form that is none all the same, such as the thirtieth of February. */
  private static Diagnostic unreadable(StrictYaml.Document document, InvalidFormatException e) {
    StringBuilder pointer = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      pointer.append('/');
      if (step.getFieldName() == null) {
        pointer.append(step.getIndex());
      } else {
        pointer.append(step.getFieldName());
      }
    }
    return document.error(
        pointer.toString(),
        "`"
            + pointer
            + "` is `"
            + e.getValue()
            + "`, which is no "
            + (e.getTargetType() == LocalDate.class ? "day of the calendar" : "value that we read")
            + ". Correct it.");
  }

  private void checkNames(
      PolicyEdition edition, Path folder, StrictYaml.Document document, List<Diagnostic> problems) {
    String expected = edition.editionId().folder();
    if (folder.getNameCount() < 3 || !folder.endsWith(Path.of(expected))) {
      problems.add(
          document.error(
              "/id",
              "`id` and `edition` say `"
                  + expected
                  + "`, but the folder is `"
                  + nameOf(folder)
                  + "`. Make them agree: rules-drl/<payer>/<policy>/<edition>."));
    }
    if (!edition.coverage().payer().equals(edition.id().payer())) {
      problems.add(
          document.error(
              "/coverage/payer",
              "`coverage.payer` is `"
                  + edition.coverage().payer()
                  + "`, but `id` says `"
                  + edition.id().payer()
                  + "`. Make them agree."));
    }
    PolicyEdition.InForce inForce = edition.inForce();
    if (inForce.from() != null && inForce.to() != null && inForce.to().isBefore(inForce.from())) {
      problems.add(
          document.error("/inForce/to", "`to` lies before `from`. Correct one of the two."));
    }
  }

  private static void checkReferences(
      PolicyEdition edition, StrictYaml.Document document, List<Diagnostic> problems) {
    List<String> criteria = edition.criteria().stream().map(PolicyEdition.Criterion::id).toList();
    unique(criteria, "criteria", document, problems);
    unique(
        ids(edition.exclusions(), PolicyEdition.Exclusion::id), "exclusions", document, problems);
    List<String> noted = new ArrayList<>(ids(edition.notices(), PolicyEdition.Notice::id));
    unique(noted, "notices", document, problems);
    unique(
        ids(edition.quantityLimits(), PolicyEdition.QuantityLimit::id),
        "quantityLimits",
        document,
        problems);
    unique(
        ids(edition.documentation(), PolicyEdition.Documentation::id),
        "documentation",
        document,
        problems);
    for (int i = 0; i < edition.documentation().size(); i++) {
      List<String> named = edition.documentation().get(i).criteria();
      for (int j = 0; j < named.size(); j++) {
        if (!criteria.contains(named.get(j))) {
          problems.add(
              document.error(
                  "/documentation/" + i + "/criteria/" + j,
                  "criterion `"
                      + named.get(j)
                      + "` is not listed under `criteria`."
                      + DidYouMean.hint(named.get(j), criteria)));
        }
      }
    }
    for (int i = 0; i < edition.partialUses().size(); i++) {
      partialUse(edition, i, document, problems);
    }
    if (edition.isCompanion()
        && !(edition.criteria().isEmpty() && edition.exclusions().isEmpty())) {
      problems.add(
          document.error(
              "/kind",
              "a companion has notices only: it never sets a payer's criteria or exclusions."));
    }
  }

  private static void partialUse(
      PolicyEdition edition, int i, StrictYaml.Document document, List<Diagnostic> problems) {
    String pointer = "/partialUses/" + i;
    if (edition.completeness() == PolicyEdition.Completeness.FULL) {
      problems.add(
          document.error(
              pointer,
              "a use is seen only in part, but `completeness` is `FULL`. Make them agree."));
    }
    List<Indication> named = edition.partialUses().get(i).indications();
    for (int j = 0; j < named.size(); j++) {
      if (!edition.indications().contains(named.get(j))) {
        problems.add(
            document.error(
                pointer + "/indications/" + j,
                "`" + named.get(j) + "` is not listed under the policy's `indications`."));
      }
    }
  }

  private static <T> List<String> ids(List<T> entries, Function<T, String> id) {
    return entries.stream().map(id).toList();
  }

  private static void unique(
      List<String> ids, String list, StrictYaml.Document document, List<Diagnostic> problems) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < ids.size(); i++) {
      if (!seen.add(ids.get(i))) {
        problems.add(
            document.error(
                "/" + list + "/" + i + "/id",
                "id `" + ids.get(i) + "` stands twice under `" + list + "`. Keep one."));
      }
    }
  }

  private List<EditionSource.RuleFile> rules(Path folder, List<Diagnostic> problems) {
    List<EditionSource.RuleFile> rules = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".drl")).sorted().toList()) {
        text(file, problems)
            .ifPresent(text -> rules.add(new EditionSource.RuleFile(nameOf(file), text)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rules;
  }

  private Optional<String> text(Path file, List<Diagnostic> problems) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString());
    } catch (CharacterCodingException e) {
      problems.add(
          Diagnostic.error(nameOf(file), Place.START, "the file is not UTF-8. Save it as UTF-8."));
      return Optional.empty();
    } catch (IOException e) {
      problems.add(Diagnostic.error(nameOf(file), Place.START, "the file cannot be read."));
      return Optional.empty();
    }
  }

  private static String hash(String policy, List<EditionSource.RuleFile> rules) {
    List<String> texts = new ArrayList<>(List.of("policy.yaml", policy));
    for (EditionSource.RuleFile rule : rules) {
      texts.add(rule.file().substring(rule.file().lastIndexOf('/') + 1));
      texts.add(rule.text());
    }
    return ContentHash.of(texts);
  }
}
