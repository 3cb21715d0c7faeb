package ketcov.checking;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import ketcov.condition.RuleModel;
import ketcov.engine.CompiledEdition;
import ketcov.intake.CaseProblem;
import ketcov.intake.CaseReader;
import ketcov.intake.CaseReading;
import ketcov.policy.EditionSource;
import ketcov.policy.PolicyEdition;
import ketcov.regression.SampleCase;
import ketcov.text.Check;
import ketcov.text.Diagnostic;
import ketcov.text.DidYouMean;
import ketcov.text.StrictYaml;

/**
 * Looks at each sample case before it is run: whether the service would take it, whether it expects
 * rules and notices that exist, and whether what it expects can be so together.
 */
final class CaseCheck {
  private final EditionSource source;
  private final Optional<CompiledEdition> compiled;
  private final CaseReader reader;
  private final NoticeIds notices;
  private final List<Diagnostic> problems;
  private final Map<String, StrictYaml.Document> documents = new HashMap<>();

  CaseCheck(
      EditionSource source,
      Optional<CompiledEdition> compiled,
      CaseReader reader,
      NoticeIds notices,
      List<Diagnostic> problems) {
    this.source = source;
    this.compiled = compiled;
    this.reader = reader;
    this.notices = notices;
    this.problems = problems;
    source
        .files()
        .cases()
        .forEach(
            (file, text) -> {
              String name = source.files().nameOf(file);
              documents.put(name, StrictYaml.read(name, text));
            });
  }

  void check(List<SampleCase> samples) {
    Map<String, Integer> counted = new HashMap<>();
    for (SampleCase sample : samples) {
      // Cases are read in the order of their file, each once.
      int index = counted.merge(sample.file(), 1, Integer::sum) - 1;
      StrictYaml.Document document = documents.get(sample.file());
      if (document != null) {
        new One(sample, document, "/cases/" + index).check();
      }
    }
  }

  /** Looks at one case. */
  private final class One {
    private final SampleCase sample;
    private final StrictYaml.Document document;
    private final String pointer;
    private final JsonNode expect;

    One(SampleCase sample, StrictYaml.Document document, String pointer) {
      this.sample = sample;
      this.document = document;
      this.pointer = pointer;
      this.expect = sample.expect();
    }

    void check() {
      if (reader.read(sample.body()) instanceof CaseReading.Refused refused) {
        refused.problems().forEach(this::refused);
      }
      rules();
      notices();
      outlook();
      missing();
    }

    private void refused(CaseProblem problem) {
      found(
          Check.UNREADABLE_CASE,
          whereIs(problem.pointer()),
          "the service would refuse this case: "
              + (problem.pointer().isEmpty() ? "" : "`" + problem.pointer() + "` ")
              + problem.detail()
              + (problem.expected() == null ? "" : " Expected " + problem.expected() + ".")
              + (problem.didYouMean() == null
                  ? ""
                  : " Did you mean `" + problem.didYouMean() + "`?"));
    }

    /** In the case itself, or in the base that it is merged into. */
    private String whereIs(String inCase) {
      for (String at = inCase; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
        for (String begin : List.of(pointer + "/case", "/base")) {
          if (document.places().containsKey(begin + at)) {
            return begin + at;
          }
        }
      }
      return pointer;
    }

    private void rules() {
      if (compiled.isEmpty() || sample.select()) {
        return;
      }
      Map<String, RuleModel> known = new HashMap<>();
      compiled.get().rules().forEach(rule -> known.put(rule.name(), rule));
      JsonNode expected = expect.path("rules");
      for (int i = 0; i < expected.size(); i++) {
        String name = expected.get(i).asText();
        RuleModel rule = known.get(name);
        String at = pointer + "/expect/rules/" + i;
        if (rule == null) {
          found(
              Check.UNKNOWN_RULE,
              at,
              "no rule of this edition is named `"
                  + name
                  + "`."
                  + DidYouMean.hint(name, known.keySet()));
        } else if (refutes(rule)) {
          found(
              Check.CONTRADICTORY_EXPECTATION,
              at,
              "the rule would make `"
                  + rule.bears()
                  + "` "
                  + (expect.path("criteria").has(rule.bears()) ? "met" : "triggered")
                  + ", but the case expects otherwise. Correct one of the two.");
        }
      }
    }

    private boolean refutes(RuleModel rule) {
      String outcome =
          switch (rule.role()) {
            case CRITERION -> expect.path("criteria").path(rule.bears()).asText("MET");
            case EXCLUSION -> expect.path("exclusions").path(rule.bears()).asText("TRIGGERED");
            case NOTICE -> "MET";
          };
      return !outcome.equals("MET") && !outcome.equals("TRIGGERED");
    }

    private void notices() {
      Set<String> shown = new TreeSet<>();
      for (String key : List.of("notices", "withoutNotices")) {
        JsonNode ids = expect.path(key);
        for (int i = 0; i < ids.size(); i++) {
          String id = ids.get(i).asText();
          String at = pointer + "/expect/" + key + "/" + i;
          if (!notices.ids().contains(id)) {
            found(
                Check.UNKNOWN_ID,
                at,
                "no edition has a notice `" + id + "`." + DidYouMean.hint(id, notices.ids()));
          } else if (!shown.add(id)) {
            found(
                Check.CONTRADICTORY_EXPECTATION,
                at,
                "notice `" + id + "` stands twice: it is shown or it is not. Keep one.");
          }
        }
      }
    }

    private void outlook() {
      if (!expect.path("outlook").asText().equals("LIKELY_APPROVED") || sample.select()) {
        return;
      }
      List<String> against = new ArrayList<>();
      PolicyEdition policy = source.edition();
      for (PolicyEdition.Criterion criterion : policy.criteria()) {
        String outcome = expect.path("criteria").path(criterion.id()).asText("MET");
        if (criterion.basis().enforced() && isAlone(criterion) && !outcome.equals("MET")) {
          against.add("criterion `" + criterion.id() + "` is expected to be " + outcome);
        }
      }
      for (PolicyEdition.Exclusion exclusion : policy.exclusions()) {
        String outcome = expect.path("exclusions").path(exclusion.id()).asText("CLEAR");
        if (exclusion.basis().enforced() && outcome.equals("TRIGGERED")) {
          against.add("exclusion `" + exclusion.id() + "` is expected to be " + outcome);
        }
      }
      if (!against.isEmpty()) {
        found(
            Check.CONTRADICTORY_EXPECTATION,
            pointer + "/expect/outlook",
            "approval cannot be likely when "
                + String.join(" and ", against)
                + ". Correct one of the two.");
      }
    }

    /** A criterion that no other one of its group can stand in for. */
    private boolean isAlone(PolicyEdition.Criterion criterion) {
      return source.edition().criteria().stream()
              .filter(other -> String.valueOf(other.group()).equals(criterion.group()))
              .count()
          == 1;
    }

    private void missing() {
      for (Map.Entry<String, JsonNode> open : expect.path("missing").properties()) {
        String outcome =
            expect
                .path("criteria")
                .path(open.getKey())
                .asText(expect.path("exclusions").path(open.getKey()).asText("UNDETERMINED"));
        if (!outcome.equals("UNDETERMINED") && !open.getValue().isEmpty()) {
          found(
              Check.CONTRADICTORY_EXPECTATION,
              pointer + "/expect/missing/" + open.getKey(),
              "`"
                  + open.getKey()
                  + "` is expected to be "
                  + outcome
                  + ", so nothing keeps it open. Expect UNDETERMINED, or remove this line.");
        }
      }
    }

    private void found(Check check, String at, String message) {
      problems.add(document.finding(check, at, message));
    }
  }
}
