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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ketcov.casefacts.Indication;
import ketcov.text.Check;
import ketcov.text.Diagnostic;
import ketcov.text.DidYouMean;
import ketcov.text.Place;
import ketcov.text.Schema;
import ketcov.text.StrictYaml;
import org.jspecify.annotations.Nullable;

/** Reads the {@code policy.yaml} of an edition, and says everything that is wrong with it. */
public final class PolicyReader {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private static final Pattern ID = Pattern.compile("\\bid: *[\"']?([a-z0-9-]+)(?![\\w/-])");

  private static final Schema SCHEMA = Schema.of(schemaNamed("policy.schema.json"));

  private PolicyReader() {}

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

  /** Reads one edition; empty when an error was added to {@code problems}. */
  public static Optional<EditionSource> read(PolicyPackage files, List<Diagnostic> problems) {
    List<Diagnostic> own = new ArrayList<>();
    Optional<EditionSource> source = readInto(files, own);
    problems.addAll(own);
    return own.stream().anyMatch(Diagnostic::isError) ? Optional.empty() : source;
  }

  private static Optional<EditionSource> readInto(PolicyPackage files, List<Diagnostic> problems) {
    String name = files.nameOf(PolicyPackage.POLICY);
    @Nullable String text = files.files().get(PolicyPackage.POLICY);
    if (text == null) {
      problems.add(
          Diagnostic.of(
              Check.PACKAGE_LAYOUT, name, Place.START, "there is no such file. Write it."));
      return Optional.empty();
    }
    StrictYaml.Document document = StrictYaml.read(name, text);
    problems.addAll(document.problems());
    problems.addAll(SCHEMA.check(document));
    JsonNode json = document.root();
    if (json == null || !problems.isEmpty()) {
      return Optional.empty();
    }
    PolicyEdition edition;
    try {
      edition = MAPPER.treeToValue(json, PolicyEdition.class);
    } catch (InvalidFormatException e) {
      problems.add(unreadable(document, e));
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      problems.add(document.finding(Check.WRONG_FORM, "", "cannot be read: " + e.getMessage()));
      return Optional.empty();
    }
    checkNames(edition, files.folder(), document, problems);
    checkReferences(edition, document, problems);
    PolicyCheck.check(edition, document, problems);
    return Optional.of(new EditionSource(edition, files, files.contentHash(), document.places()));
  }

  /**
   * An edition whose {@code policy.yaml} has errors, as far as its other files need it: every id
   * that stands in the file counts as criterion, exclusion and notice. Only for messages.
   */
  public static EditionSource draft(PolicyPackage files) {
    List<PolicyEdition.Criterion> criteria = new ArrayList<>();
    List<PolicyEdition.Exclusion> exclusions = new ArrayList<>();
    List<PolicyEdition.Notice> notices = new ArrayList<>();
    Matcher id = ID.matcher(files.files().getOrDefault(PolicyPackage.POLICY, ""));
    while (id.find()) {
      String name = id.group(1);
      criteria.add(
          new PolicyEdition.Criterion(
              name, null, "", "", Basis.OWN_PAGE, AppliesTo.ALL, null, List.of(), null));
      exclusions.add(
          new PolicyEdition.Exclusion(
              name,
              "",
              "",
              Basis.OWN_PAGE,
              PolicyEdition.Effect.DENIED,
              AppliesTo.ALL,
              null,
              null));
      notices.add(new PolicyEdition.Notice(name, PolicyEdition.NoticeKind.SAFETY, "", "", null));
    }
    String[] names = files.folder().split("/", -1);
    int last = names.length - 1;
    PolicyId policy = new PolicyId(slug(names, last - 2), slug(names, last - 1));
    PolicyEdition edition =
        new PolicyEdition(
            policy,
            names[last],
            null,
            "",
            "",
            new PolicyEdition.CoverageScope(
                policy.payer(), List.of(), List.of(), List.of(), List.of(), List.of()),
            List.of(),
            List.of(),
            new PolicyEdition.InForce(null, null, PolicyEdition.InForceBasis.ASSUMED, null, null),
            new PolicyEdition.Source(
                "", "", PolicyEdition.SourceKind.OWN_PAGE, LocalDate.EPOCH, null),
            PolicyEdition.Completeness.PARTIAL,
            List.of(),
            List.of(),
            criteria,
            exclusions,
            notices,
            List.of(),
            List.of(),
            List.of(),
            null,
            List.of(),
            Map.of(),
            List.of());
    return new EditionSource(edition, files, files.contentHash(), Map.of());
  }

  private static String slug(String[] names, int at) {
    return at >= 0 && names[at].matches("[a-z0-9]+(-[a-z0-9]+)*") ? names[at] : "payer";
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
    return document.finding(
        Check.NO_SUCH_DAY,
        pointer.toString(),
        "`"
            + pointer
            + "` is `"
            + e.getValue()
            + "`, which is no "
            + (e.getTargetType() == LocalDate.class ? "day of the calendar" : "value that we read")
            + ". Correct it.");
  }

  private static void checkNames(
      PolicyEdition edition,
      String folder,
      StrictYaml.Document document,
      List<Diagnostic> problems) {
    String expected = edition.editionId().folder();
    if (!folder.endsWith("/" + expected)) {
      problems.add(
          document.finding(
              Check.MISNAMED_EDITION,
              "/id",
              "`id` and `edition` say `"
                  + expected
                  + "`, but the folder is `"
                  + folder
                  + "`. Make them agree: rules-drl/<payer>/<policy>/<edition>."));
    }
    if (!edition.coverage().payer().equals(edition.id().payer())) {
      problems.add(
          document.finding(
              Check.MISNAMED_EDITION,
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
          document.finding(
              Check.INVERTED_DAYS,
              "/inForce/to",
              "`to` lies before `from`. Correct one of the two."));
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
              document.finding(
                  Check.UNKNOWN_ID,
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
          document.finding(
              Check.COMPANION_WITH_CRITERIA,
              "/kind",
              "a companion has notices only: it never sets a payer's criteria or exclusions."));
    }
  }

  private static void partialUse(
      PolicyEdition edition, int i, StrictYaml.Document document, List<Diagnostic> problems) {
    String pointer = "/partialUses/" + i;
    if (edition.completeness() == PolicyEdition.Completeness.FULL) {
      problems.add(
          document.finding(
              Check.COMPLETENESS,
              pointer,
              "a use is seen only in part, but `completeness` is `FULL`. Make them agree."));
    }
    List<Indication> named = edition.partialUses().get(i).indications();
    for (int j = 0; j < named.size(); j++) {
      if (!edition.indications().contains(named.get(j))) {
        problems.add(
            document.finding(
                Check.COMPLETENESS,
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
            document.finding(
                Check.REPEATED_ID,
                "/" + list + "/" + i + "/id",
                "id `" + ids.get(i) + "` stands twice under `" + list + "`. Keep one."));
      }
    }
  }
}
