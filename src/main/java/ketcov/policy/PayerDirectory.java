package ketcov.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ketcov.casefacts.Benefit;
import ketcov.casefacts.Coverage;
import ketcov.text.Check;
import ketcov.text.Diagnostic;
import ketcov.text.DidYouMean;
import ketcov.text.Schema;
import ketcov.text.StrictYaml;
import org.jspecify.annotations.Nullable;

/**
 * What the payers of a library are called elsewhere, and who decides in their place: {@code
 * payers.yaml} at the root of the library.
 */
public final class PayerDirectory {
  /** The file at the root of a library. */
  public static final String FILE = "payers.yaml";

  private static final Schema SCHEMA = Schema.of(PolicyReader.schemaNamed("payers.schema.json"));

  private final Map<String, String> payerByName = new HashMap<>();
  private final Map<String, String> payerById = new HashMap<>();
  private final List<Delegation> delegations = new ArrayList<>();

  private PayerDirectory() {}

  /** That somebody decides requests for a payer. */
  private record Delegation(
      String payer,
      @Nullable Benefit benefit,
      List<String> plans,
      String manager,
      String says,
      @Nullable String source,
      String basis) {

    boolean decidesFor(String wanted, Coverage coverage) {
      return payer.equals(wanted)
          && (benefit == null || benefit == coverage.benefit())
          && (plans.isEmpty() || (coverage.plan() != null && plans.contains(coverage.plan())));
    }
  }

  /** Something that the reader of an assessment should know of how the payer was found. */
  public record Remark(String id, String text, @Nullable String citation) {}

  /**
   * Whose policies judge a case.
   *
   * @param payer as in the library; or what the case says, if the library knows nobody of that name
   * @param remarks how it was found, when that is not plain from the case
   */
  public record Judging(String payer, List<Remark> remarks) {
    public Judging {
      remarks = List.copyOf(remarks);
    }
  }

  /** A directory without other names: payers are known by their names in the library alone. */
  public static PayerDirectory of(Collection<String> payers) {
    PayerDirectory directory = new PayerDirectory();
    payers.forEach(payer -> directory.payerByName.put(normal(payer), payer));
    return directory;
  }

  /**
   * Reads the file.
   *
   * @param payers the payers whose policies are loaded
   * @param known the payers that have policies, loaded or not
   */
  public static PayerDirectory read(
      String file,
      String text,
      Collection<String> payers,
      Set<String> known,
      List<Diagnostic> problems) {
    StrictYaml.Document document = StrictYaml.read(file, text);
    PayerDirectory directory = of(payers);
    List<Diagnostic> found = new ArrayList<>(document.problems());
    found.addAll(SCHEMA.check(document));
    problems.addAll(found);
    if (found.isEmpty() && document.root() != null) {
      directory.fill(document, document.root(), known, problems);
    }
    return directory;
  }

  private void fill(
      StrictYaml.Document document, JsonNode root, Set<String> known, List<Diagnostic> problems) {
    int at = 0;
    for (JsonNode entry : root.path("payers")) {
      String pointer = "/payers/" + at++;
      String payer = payer(document, pointer, entry, known, problems);
      names(document, pointer + "/names", entry.path("names"), payer, payerByName, problems);
      names(document, pointer + "/payerIds", entry.path("payerIds"), payer, payerById, problems);
    }
    at = 0;
    for (JsonNode entry : root.path("benefitManagers")) {
      String pointer = "/benefitManagers/" + at++;
      String payer = payer(document, pointer, entry, known, problems);
      List<String> plans = new ArrayList<>();
      entry.path("plans").forEach(plan -> plans.add(plan.asText()));
      delegations.add(
          new Delegation(
              payer,
              entry.has("benefit") ? Benefit.valueOf(entry.path("benefit").asText()) : null,
              List.copyOf(plans),
              entry.path("manager").asText(),
              entry.path("says").asText(),
              entry.has("source") ? entry.path("source").asText() : null,
              entry.path("basis").asText()));
    }
  }

  private static String payer(
      StrictYaml.Document document,
      String pointer,
      JsonNode entry,
      Set<String> known,
      List<Diagnostic> problems) {
    String payer = entry.path("payer").asText();
    if (!known.contains(payer)) {
      problems.add(
          document.finding(
              Check.UNKNOWN_PAYER,
              pointer + "/payer",
              "payer `"
                  + payer
                  + "` has no policy in this library."
                  + DidYouMean.hint(payer, known)));
    }
    return payer;
  }

  private static void names(
      StrictYaml.Document document,
      String pointer,
      JsonNode names,
      String payer,
      Map<String, String> payers,
      List<Diagnostic> problems) {
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i).asText();
      String before = payers.put(normal(name), payer);
      if (before != null && !before.equals(payer)) {
        problems.add(
            document.finding(
                Check.PAYER_NAME_TWICE,
                pointer + "/" + i,
                "`"
                    + name
                    + "` is already a name of `"
                    + before
                    + "`. Keep one, or neither if both use it."));
      }
    }
  }

  /** Who judges the cases of a plan: its payer, or the benefit manager that decides for it. */
  public Judging judging(Coverage coverage) {
    List<Remark> remarks = new ArrayList<>();
    String payer = payer(coverage.payer(), remarks);
    String said = coverage.benefitManager();
    if (said != null) {
      return follow(
          payer, said, "The case says that " + said + " decides for this plan", null, remarks);
    }
    return delegations.stream()
        .filter(delegation -> delegation.decidesFor(payer, coverage))
        .findFirst()
        .map(
            delegation ->
                follow(
                    payer,
                    delegation.manager(),
                    delegation.says()
                        + (delegation.basis().equals("GENERAL_KNOWLEDGE")
                            ? " This is general knowledge, not read in a policy"
                            : ""),
                    delegation.source(),
                    remarks))
        .orElseGet(() -> new Judging(payer, remarks));
  }

  private Judging follow(
      String payer, String manager, String why, @Nullable String source, List<Remark> remarks) {
    Optional<String> followed = Optional.ofNullable(payerByName.get(normal(manager)));
    String begin = why.endsWith(".") ? why + " " : why + ". ";
    remarks.add(
        new Remark(
            "benefit-manager",
            begin
                + followed
                    .map(known -> "Its policy judges: `" + known + "`.")
                    .orElse(
                        "Its criteria are not in the library, so the payer's own policy judges:"
                            + " ask the manager for its criteria."),
            source));
    return new Judging(followed.orElse(payer), remarks);
  }

  private String payer(String said, List<Remark> remarks) {
    String payer = payerByName.get(normal(said));
    if (payer == null) {
      payer = payerById.get(normal(said));
    }
    if (payer == null) {
      return said;
    }
    if (!payer.equals(said)) {
      remarks.add(
          new Remark("payer-name", "`" + said + "` is read as the payer `" + payer + "`.", null));
    }
    return payer;
  }

  /** The payer that was probably meant. */
  Optional<String> didYouMean(String said) {
    return DidYouMean.among(said, payerByName.values())
        .or(
            () ->
                DidYouMean.among(normal(said), payerByName.keySet())
                    .map(name -> payerByName.getOrDefault(name, name)));
  }

  private static String normal(String name) {
    StringBuilder normal = new StringBuilder();
    name.toLowerCase(Locale.ROOT)
        .replace("&", "and")
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(normal::appendCodePoint);
    return normal.toString();
  }
}
