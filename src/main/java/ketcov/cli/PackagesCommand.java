package ketcov.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import ketcov.authoring.ConfinedVerification;
import ketcov.authoring.PackageLife;
import ketcov.authoring.PackageState;
import ketcov.authoring.Role;
import ketcov.authoring.Signatures;
import ketcov.authoring.SigningPolicy;
import ketcov.authoring.Step;
import ketcov.authoring.StoredVerification;
import ketcov.authoring.TrustedKeys;
import ketcov.policy.EditionId;
import ketcov.policy.EditionSource;
import ketcov.policy.LibraryFolder;
import ketcov.policy.PolicyId;
import ketcov.policy.PolicyReader;
import ketcov.store.PackageHash;
import ketcov.store.Store;
import ketcov.store.SubmittedPackage;
import ketcov.text.Diagnostic;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The life of policy packages, over the store of this installation. */
@CommandLine.Command(
    name = "packages",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    header = {"Submit, approve, sign, activate and roll back policy packages.", ""},
    description =
        "A package is the folder of an edition, identified by the hash of all its files. Who acts is the account of the operating system; whoever submitted a package cannot approve it.",
    footer = {
      "",
      "Examples:",
      "  ./ketcov packages submit rules-drl/premera/spravato/2026-03-01",
      "  ./ketcov packages verify 5f0c...",
      "  ./ketcov packages list",
      "  ./ketcov packages approve 5f0c... --remark \"The source was misread.\"",
      "  ./ketcov packages activate 5f0c... --at 2026-12-01T00:00:00Z",
      "  ./ketcov packages rollback premera/spravato",
      "  ./ketcov packages keygen --out ben.pem",
      "  ./ketcov packages sign 5f0c... --key ben.pem --key-id ben",
      "",
      "The embedded store is locked while `./ketcov serve` runs: stop that first. With PostgreSQL both work at once.",
      "Exit codes: 0 done, 1 refused, 2 wrong usage."
    })
final class PackagesCommand implements Runnable {
  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandLine.Model.CommandSpec spec;

  @CommandLine.Mixin private final Library library = new Library();

  @Override
  public void run() {
    throw usage(
        "say one of submit, verify, list, show, approve, sign, activate, cancel, rollback, keygen");
  }

  @CommandLine.Command(
      name = "submit",
      mixinStandardHelpOptions = true,
      description = "Hands in the folder of an edition. Nothing is in use by that.")
  int submit(
      @CommandLine.Parameters(paramLabel = "DIR", description = "The folder of the edition.")
          Path folder) {
    List<Diagnostic> problems = new ArrayList<>();
    Optional<EditionSource> read =
        new LibraryFolder(library.rootOf(library.below(folder))).edition(folder, problems);
    Terminal terminal = new Terminal(out());
    problems.forEach(terminal::diagnostic);
    if (read.isEmpty()) {
      return 1;
    }
    SubmittedPackage submitted =
        new SubmittedPackage(
            read.get().edition().editionId(), read.get().contentHash(), read.get().files());
    return with(
        life -> life.submit(Actor.of(spec), submitted),
        state -> {
          table().line("submitted", state);
          out().println(state.stored().hash());
        });
  }

  @CommandLine.Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description =
          "Has a package verified, in a process with limits: it compiles, its cases pass, and what other editions decide stays.")
  int verify(@CommandLine.Parameters(paramLabel = "HASH") String hash) {
    PackageHash asked = hash(hash);
    return opened(
        (life, store) ->
            printed(
                life.verify(
                    Actor.of(spec),
                    asked,
                    ConfinedVerification.of(store, life, library.root(), library.compiledRules())),
                state -> {
                  StoredVerification.of(state.stored())
                      .ifPresent(
                          found -> found.findings().forEach(new Terminal(out())::diagnostic));
                  table().line("verified", state);
                }));
  }

  @CommandLine.Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Every package, the newest first.")
  int list() {
    return opened(
        life -> {
          life.all().forEach(table()::line);
          return 0;
        });
  }

  @CommandLine.Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "A package with all that was done with it.")
  int show(@CommandLine.Parameters(paramLabel = "HASH") String hash) {
    PackageHash asked = hash(hash);
    return opened(
        life -> {
          Optional<PackageState> found = life.find(asked);
          found.ifPresentOrElse(
              table()::print,
              () -> spec.commandLine().getErr().println("ketcov: there is no package " + asked));
          return found.isPresent() ? 0 : 1;
        });
  }

  @CommandLine.Command(
      name = "approve",
      mixinStandardHelpOptions = true,
      description = "Approves a package that somebody else submitted: exactly this hash.")
  int approve(
      @CommandLine.Parameters(paramLabel = "HASH") String hash,
      @CommandLine.Option(
              names = "--remark",
              paramLabel = "TEXT",
              description = "Why; needed when the package corrects an edition that was in use.")
          @Nullable String remark) {
    PackageHash asked = hash(hash);
    return with(
        life -> life.approve(Actor.of(spec), asked, remark),
        state -> table().line("approved", state));
  }

  @CommandLine.Command(
      name = "activate",
      mixinStandardHelpOptions = true,
      description = "Puts an approved package to use, now or later.")
  int activate(
      @CommandLine.Parameters(paramLabel = "HASH") String hash,
      @CommandLine.Option(
              names = "--at",
              paramLabel = "TIME",
              description = "From when on, as 2026-12-01T00:00:00Z (default: now).")
          @Nullable Instant at,
      @CommandLine.Option(names = "--remark", paramLabel = "TEXT") @Nullable String remark) {
    PackageHash asked = hash(hash);
    return with(
        life -> life.activations().activate(Actor.of(spec), asked, at, remark), table()::print);
  }

  @CommandLine.Command(
      name = "cancel",
      mixinStandardHelpOptions = true,
      description = "Calls off an activation that is yet to take effect.")
  int cancel(
      @CommandLine.Parameters(paramLabel = "NUMBER") long number,
      @CommandLine.Option(names = "--remark", paramLabel = "TEXT") @Nullable String remark) {
    return with(life -> life.activations().cancel(Actor.of(spec), number, remark), table()::print);
  }

  @CommandLine.Command(
      name = "rollback",
      mixinStandardHelpOptions = true,
      description =
          "Takes back the latest activation of a policy: the package before it is in use again, or the edition of the library folder.")
  int rollback(
      @CommandLine.Parameters(paramLabel = "POLICY", description = "As premera/spravato.")
          PolicyId policy,
      @CommandLine.Option(
              names = "--activation",
              paramLabel = "NUMBER",
              description = "Only if this is the latest, so that repeating it does no harm.")
          @Nullable Long number,
      @CommandLine.Option(names = "--remark", paramLabel = "TEXT") @Nullable String remark) {
    return with(
        life -> life.activations().rollBack(Actor.of(spec), policy, number, remark),
        table()::print);
  }

  @CommandLine.Command(
      name = "keygen",
      mixinStandardHelpOptions = true,
      description =
          "Makes a pair of keys: the private one in a file for one person alone, the public one to be put into keys.yaml in the data folder.")
  int keygen(
      @CommandLine.Option(
              names = "--out",
              required = true,
              paramLabel = "FILE",
              description = "Where the private key goes; a file that is not there yet.")
          Path file,
      @CommandLine.Option(names = "--id", paramLabel = "ID", description = "(default: FILE's name)")
          @Nullable String id,
      @CommandLine.Option(
              names = "--role",
              defaultValue = "APPROVER",
              description = "author, approver or publisher (default: approver).")
          Role role)
      throws IOException {
    String name = id == null ? file.getFileName().toString().replaceFirst("\\.[a-z]+$", "") : id;
    if (!TrustedKeys.isId(name) || role == Role.AUDITOR) {
      throw usage(
          "a key has an id of small letters, digits, dots and hyphens, and the role author, approver or publisher");
    }
    if (Files.exists(file)) {
      throw usage(file + " is there already; a key is never written over");
    }
    KeyPair pair = Signatures.newKeys();
    boolean posix =
        Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix");
    if (posix) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(file);
    }
    Files.writeString(
        file,
        Signatures.pem(pair.getPrivate()),
        StandardCharsets.US_ASCII,
        StandardOpenOption.WRITE);
    out().println("# the private key is in " + file + "; add to " + library.keys() + ":");
    out().println("keys:");
    out()
        .println(
            "  - { id: "
                + name
                + ", role: "
                + role.word()
                + ", publicKey: "
                + Signatures.text(pair.getPublic())
                + " }");
    return 0;
  }

  @CommandLine.Command(
      name = "sign",
      mixinStandardHelpOptions = true,
      description = "Signs a package with a private key and hands the signature in.")
  int sign(
      @CommandLine.Parameters(paramLabel = "HASH") String hash,
      @CommandLine.Option(
              names = "--key",
              required = true,
              paramLabel = "FILE",
              description = "The private key, as keygen wrote it.")
          Path file,
      @CommandLine.Option(
              names = "--key-id",
              required = true,
              paramLabel = "ID",
              description = "The id of the public key in keys.yaml.")
          String id)
      throws IOException {
    PackageHash asked = hash(hash);
    if (!Files.isRegularFile(file)) {
      throw usage("there is no file " + file);
    }
    PrivateKey key =
        Signatures.privateKey(Files.readString(file, StandardCharsets.ISO_8859_1))
            .orElseThrow(() -> usage(file + " holds no private key for Ed25519"));
    return with(
        life -> life.sign(Actor.of(spec), asked, id, Signatures.sign(asked, key)),
        state -> table().line("signed", state));
  }

  private <T> int with(Function<PackageLife, Step<T>> work, Consumer<T> print) {
    return opened(life -> printed(work.apply(life), print));
  }

  private <T> int printed(Step<T> step, Consumer<T> print) {
    return switch (step) {
      case Step.Done<T> done -> {
        print.accept(done.now());
        yield 0;
      }
      case Step.AlreadyDone<T> already -> {
        out().println("nothing to do, it had been done:");
        print.accept(already.before());
        yield 0;
      }
      case Step.Refused<T> refused -> {
        spec.commandLine().getErr().println("ketcov: " + refused.why().says());
        yield 1;
      }
    };
  }

  private int opened(Function<PackageLife, Integer> work) {
    return opened((life, store) -> work.apply(life));
  }

  private int opened(BiFunction<PackageLife, Store, Integer> work) {
    TrustedKeys.Reading keys;
    try {
      keys = TrustedKeys.read(library.keys());
    } catch (IOException e) {
      spec.commandLine().getErr().println("ketcov: " + library.keys() + " cannot be read");
      return 1;
    }
    if (!keys.problems().isEmpty()) {
      Terminal terminal = new Terminal(out());
      keys.problems().forEach(terminal::diagnostic);
      return 1;
    }
    try (Store store = Store.open(library.store())) {
      return work.apply(
          new PackageLife(
              store,
              new SigningPolicy(
                  Boolean.getBoolean("ketcov.packages.require-signature"), keys.keys()),
              this::inFolder,
              InstantSource.system()),
          store);
    }
  }

  private Optional<String> inFolder(EditionId edition) {
    Path folder = library.root().resolve(edition.folder());
    return Files.isDirectory(folder)
        ? new LibraryFolder(library.root())
            .read(folder, new ArrayList<>())
            .flatMap(files -> PolicyReader.read(files, new ArrayList<>()))
            .map(EditionSource::contentHash)
        : Optional.empty();
  }

  private PackageHash hash(String text) {
    if (!PackageHash.fits(text)) {
      throw usage(
          "a package is named by its hash, 64 digits and letters; `packages list` shows it");
    }
    return new PackageHash(text);
  }

  private CommandLine.ParameterException usage(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }

  private PackageTable table() {
    return new PackageTable(out());
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
