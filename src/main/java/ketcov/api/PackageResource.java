package ketcov.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;
import ketcov.authoring.PackageState;
import ketcov.authoring.Person;
import ketcov.authoring.Role;
import ketcov.authoring.Step;
import ketcov.casefacts.Says;
import ketcov.intake.CaseProblem;
import ketcov.policy.EditionSource;
import ketcov.policy.PackageReader;
import ketcov.policy.PolicyId;
import ketcov.policy.PolicyPackage;
import ketcov.policy.PolicyReader;
import ketcov.store.Activation;
import ketcov.store.PackageHash;
import ketcov.store.ShadowRun;
import ketcov.store.SubmittedPackage;
import ketcov.store.Verdict;
import ketcov.text.Diagnostic;
import ketcov.text.StrictJson;
import org.jspecify.annotations.Nullable;

/** Takes policy packages through their life: submitted, verified, approved, put to use. */
@Path(PackageResource.PATH)
public class PackageResource {
  static final String PATH = "/v1/policy-packages";

  /** Largest package as JSON, in which a text takes more bytes than in its file. */
  static final int MAX_BYTES = PolicyPackage.MAX_BYTES + PolicyPackage.MAX_BYTES / 2;

  private static final StrictJson PACKAGE_JSON =
      StrictJson.upTo(MAX_BYTES, PolicyPackage.MAX_FILE_BYTES);
  private static final Role[] READERS = Role.values();

  private final Library library;
  private final Storage storage;
  private final Callers callers;
  private final StepRequests requests = new StepRequests();

  PackageResource(Library library, Storage storage, Callers callers) {
    this.library = library;
    this.storage = storage;
    this.callers = callers;
  }

  /** What an approver says. */
  public record ApprovalRequest(
      @Says(
              value = "Why; needed when the edition has been in use with other rules.",
              maxLength = 500)
          @Nullable String remark) {}

  /** When a package is put to use. */
  public record ActivationRequest(
      @Says(
              value =
                  "From when on: a day (its first moment in UTC) or a time such as"
                      + " 2026-12-01T05:00:00Z; unsaid: now.",
              maxLength = 40)
          @Nullable String effectiveAt,
      @Says(value = "Why.", maxLength = 500) @Nullable String remark) {}

  /** A detached signature. */
  public record SignatureRequest(
      @Says(value = "The id of the key in keys.yaml.", required = true, maxLength = 100)
          @Nullable String keyId,
      @Says(
              value =
                  "Ed25519 over the line `ketcov policy package HASH` and its line end, in base64.",
              required = true,
              maxLength = 200)
          @Nullable String signature) {}

  /** Takes a package as a zip. */
  @POST
  @Blocking
  @Consumes("application/zip")
  @Produces(MediaType.APPLICATION_JSON)
  public Response submitZip(
      InputStream in, @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
    Person person = callers.caller(authorization, Role.AUTHOR);
    byte[] body = RequestBody.bytes(in, PackageReader.MAX_ZIP_BYTES);
    List<Diagnostic> problems = new ArrayList<>();
    return submit(person, PackageReader.zip(body, problems), problems);
  }

  /** Takes a package as JSON: the texts of its files by their names. */
  @POST
  @Blocking
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public Response submitJson(
      InputStream in, @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
    Person person = callers.caller(authorization, Role.AUTHOR);
    JsonNode root = RequestBody.json(PACKAGE_JSON.readBody(RequestBody.bytes(in, MAX_BYTES)));
    List<Diagnostic> problems = new ArrayList<>();
    return submit(person, PackageReader.json(root, problems), problems);
  }

  private Response submit(Person person, Optional<PolicyPackage> read, List<Diagnostic> problems) {
    Library.Authoring authoring = library.authoring();
    Optional<SubmittedPackage> submitted = read.flatMap(files -> submitted(files, problems));
    if (submitted.isEmpty()) {
      throw new ProblemException(
          Problem.ofPackage(
              "The package cannot be read, so it is not kept; `findings` lists every place.",
              null,
              problems));
    }
    PackageHash hash = submitted.get().hash();
    boolean isNew = false;
    PackageState state;
    switch (ask(() -> authoring.life().submit(person, submitted.get()))) {
      case Step.Done<PackageState>(PackageState now) -> {
        isNew = true;
        state = now;
      }
      case Step.AlreadyDone<PackageState>(PackageState before) -> state = before;
      case Step.Refused<PackageState> refused ->
          throw new ProblemException(StepAnswers.problem(refused.why()));
    }
    if (state.stored().verification().isEmpty()) {
      state =
          StepAnswers.of(
              ask(() -> authoring.life().verify(person, hash, authoring.verification())));
    }
    return verified(state, isNew ? Response.Status.CREATED : Response.Status.OK);
  }

  private static Optional<SubmittedPackage> submitted(
      PolicyPackage files, List<Diagnostic> problems) {
    Optional<EditionSource> source = PolicyReader.read(files, problems);
    return source.map(
        read -> new SubmittedPackage(read.edition().editionId(), read.contentHash(), files));
  }

  /** Has a package verified again, against what is in use now. */
  @POST
  @Path("/{hash}/verification")
  @Blocking
  @Produces(MediaType.APPLICATION_JSON)
  public Response verify(
      @PathParam("hash") String hash,
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
    Person person = callers.caller(authorization, Role.AUTHOR, Role.APPROVER);
    Library.Authoring authoring = library.authoring();
    return verified(
        StepAnswers.of(
            ask(() -> authoring.life().verify(person, hash(hash), authoring.verification()))),
        Response.Status.OK);
  }

  /** A package that passed its verification; one that did not is a problem that lists why. */
  private static Response verified(PackageState state, Response.Status status) {
    PackageResponse response = PackageResponse.of(state);
    PackageResponse.VerificationResponse verification =
        Objects.requireNonNull(response.verification());
    if (verification.verdict() == Verdict.REFUSED) {
      throw new ProblemException(
          Problem.ofPackage(
              "The package did not pass its verification; `findings` lists every place. It is kept"
                  + " as `REFUSED`; mend it and submit it again.",
              PATH + "/" + response.hash(),
              verification.findings()));
    }
    return Response.fromResponse(StepAnswers.json(status, response))
        .location(URI.create(PATH + "/" + response.hash()))
        .build();
  }

  /** Every package, the newest first. */
  @GET
  @Blocking
  @Produces(MediaType.APPLICATION_JSON)
  public Response packages(@HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
    callers.caller(authorization, READERS);
    return StepAnswers.json(
        Response.Status.OK,
        ask(() -> library.authoring().life().all()).stream().map(PackageResponse::of).toList());
  }

  /** One package with all that was done with it. */
  @GET
  @Path("/{hash}")
  @Blocking
  @Produces(MediaType.APPLICATION_JSON)
  public Response one(
      @PathParam("hash") String hash,
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
    callers.caller(authorization, READERS);
    return StepAnswers.json(Response.Status.OK, PackageResponse.of(state(hash)));
  }

  /** The files of a package, in the form in which they can be sent again. */
  @GET
  @Path("/{hash}/files")
  @Blocking
  @Produces(MediaType.APPLICATION_JSON)
  public Response files(
      @PathParam("hash") String hash,
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
    callers.caller(authorization, READERS);
    PackageHash wanted = state(hash).stored().hash();
    SortedMap<String, String> files =
        storage
            .ask(store -> store.inTransaction(transaction -> transaction.packages().files(wanted)))
            .orElseThrow()
            .files();
    return StepAnswers.json(Response.Status.OK, new FilesResponse(files));
  }

  /** The texts of the files by their names. */
  public record FilesResponse(SortedMap<String, String> files) {}

  /** Approves a package of somebody else. */
  @POST
  @Path("/{hash}/approval")
  @Blocking
  @Produces(MediaType.APPLICATION_JSON)
  public Response approve(
      InputStream body,
      @PathParam("hash") String hash,
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
    Person person = callers.caller(authorization, Role.APPROVER);
    ApprovalRequest request = requests.read(ApprovalRequest.class, body);
    return StepAnswers.response(
        ask(() -> library.authoring().life().approve(person, hash(hash), request.remark())),
        PackageResponse::of);
  }

  /** Takes a signature of a package. */
  @POST
  @Path("/{hash}/signature")
  @Blocking
  @Produces(MediaType.APPLICATION_JSON)
  public Response sign(
      InputStream body,
      @PathParam("hash") String hash,
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
    Person person = callers.caller(authorization, Role.AUTHOR, Role.APPROVER, Role.PUBLISHER);
    SignatureRequest request = requests.read(SignatureRequest.class, body);
    return StepAnswers.response(
        ask(
            () ->
                library
                    .authoring()
                    .life()
                    .sign(
                        person,
                        hash(hash),
                        Objects.requireNonNull(request.keyId()),
                        Objects.requireNonNull(request.signature()))),
        PackageResponse::of);
  }

  /** Puts an approved package to use, now or later. One that cannot be built changes nothing. */
  @POST
  @Path("/{hash}/activation")
  @Blocking
  @Produces(MediaType.APPLICATION_JSON)
  public Response activate(
      InputStream body,
      @PathParam("hash") String hash,
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
    Person person = callers.caller(authorization, Role.PUBLISHER);
    ActivationRequest request = requests.read(ActivationRequest.class, body);
    Instant effectiveAt = effectiveAt(request.effectiveAt());
    Library.Authoring authoring = library.authoring();
    PackageHash wanted = state(hash).stored().hash();
    Optional<String> unusable = ask(() -> authoring.live().prepare(wanted));
    if (unusable.isPresent()) {
      throw new ProblemException(
          Problem.of(
              ProblemType.PACKAGE_CONFLICT,
              "The package cannot be put to use beside what is in use now, so nothing was changed: "
                  + unusable.get()));
    }
    Step<Activation> step =
        ask(
            () ->
                authoring
                    .life()
                    .activations()
                    .activate(person, wanted, effectiveAt, request.remark()));
    authoring.live().follow();
    return StepAnswers.response(step, PackageResponse.ActivationResponse::of);
  }

  /** Takes back the latest activation of a policy. */
  Response rollBack(
      Person person, PolicyId policy, @Nullable Long activation, @Nullable String remark) {
    Library.Authoring authoring = library.authoring();
    Step<Activation> step =
        ask(() -> authoring.life().activations().rollBack(person, policy, activation, remark));
    authoring.live().follow();
    return StepAnswers.response(step, PackageResponse.ActivationResponse::of);
  }

  /** Begins to evaluate a verified package beside what is in use. */
  @POST
  @Path("/{hash}/shadow")
  @Blocking
  @Produces(MediaType.APPLICATION_JSON)
  public Response shadow(
      @PathParam("hash") String hash,
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
    Person person = callers.caller(authorization, Role.APPROVER, Role.PUBLISHER);
    Library.Authoring authoring = library.authoring();
    PackageHash wanted = state(hash).stored().hash();
    Step<ShadowRun> step = ask(() -> authoring.life().startShadow(person, wanted));
    authoring.live().follow();
    return StepAnswers.response(step, ShadowResponse::of);
  }

  /** Ends the shadow run of a package. */
  @DELETE
  @Path("/{hash}/shadow")
  @Blocking
  @Produces(MediaType.APPLICATION_JSON)
  public Response endShadow(
      @PathParam("hash") String hash,
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
    Person person = callers.caller(authorization, Role.APPROVER, Role.PUBLISHER);
    Library.Authoring authoring = library.authoring();
    ShadowRun latest = latestRun(hash);
    Step<ShadowRun> step = ask(() -> authoring.life().stopShadow(person, latest.id()));
    authoring.live().follow();
    return StepAnswers.response(step, ShadowResponse::of);
  }

  /** What the latest shadow run of a package found; it tells of policies, never of cases. */
  @GET
  @Path("/{hash}/shadow")
  @Blocking
  @Produces(MediaType.APPLICATION_JSON)
  public Response shadowFound(
      @PathParam("hash") String hash,
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
    callers.caller(authorization, READERS);
    ShadowRun latest = latestRun(hash);
    List<ShadowRun.Difference> differences =
        storage.ask(
            store ->
                store.inTransaction(
                    transaction -> transaction.shadowRuns().differences(latest.id())));
    return StepAnswers.json(Response.Status.OK, ShadowResponse.of(latest, differences));
  }

  private ShadowRun latestRun(String hash) {
    PackageHash wanted = state(hash).stored().hash();
    return storage
        .ask(
            store ->
                store.inTransaction(
                    transaction -> transaction.shadowRuns().of(wanted).stream().findFirst()))
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.of(
                        ProblemType.PACKAGE_CONFLICT,
                        "This package has not run in shadow. POST to this address begins it.")));
  }

  private PackageState state(String text) {
    PackageHash hash = hash(text);
    return ask(() -> library.authoring().life().find(hash))
        .orElseThrow(() -> new ProblemException(unknown()));
  }

  private static PackageHash hash(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!PackageHash.fits(lower)) {
      throw new ProblemException(unknown());
    }
    return new PackageHash(lower);
  }

  private static Problem unknown() {
    return Problem.of(
        ProblemType.UNKNOWN_PACKAGE,
        "No package has this hash. GET " + PATH + " lists the packages that we hold.");
  }

  private static @Nullable Instant effectiveAt(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return text.contains("T")
          ? Instant.parse(text)
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeParseException e) {
      throw new ProblemException(
          StepRequests.invalid(
              List.of(
                  new CaseProblem(
                      "/effectiveAt",
                      "is neither a day nor a time.",
                      text,
                      "2026-12-01 or 2026-12-01T05:00:00Z",
                      null))));
    }
  }

  /** Asks what works on the store, whose failure is a problem. */
  private <T> T ask(Supplier<T> question) {
    return storage.ask(store -> question.get());
  }
}
