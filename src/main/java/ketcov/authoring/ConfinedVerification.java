package ketcov.authoring;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import ketcov.assessment.AssessmentJson;
import ketcov.engine.RuleCache;
import ketcov.policy.PackageReader;
import ketcov.policy.PolicyPackage;
import ketcov.store.CompiledModule;
import ketcov.store.Store;
import ketcov.store.SubmittedPackage;
import ketcov.store.Verdict;
import ketcov.text.Check;
import ketcov.text.Diagnostic;
import ketcov.text.Place;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a package in a process of its own, which has limits of time and memory and can be
 * killed: Drools reads and builds what somebody sent, and neither is made for that. The process has
 * no environment, so no password either, and knows nothing of the store.
 *
 * <p>That it ended well says nothing. Only a record counts that names this request and this
 * package.
 */
public final class ConfinedVerification implements Verification {
  /** Most that a process may answer. */
  private static final int MOST_BYTES = 64 << 20;

  private static final JsonMapper MAPPER = JsonMapper.builder().findAndAddModules().build();

  private final Settings settings;
  private final Supplier<List<PolicyPackage>> inUse;

  /** One at a time: a verification takes what memory and processors there are. */
  private final Semaphore turn = new Semaphore(1, true);

  /**
   * How the process is started.
   *
   * @param command the program and its arguments; what it is to do comes on standard input
   * @param library the library folder
   * @param cache the folder of what was compiled from it
   * @param limit the longest that it may take
   */
  public record Settings(List<String> command, Path library, Path cache, Duration limit) {
    public Settings {
      command = List.copyOf(command);
    }
  }

  /** The program, where it is not packaged, and the command in it that answers. */
  private static final String PROGRAM = "ketcov.cli.Ketcov";

  /** The name of the command that calls {@link #answer(InputStream, PrintStream)}. */
  public static final String COMMAND = "verify-package";

  private static final int MEGABYTES = 768;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /**
   * Verifies beside the library folder and the packages of a store that are in use.
   *
   * @param library the library folder
   * @param cache the folder of what was compiled from it
   */
  public static ConfinedVerification of(Store store, PackageLife life, Path library, Path cache) {
    return new ConfinedVerification(
        new Settings(OwnProgram.command(PROGRAM, MEGABYTES, COMMAND), library, cache, LIMIT),
        () -> {
          var inUse = life.activations().active().packages().values();
          return store.inTransaction(
              transaction ->
                  inUse.stream()
                      .flatMap(hash -> transaction.packages().files(hash).stream())
                      .toList());
        });
  }

  /**
   * What a process is to do.
   *
   * @param request the name of the request, which the answer repeats
   * @param draft the files of the package
   * @param inUse the files of each package in use
   */
  private record Request(
      String request,
      String library,
      String cache,
      Map<String, String> draft,
      List<Map<String, String>> inUse) {}

  /** What a process answers; the module, in base64, with what it depends on. */
  private record Answer(
      String request,
      String hash,
      Verdict verdict,
      List<Diagnostic> findings,
      int cases,
      int failedCases,
      List<VerificationReport.ChangedDecision> changes,
      @Nullable String environment,
      @Nullable String module) {

    static Answer of(Request request, String hash, VerificationReport report) {
      return new Answer(
          request.request(),
          hash,
          report.verdict(),
          report.findings(),
          report.cases(),
          report.failedCases(),
          report.changes(),
          report.module().map(CompiledModule::environment).orElse(null),
          report
              .module()
              .map(module -> Base64.getEncoder().encodeToString(module.bytes()))
              .orElse(null));
    }

    VerificationReport report() {
      return new VerificationReport(
          verdict,
          findings,
          cases,
          failedCases,
          changes,
          environment == null || module == null
              ? Optional.empty()
              : Optional.of(new CompiledModule(environment, Base64.getDecoder().decode(module))));
    }
  }

  /**
   * A verification.
   *
   * @param inUse the files of the packages in use, asked for at each verification
   */
  public ConfinedVerification(Settings settings, Supplier<List<PolicyPackage>> inUse) {
    this.settings = settings;
    this.inUse = inUse;
  }

  @Override
  public VerificationReport verify(SubmittedPackage submitted) {
    try {
      turn.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return refused(submitted, "the check was interrupted. Try again.");
    }
    try {
      return run(submitted);
    } catch (IOException e) {
      return refused(submitted, "the process that checks packages could not be started.");
    } finally {
      turn.release();
    }
  }

  private VerificationReport run(SubmittedPackage submitted) throws IOException {
    String name = UUID.randomUUID().toString();
    Request request =
        new Request(
            name,
            settings.library().toAbsolutePath().toString(),
            settings.cache().toAbsolutePath().toString(),
            submitted.files().files(),
            inUse.get().stream().<Map<String, String>>map(PolicyPackage::files).toList());
    ProcessBuilder builder =
        new ProcessBuilder(settings.command()).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    Process process = builder.start();
    try {
      CompletableFuture<byte[]> output =
          CompletableFuture.supplyAsync(() -> read(process), task -> start("package-answer", task));
      start("package-request", () -> write(process, AssessmentJson.bytes(request)));
      byte[] answered = output.get(settings.limit().toMillis(), TimeUnit.MILLISECONDS);
      Optional<Answer> answer = answer(answered);
      return answer
          .filter(given -> name.equals(given.request()))
          .filter(given -> submitted.hash().value().equals(given.hash()))
          .map(Answer::report)
          .orElseGet(
              () ->
                  refused(
                      submitted,
                      "checking it ended without a result, probably for want of memory. Make the"
                          + " rules smaller: fewer alternatives, shorter files."));
    } catch (TimeoutException e) {
      return refused(
          submitted,
          "checking it took longer than "
              + settings.limit().toSeconds()
              + " seconds and was stopped. Make the rules smaller: fewer alternatives, shorter"
              + " files.");
    } catch (ExecutionException e) {
      return refused(submitted, "what the check answered could not be read.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return refused(submitted, "the check was interrupted. Try again.");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static void start(String name, Runnable task) {
    Thread.ofVirtual().name(name).start(task);
  }

  private static byte[] read(Process process) {
    try (InputStream in = process.getInputStream()) {
      return in.readNBytes(MOST_BYTES);
    } catch (IOException e) {
      return new byte[0];
    }
  }

  private static void write(Process process, byte[] request) {
    try (OutputStream out = process.getOutputStream()) {
      out.write(request);
    } catch (IOException e) {
      // It ended before it had read everything: then its answer is missing, which is told.
      process.destroyForcibly();
    }
  }

  private static Optional<Answer> answer(byte[] bytes) {
    try {
      return Optional.ofNullable(MAPPER.readValue(bytes, Answer.class));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static VerificationReport refused(SubmittedPackage submitted, String message) {
    return new VerificationReport(
        Verdict.REFUSED,
        List.of(
            Diagnostic.of(
                Check.VERIFICATION_CUT_OFF,
                "rules-drl/" + submitted.edition().folder(),
                Place.START,
                message)),
        0,
        0,
        List.of(),
        Optional.empty());
  }

  /**
   * The work of the process: reads a request from standard input and writes the answer to standard
   * output. What else is printed meanwhile goes nowhere.
   *
   * @return the exit code: 0 when an answer was written
   */
  public static int answer(InputStream in, PrintStream out) throws IOException {
    PrintStream silent = new PrintStream(OutputStream.nullOutputStream());
    System.setOut(silent);
    System.setErr(silent);
    Request request;
    try {
      request = MAPPER.readValue(in, Request.class);
    } catch (JacksonException e) {
      return 2;
    }
    List<Diagnostic> problems = new ArrayList<>();
    Optional<PolicyPackage> draft = PackageReader.files(request.draft(), problems);
    List<PolicyPackage> inUse = new ArrayList<>();
    for (Map<String, String> files : request.inUse()) {
      PackageReader.files(files, new ArrayList<>()).ifPresent(inUse::add);
    }
    VerificationReport report =
        draft
            .map(
                files ->
                    new PackageVerifier(
                            Path.of(request.library()), RuleCache.in(Path.of(request.cache())))
                        .verify(files, inUse))
            .orElseGet(
                () ->
                    new VerificationReport(
                        Verdict.REFUSED, problems, 0, 0, List.of(), Optional.empty()));
    out.write(
        AssessmentJson.bytes(
            Answer.of(request, draft.map(PolicyPackage::hash).orElse(""), report)));
    out.flush();
    return 0;
  }
}
