package ketcov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import ketcov.SmallLibrary;
import ketcov.authoring.PackageLife;
import ketcov.authoring.Person;
import ketcov.authoring.Role;
import ketcov.authoring.SigningPolicy;
import ketcov.authoring.VerificationReport;
import ketcov.policy.LibraryFolder;
import ketcov.store.PackageHash;
import ketcov.store.Store;
import ketcov.store.StoreLocation;
import ketcov.store.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of a package, the audit trail and purging, by command. */
class PackagesCommandTest {
  private final String data = System.getProperty("ketcov.data", "");
  private final String account = System.getProperty("user.name", "");
  private final Path folder;
  private final String rules;
  private final Path edition;

  PackagesCommandTest(@TempDir Path folder) {
    this.folder = folder;
    Path root = SmallLibrary.in(folder).root();
    this.rules = root.toString();
    this.edition = new LibraryFolder(root).editions(root).getFirst();
    System.setProperty("ketcov.data", folder.resolve("data").toString());
  }

  @AfterEach
  void restore() {
    System.setProperty("ketcov.data", data);
    System.setProperty("user.name", account);
    System.clearProperty("ketcov.packages.require-signature");
  }

  /** What a command left behind. */
  private record Ended(int code, String out, String err) {}

  private static Ended run(String account, String... args) {
    System.setProperty("user.name", account);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Ketcov.run(args, new PrintWriter(out, true), new PrintWriter(err, true));
    return new Ended(code, out.toString(), err.toString());
  }

  private Ended packages(String account, String command, String... args) {
    List<String> all = new java.util.ArrayList<>(List.of("packages", "--rules", rules, command));
    all.addAll(List.of(args));
    return run(account, all.toArray(String[]::new));
  }

  private String submitted() throws IOException {
    Path policy = edition.resolve("policy.yaml");
    Files.writeString(policy, Files.readString(policy) + "# " + UUID.randomUUID() + "\n");
    Ended ended = packages("anna", "submit", edition.toString());
    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).isZero();
    String hash = ended.out().lines().toList().getLast();
    verified(hash);
    return hash;
  }

  private void verified(String hash) {
    try (Store store = Store.open(StoreLocation.in(folder.resolve("data")))) {
      new PackageLife(store, SigningPolicy.NONE, any -> Optional.empty(), InstantSource.system())
          .verify(
              new Person("anna", EnumSet.of(Role.AUTHOR)),
              new PackageHash(hash),
              any ->
                  new VerificationReport(
                      Verdict.VERIFIED, List.of(), 4, 0, List.of(), Optional.empty()));
    }
  }

  @Test
  void a_package_is_submitted_approved_put_to_use_and_taken_back() throws IOException {
    String hash = submitted();
    Ended own = packages("anna", "approve", hash);
    assertThat(own.code()).isEqualTo(1);
    assertThat(own.err())
        .isEqualTo("ketcov: Whoever submitted a package cannot approve it. Ask another person.\n");
    assertThat(packages("ben", "approve", hash).code()).isZero();
    assertThat(packages("ben", "approve", hash).out()).startsWith("nothing to do");
    Ended activation = packages("carla", "activate", hash);
    assertThat(activation.err()).isEmpty();
    assertThat(activation.out()).contains("activation 1: ", hash, "by carla");
    assertThat(packages("carla", "list").out()).startsWith("active ").contains(hash);
    String policy =
        Path.of(rules).toAbsolutePath().normalize().relativize(edition).subpath(0, 2).toString();
    Ended rollback = packages("carla", "rollback", policy, "--activation", "1");
    assertThat(rollback.err()).isEmpty();
    assertThat(rollback.out()).contains("takes back 1", "the library folder's");
    assertThat(packages("carla", "show", hash).out())
        .startsWith("rolled back ")
        .contains("by anna", "by ben", "4 case(s), 0 failed");
    assertThat(packages("carla", "rollback", policy).code()).isEqualTo(1);

    Ended verify = run("dora", "audit", "verify");
    assertThat(verify.code()).isZero();
    assertThat(verify.out()).startsWith("sound: 5 entries");
    String head = verify.out().lines().toList().getLast().replace("head:", "").strip();
    assertThat(run("dora", "audit", "verify", "--noted", head).code()).isZero();
    String other = "4" + head.substring(1);
    assertThat(run("dora", "audit", "verify", "--noted", other).code()).isEqualTo(1);
    assertThat(run("dora", "audit", "verify", "--noted", "5").code()).isEqualTo(2);

    Path trail = folder.resolve("trail.ndjson");
    assertThat(run("dora", "audit", "export", "--out", trail.toString()).code()).isZero();
    List<String> lines = Files.readAllLines(trail);
    assertThat(lines).hasSize(5);
    assertThat(new JsonMapper().readTree(lines.getLast()).path("action").asText())
        .isEqualTo("PACKAGE_ROLLED_BACK");
    assertThat(run("dora", "audit", "export").out().lines()).isEqualTo(lines);
  }

  @Test
  void where_signatures_are_required_a_key_is_made_and_signs() throws IOException {
    System.setProperty("ketcov.packages.require-signature", "true");
    String hash = submitted();
    packages("ben", "approve", hash);
    assertThat(packages("carla", "activate", hash).err()).contains("Only signed packages");
    Path key = folder.resolve("ben.pem");
    Ended keygen = packages("ben", "keygen", "--out", key.toString());
    assertThat(keygen.err()).isEmpty();
    assertThat(Files.getPosixFilePermissions(key)).hasSize(2);
    assertThat(packages("ben", "keygen", "--out", key.toString()).code()).isEqualTo(2);
    Files.writeString(folder.resolve("data").resolve("keys.yaml"), keygen.out());
    Ended signed = packages("ben", "sign", hash, "--key", key.toString(), "--key-id", "ben");
    assertThat(signed.err()).isEmpty();
    assertThat(packages("carla", "activate", hash).code()).isZero();

    Files.writeString(folder.resolve("data").resolve("keys.yaml"), "keys: 1\n");
    Ended broken = packages("carla", "list");
    assertThat(broken.code()).isEqualTo(1);
    assertThat(broken.out()).contains("keys.yaml:1:");
  }

  @Test
  void while_another_process_has_the_store_it_is_said_in_one_sentence() throws Exception {
    submitted();
    Process holder =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                folder.resolve("data").toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var said = holder.inputReader()) {
      assertThat(said.readLine()).isEqualTo("open");
      for (Ended ended :
          List.of(
              packages("anna", "list"),
              run("dora", "audit", "verify"),
              run("dora", "purge", UUID.randomUUID().toString()))) {
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err())
            .contains("is in use by another process, probably `ketcov serve`; stop that first")
            .hasLineCount(1);
      }
    } finally {
      holder.destroyForcibly().waitFor();
    }
  }

  /** A process that has the store open. */
  static final class Holder {
    private Holder() {}

    public static void main(String... args) throws IOException {
      try (Store store = Store.open(StoreLocation.in(Path.of(args[0])))) {
        System.out.println(store.answers() ? "open" : "closed");
        System.in.read();
      }
    }
  }

  @Test
  void what_is_not_there_is_neither_purged_nor_replayed() {
    UUID id = UUID.randomUUID();
    assertThat(run("dora", "purge", id.toString()))
        .isEqualTo(new Ended(1, "", "ketcov: there is no assessment " + id + "\n"));
    assertThat(run("dora", "audit", "--rules", rules, "replay", id.toString()))
        .isEqualTo(new Ended(1, "there is no assessment " + id + " in the store\n", ""));
    assertThat(packages("anna", "show", "0".repeat(64)).code()).isEqualTo(1);
    assertThat(packages("anna", "show", "x"))
        .extracting(Ended::code, Ended::err)
        .containsExactly(
            2,
            "ketcov: a package is named by its hash, 64 digits and letters; `packages list` shows it (see ./ketcov packages --help)\n");
    assertThat(packages("anna", "aprove").err()).endsWith("(see ./ketcov packages --help)\n");
    assertThat(packages("anna", "approve").err())
        .endsWith("(see ./ketcov packages approve --help)\n");
  }
}
