package ketcov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ketcov.SmallLibrary;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Comparing policies by command: folders, git revisions and packages. */
class DiffCommandTest {
  private static final String OLDER = "2026-01-01";

  private final String data = System.getProperty("ketcov.data", "");
  private final Path folder;
  private final SmallLibrary library;

  DiffCommandTest(@TempDir Path folder) {
    this.folder = folder;
    this.library = SmallLibrary.in(folder);
    System.setProperty("ketcov.data", folder.resolve("data").toString());
  }

  @AfterEach
  void restore() {
    System.setProperty("ketcov.data", data);
  }

  /** What a command left behind. */
  private record Ended(int code, String out, String err) {}

  private static Ended run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Ketcov.run(args, new PrintWriter(out, true), new PrintWriter(err, true));
    return new Ended(code, out.toString(), err.toString());
  }

  private Ended diff(String... args) {
    String[] all = new String[args.length + 3];
    all[0] = "diff";
    all[1] = "--rules";
    all[2] = library.root().toString();
    System.arraycopy(args, 0, all, 3, args.length);
    return run(all);
  }

  /** Raises the least age from 18 to 19, in the rule and in words. */
  private void raiseAge() {
    library.replace("age.drl", "ageYears >= 18", "ageYears >= 19");
  }

  private void commitBeforeAndAfter() throws GitAPIException, IOException {
    try (Git git = Git.init().setDirectory(folder.toFile()).call()) {
      commit(git, "as it was");
      raiseAge();
      commit(git, "older");
    }
  }

  private static void commit(Git git, String message) throws GitAPIException {
    git.add().addFilepattern("rules-drl").call();
    git.commit()
        .setMessage(message)
        .setAuthor("Test", "test@example.org")
        .setCommitter("Test", "test@example.org")
        .setSign(false)
        .call();
  }

  @Test
  void two_revisions_are_compared_without_a_checkout() throws Exception {
    commitBeforeAndAfter();

    Ended ended = diff("HEAD~1", "HEAD");

    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .contains(
            "payer/policy@" + OLDER,
            "age years ≥ 18",
            "age years ≥ 19",
            "criterion age-min",
            "met -> not met: ");
  }

  @Test
  void what_is_not_committed_is_compared_with_a_revision() throws Exception {
    commitBeforeAndAfter();
    library.replace("age.drl", "ageYears >= 19", "ageYears >= 18");

    Ended whole = diff("HEAD", library.root().toString());
    Ended part = diff("HEAD:payer", library.edition().toString());

    assertThat(whole.out()).contains("not met -> met: ");
    assertThat(part.out()).contains("not met -> met: ");
    assertThat(diff("HEAD~1", library.root().toString()).out())
        .contains("The policies ask the same.", "Nothing moves in ");
  }

  @Test
  void what_is_none_of_the_three_is_said() throws Exception {
    commitBeforeAndAfter();

    Ended ended = diff("HEAD~7", "HEAD");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).startsWith("ketcov: `HEAD~7` is no folder, no package of the store");
    assertThat(diff("HEAD:nobody", "HEAD").err()).contains("no policy in or below");
  }

  @Test
  void a_side_with_errors_is_refused_since_it_would_look_as_if_editions_had_gone()
      throws Exception {
    commitBeforeAndAfter();
    library.replace("age.drl", "ageYears >= 19", "ageYeers >= 19");

    Ended ended = diff("HEAD", library.root().toString());

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains("age.drl:", "ageYeers", "have errors");
  }

  @Test
  void a_package_of_the_store_is_compared_with_the_folder() {
    raiseAge();
    Ended submitted =
        run(
            "packages",
            "--rules",
            library.root().toString(),
            "submit",
            library.edition().toString());
    String last = submitted.out().lines().toList().getLast();
    String hash = last.substring(last.lastIndexOf(' ') + 1);
    library.replace("age.drl", "ageYears >= 19", "ageYears >= 18");

    Ended ended = diff(library.root().toString(), hash);

    assertThat(ended.err()).isEmpty();
    assertThat(ended.out()).contains("age years ≥ 19", "met -> not met: ");
  }

  @Test
  void the_exit_code_tells_what_was_asked_for() throws Exception {
    commitBeforeAndAfter();

    assertThat(diff("HEAD~1", "HEAD").code()).isZero();
    assertThat(diff("HEAD~1", "HEAD", "--fail-on", "outlook").code()).isEqualTo(1);
    assertThat(diff("HEAD~1", "HEAD", "--fail-on", "criteria").code()).isEqualTo(1);
    assertThat(diff("HEAD", "HEAD", "--fail-on", "any").code()).isZero();
    assertThat(diff("HEAD", "HEAD", "--fail-on", "nothing").code()).isEqualTo(2);
  }

  @Test
  void a_case_of_a_file_is_compared_and_named_as_text_in_every_report() throws Exception {
    commitBeforeAndAfter();
    Path cases = folder.resolve("cases.ndjson");
    Files.writeString(
        cases,
        """
        {"name": "<b>Eighteen</b> | `years`", "serviceDate": "2026-02-01", "coverage": {"payer": "payer"}, "request": {"drug": "ESKETAMINE", "route": "INTRANASAL", "indication": "TRD"}, "patient": {"ageYears": 18}}
        {"name": "Nineteen years", "serviceDate": "2026-02-01", "coverage": {"payer": "payer"}, "request": {"drug": "ESKETAMINE", "route": "INTRANASAL", "indication": "TRD"}, "patient": {"ageYears": 19}}
        """);
    Path json = folder.resolve("out/impact.json");
    Path html = folder.resolve("out/impact.html");

    Ended ended =
        diff(
            "HEAD~1",
            "HEAD",
            "--cases",
            cases.toString(),
            "--json",
            json.toString(),
            "--html",
            html.toString(),
            "--markdown",
            "-");

    assertThat(ended.err()).isEmpty();
    JsonNode written = new JsonMapper().readTree(Files.readString(json));
    assertThat(written.path("cases").asInt()).isEqualTo(2);
    assertThat(written.path("moved").asInt()).isEqualTo(1);
    assertThat(written.at("/moves/0/names/0/name").asText()).isEqualTo("<b>Eighteen</b> | `years`");
    assertThat(ended.out())
        .contains("1 of 2 cases are answered differently.")
        .contains("| criterion age-min | met | not met | 1 | ")
        .contains("&lt;b&gt;Eighteen&lt;/b&gt; \\| \\`years\\`")
        .doesNotContain("<b>", "Nineteen");
    assertThat(Files.readString(html))
        .contains("&lt;b&gt;Eighteen&lt;/b&gt;", "<style>")
        .doesNotContain("<b>Eighteen", "Nineteen", "src=", "http");
  }

  @Test
  void the_page_shows_what_the_command_prints() throws IOException {
    Path home = Path.of(System.getProperty("ketcov.home", "."));
    Path page = home.resolve("docs/impact.md");
    String text = Files.readString(page);
    Matcher block =
        Pattern.compile("```\n\\$ \\./ketcov diff (\\S+) (\\S+)\n.*?```", Pattern.DOTALL)
            .matcher(text);
    String printed =
        block.replaceAll(
            shown ->
                Matcher.quoteReplacement(
                    "```\n$ ./ketcov diff "
                        + shown.group(1)
                        + " "
                        + shown.group(2)
                        + "\n"
                        + output(home, shown)
                        + "```"));

    if (Boolean.getBoolean("ketcov.record")) {
      Files.writeString(page, printed);
    }
    assertThat(Files.readString(page)).isEqualTo(printed).contains("criterion sud-guard");
  }

  private static String output(Path home, MatchResult shown) {
    Ended ended =
        run(
            "diff",
            home.resolve(shown.group(1)).toString(),
            home.resolve(shown.group(2)).toString());
    assertThat(ended.err()).isEmpty();
    return ended.out();
  }
}
