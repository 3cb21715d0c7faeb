package ketcov.checking;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import ketcov.policy.ContentHash;
import ketcov.text.Check;
import ketcov.text.Diagnostic;

/** A check as data, for other programs. {@code docs/checks/README.md} describes both forms. */
public final class CheckReport {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<Check> RULES = List.of(Check.values());
  private static final String FOLDER = "%SRCROOT%";

  private CheckReport() {}

  /** Our own form, which stays as it is within one {@code formatVersion}. */
  public static ObjectNode json(LibraryCheck.Result result, String version) {
    ObjectNode report = JSON.objectNode();
    report.put("formatVersion", 1);
    report.put("tool", "ketcov");
    report.put("version", version);
    report.put("editions", result.editions());
    report.put("rules", result.rules());
    report.put("errors", result.count(Check.Level.ERROR));
    report.put("warnings", result.count(Check.Level.WARNING));
    report.put("notes", result.count(Check.Level.NOTE));
    ArrayNode findings = report.putArray("findings");
    for (Diagnostic finding : result.findings()) {
      findings
          .addObject()
          .put("file", finding.file())
          .put("line", finding.line())
          .put("column", finding.column())
          .put("level", finding.level().word())
          .put("check", finding.check().id())
          .put("message", finding.message())
          .put("page", finding.check().page());
    }
    return report;
  }

  /** SARIF 2.1.0. Files and pages are relative to the folder that holds the library. */
  public static ObjectNode sarif(LibraryCheck.Result result, String version) {
    ObjectNode report = JSON.objectNode();
    report.put(
        "$schema",
        "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json");
    report.put("version", "2.1.0");
    ObjectNode run = report.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver");
    driver.put("name", "ketcov");
    driver.put("semanticVersion", version);
    ArrayNode rules = driver.putArray("rules");
    RULES.forEach(check -> rule(rules.addObject(), check));
    run.putArray("invocations").addObject().put("executionSuccessful", true);
    run.putObject("originalUriBaseIds")
        .putObject(FOLDER)
        .putObject("description")
        .put("text", "The folder that holds the library of policies.");
    run.put("columnKind", "utf16CodeUnits");
    ArrayNode results = run.putArray("results");
    result.findings().forEach(finding -> result(results.addObject(), finding));
    return report;
  }

  private static void rule(ObjectNode rule, Check check) {
    rule.put("id", check.id());
    rule.putObject("shortDescription").put("text", check.title() + ".");
    // No helpUri: SARIF asks for an address that begins with a scheme, and a page has none.
    rule.putObject("help")
        .put("text", "See " + check.page() + ".")
        .put("markdown", "See [" + check.id() + "](" + check.page() + ").");
    rule.putObject("defaultConfiguration").put("level", check.level().word());
  }

  private static void result(ObjectNode result, Diagnostic finding) {
    result.put("ruleId", finding.check().id());
    result.put("ruleIndex", RULES.indexOf(finding.check()));
    result.put("level", finding.level().word());
    result.putObject("message").put("text", finding.message());
    ObjectNode place = result.putArray("locations").addObject().putObject("physicalLocation");
    place.putObject("artifactLocation").put("uri", uri(finding.file())).put("uriBaseId", FOLDER);
    place.putObject("region").put("startLine", finding.line()).put("startColumn", finding.column());
    // The line may move; the finding is still the same.
    result
        .putObject("partialFingerprints")
        .put(
            "finding/v1",
            ContentHash.of(List.of(finding.file(), finding.check().id(), finding.message())));
  }

  private static String uri(String file) {
    try {
      return new URI(null, null, file, null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(file, e);
    }
  }
}
