package ketcov.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import ketcov.assessment.AssessmentJson;
import ketcov.assessment.Assessor;
import ketcov.engine.CompiledEdition;
import ketcov.finding.RuleRole;
import ketcov.policy.ContentHash;
import ketcov.policy.EditionId;
import ketcov.policy.EditionSource;
import ketcov.policy.PolicyCatalog;
import ketcov.policy.PolicyEdition;
import ketcov.policy.PolicyId;
import ketcov.text.DidYouMean;
import org.jspecify.annotations.Nullable;

/** The library: policies, editions, criteria, sources and rules. */
@Path("/v1/policies")
@Produces(MediaType.APPLICATION_JSON)
public class PolicyResource {
  private final Library library;

  PolicyResource(Library library) {
    this.library = library;
  }

  /** One policy with its editions. */
  public record PolicyResponse(
      PolicyId id,
      String payerName,
      PolicyEdition.@Nullable Kind kind,
      List<EditionSummary> editions) {}

  /** One edition in short. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record EditionSummary(
      String edition,
      String title,
      @Nullable LocalDate inForceFrom,
      @Nullable LocalDate inForceTo,
      PolicyEdition.InForceBasis inForceBasis,
      PolicyEdition.Completeness completeness,
      int criteria,
      int rules,
      String contentHash,
      String href) {}

  /** One edition whole: what {@code policy.yaml} says, its rules and their texts. */
  public record EditionResponse(
      @JsonUnwrapped PolicyEdition policy,
      String contentHash,
      List<RuleResponse> rules,
      List<EditionSource.RuleFile> files) {}

  /** One rule. */
  public record RuleResponse(
      String rule, RuleRole role, String bears, String citation, String file, int line) {}

  /** Every policy. */
  @GET
  public Response policies(@Context Request request) {
    PolicyCatalog<CompiledEdition> catalog = library.assessor().catalog();
    TreeSet<PolicyId> ids = new TreeSet<>();
    catalog.editions().forEach(edition -> ids.add(edition.policy().id()));
    List<PolicyResponse> policies =
        ids.stream().map(id -> policy(id, catalog.editions(id))).toList();
    return answer(request, policies, tag(catalog.editions()));
  }

  /** One policy. */
  @GET
  @Path("/{payer}/{policy}")
  public Response policy(
      @Context Request request,
      @jakarta.ws.rs.PathParam("payer") String payer,
      @jakarta.ws.rs.PathParam("policy") String policy) {
    PolicyId id = new PolicyId(payer, policy);
    List<CompiledEdition> editions = editionsOf(id);
    return answer(request, policy(id, editions), tag(editions));
  }

  /** One edition. */
  @GET
  @Path("/{payer}/{policy}/editions/{edition}")
  public Response edition(
      @Context Request request,
      @jakarta.ws.rs.PathParam("payer") String payer,
      @jakarta.ws.rs.PathParam("policy") String policy,
      @jakarta.ws.rs.PathParam("edition") String name) {
    PolicyId id = new PolicyId(payer, policy);
    List<CompiledEdition> editions = editionsOf(id);
    EditionId editionId = new EditionId(id, name);
    CompiledEdition edition =
        editions.stream()
            .filter(candidate -> candidate.policy().editionId().equals(editionId))
            .findFirst()
            .orElseThrow(
                () ->
                    unknown(
                        "Policy `" + id + "` has no edition `" + name + "`.",
                        name,
                        editions.stream().map(candidate -> candidate.policy().edition()).toList()));
    List<RuleResponse> rules =
        edition.rules().stream()
            .map(
                rule ->
                    new RuleResponse(
                        rule.name(),
                        rule.role(),
                        rule.bears(),
                        rule.citation(),
                        rule.file(),
                        rule.place().line()))
            .toList();
    String hash = edition.source().contentHash();
    return answer(
        request,
        new EditionResponse(edition.policy(), hash, rules, edition.source().rules()),
        hash);
  }

  private List<CompiledEdition> editionsOf(PolicyId id) {
    Assessor assessor = library.assessor();
    List<CompiledEdition> editions = assessor.catalog().editions(id);
    if (editions.isEmpty()) {
      List<String> known = new ArrayList<>();
      assessor.catalog().editions().forEach(edition -> known.add(edition.policy().id().toString()));
      throw unknown("There is no policy `" + id + "`.", id.toString(), known);
    }
    return editions;
  }

  private static ProblemException unknown(String detail, String name, List<String> known) {
    return new ProblemException(
        Problem.of(
            ProblemType.UNKNOWN_POLICY,
            detail + DidYouMean.hint(name, known) + " GET /v1/policies lists what there is."));
  }

  private static PolicyResponse policy(PolicyId id, List<CompiledEdition> editions) {
    PolicyEdition newest = editions.getLast().policy();
    List<EditionSummary> summaries =
        editions.stream()
            .map(
                edition -> {
                  PolicyEdition policy = edition.policy();
                  return new EditionSummary(
                      policy.edition(),
                      policy.title(),
                      policy.inForce().from(),
                      policy.inForce().to(),
                      policy.inForce().basis(),
                      policy.completeness(),
                      policy.criteria().size(),
                      edition.rules().size(),
                      edition.source().contentHash(),
                      "/v1/policies/" + id + "/editions/" + policy.edition());
                })
            .toList();
    return new PolicyResponse(id, newest.payerName(), newest.kind(), summaries);
  }

  private static String tag(List<CompiledEdition> editions) {
    return ContentHash.of(
        editions.stream().map(edition -> edition.source().contentHash()).toList());
  }

  private static Response answer(Request request, Object body, String tag) {
    EntityTag entityTag = new EntityTag(tag);
    Response.ResponseBuilder unchanged = request.evaluatePreconditions(entityTag);
    if (unchanged != null) {
      return unchanged.tag(entityTag).build();
    }
    return Response.ok(AssessmentJson.bytes(body), MediaType.APPLICATION_JSON)
        .tag(entityTag)
        .header(HttpHeaders.CACHE_CONTROL, "no-cache")
        .build();
  }
}
