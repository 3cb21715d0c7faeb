package ketcov.policy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import ketcov.casefacts.Drug;
import ketcov.text.Check;
import ketcov.text.Diagnostic;
import ketcov.text.StrictYaml;

/** What can be read in a {@code policy.yaml} and is yet hardly what its author means. */
public final class PolicyCheck {
  /** Before this day the label of Spravato did not exist. */
  private static final LocalDate ESKETAMINE_APPROVED = LocalDate.of(2019, 3, 5);

  private static final int YEARS_AHEAD = 2;
  private static final int FEWEST_DAYS = 14;

  private static final Pattern NOWHERE =
      Pattern.compile(
          "(?i)[^\\p{L}\\p{N}]*|n/?a|none|tb[da]|todo|unknown|see (the )?(policy|source|above|below)|(the )?policy|citation|section|page|xx+|same|ibid\\.?");

  private static final Pattern ICD10 = Pattern.compile("[A-Z][0-9][0-9A-Z](\\.[0-9A-Z]{1,4})?");
  private static final Map<PolicyEdition.CodeSystem, Pattern> FORMS =
      Map.of(
          PolicyEdition.CodeSystem.ICD10, range(ICD10.pattern()),
          PolicyEdition.CodeSystem.HCPCS, range("[A-V][0-9]{4}"),
          PolicyEdition.CodeSystem.CPT, range("[0-9]{4}[0-9A-Z]"),
          PolicyEdition.CodeSystem.NDC,
              Pattern.compile("[0-9]{4,5}-[0-9]{3,4}-[0-9]{1,2}|[0-9]{11}"),
          PolicyEdition.CodeSystem.OTHER, Pattern.compile(".+"));

  private PolicyCheck() {}

  private static Pattern range(String form) {
    return Pattern.compile("(" + form + ")( ?- ?(" + form + "))?");
  }

  /** Whether a citation leads nowhere: {@code n/a}, {@code see policy}, a dash. */
  public static boolean citesNothing(String citation) {
    return NOWHERE.matcher(citation.strip()).matches();
  }

  /** Why a text is no diagnosis code of ICD-10-CM, as the end of a sentence; empty when it is. */
  public static Optional<String> diagnosisForm(String code) {
    if (ICD10.matcher(code).matches()) {
      return Optional.empty();
    }
    String plain = code.strip().toUpperCase(java.util.Locale.ROOT).replace(".", "");
    String dotted = plain.length() > 3 ? plain.substring(0, 3) + "." + plain.substring(3) : plain;
    return Optional.of(
        ICD10.matcher(dotted).matches()
            ? "Write `" + dotted + "`."
            : "Such a code is written `F33.2`.");
  }

  /** Adds what is found; warnings mostly. */
  static void check(
      PolicyEdition edition, StrictYaml.Document document, List<Diagnostic> problems) {
    days(edition, document, problems);
    citations(document, problems);
    codes(edition, document, problems);
    for (int i = 0; i < edition.authorization().size(); i++) {
      int days = edition.authorization().get(i).durationDays();
      if (days < FEWEST_DAYS) {
        problems.add(
            document.finding(
                Check.UNLIKELY_UNIT,
                "/authorization/" + i + "/durationDays",
                "`durationDays` is "
                    + days
                    + ", less than two weeks. If months are meant, write "
                    + days * 30
                    + ": a month is 30 days."));
      }
    }
  }

  private static void days(
      PolicyEdition edition, StrictYaml.Document document, List<Diagnostic> problems) {
    PolicyEdition.InForce inForce = edition.inForce();
    LocalDate from = inForce.from();
    String name = edition.edition();
    if (name.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")
        && (from == null || !from.toString().equals(name))) {
      problems.add(
          document.finding(
              Check.EDITION_NAMED_FOR_ANOTHER_DAY,
              "/inForce",
              "the edition is named `"
                  + name
                  + "`, but "
                  + (from == null ? "says no first day" : "begins on " + from)
                  + ". An edition is named for its first day: make `edition`, the folder and `inForce.from` agree."));
    }
    boolean esketamineOnly =
        !edition.requests().isEmpty()
            && edition.requests().stream().allMatch(request -> request.drug() == Drug.ESKETAMINE);
    if (from != null && esketamineOnly && from.isBefore(ESKETAMINE_APPROVED)) {
      unlikely(
          document,
          "/inForce/from",
          from,
          "before esketamine was approved, on " + ESKETAMINE_APPROVED,
          problems);
    }
    LocalDate latest = edition.source().retrieved().plusYears(YEARS_AHEAD);
    for (String key : List.of("from", "to")) {
      LocalDate day = key.equals("from") ? from : inForce.to();
      if (day != null && day.isAfter(latest)) {
        unlikely(
            document,
            "/inForce/" + key,
            day,
            "more than "
                + YEARS_AHEAD
                + " years after the source was read, on "
                + edition.source().retrieved(),
            problems);
      }
    }
  }

  private static void unlikely(
      StrictYaml.Document document,
      String pointer,
      LocalDate day,
      String why,
      List<Diagnostic> problems) {
    problems.add(
        document.finding(
            Check.UNLIKELY_DATE, pointer, "`" + day + "` is " + why + ". Look at the year again."));
  }

  private static void citations(StrictYaml.Document document, List<Diagnostic> problems) {
    document
        .places()
        .forEach(
            (pointer, place) -> {
              String citation =
                  pointer.endsWith("/citation")
                      ? Objects.requireNonNull(document.root()).at(pointer).asText()
                      : "";
              if (!citation.isEmpty() && citesNothing(citation)) {
                problems.add(
                    document.finding(
                        Check.EMPTY_CITATION,
                        pointer,
                        "`"
                            + citation
                            + "` names no place of the policy. Write the section, page or heading that asks for it."));
              }
            });
  }

  private static void codes(
      PolicyEdition edition, StrictYaml.Document document, List<Diagnostic> problems) {
    for (int i = 0; i < edition.codes().size(); i++) {
      PolicyEdition.CodeEntry entry = edition.codes().get(i);
      Pattern form = Objects.requireNonNull(FORMS.get(entry.system()));
      if (!form.matcher(entry.code()).matches()) {
        problems.add(
            document.finding(
                Check.CODE_FORM,
                "/codes/" + i + "/code",
                "`"
                    + entry.code()
                    + "` is no code of "
                    + entry.system()
                    + ": "
                    + example(entry.system())));
      }
    }
  }

  private static String example(PolicyEdition.CodeSystem system) {
    return switch (system) {
      case ICD10 ->
          "such a code is a letter, a digit, a third character and perhaps more behind a dot, `F33.2`.";
      case HCPCS -> "such a code is a letter and four digits, `S0013`.";
      case CPT -> "such a code has five digits, `99417`.";
      case NDC -> "such a code has three parts, `50458-028-02`.";
      case OTHER -> "write it as the policy does.";
    };
  }
}
