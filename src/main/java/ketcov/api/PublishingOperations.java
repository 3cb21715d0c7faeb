package ketcov.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The operations of publishing, as the OpenAPI document describes them. */
final class PublishingOperations {
  private static final String PACKAGES = PackageResource.PATH;
  private static final String ONE = PACKAGES + "/{hash}";

  private final OpenApiDocument document;

  PublishingOperations(OpenApiDocument document) {
    this.document = document;
  }

  void addTo(ObjectNode paths) {
    ObjectNode packages = paths.putObject(PACKAGES);
    packages.set("post", submit());
    ObjectNode list = JsonNodeFactory.instance.objectNode().put("type", "array");
    list.set("items", document.schemaOf(PackageResponse.class));
    packages.set(
        "get", read("listPackages", "Every package, the newest first.", "The packages.", list));
    paths
        .putObject(ONE)
        .set(
            "get",
            one(
                read(
                    "getPackage",
                    "One package with all that was done with it.",
                    "The package.",
                    document.schemaOf(PackageResponse.class))));
    ObjectNode files =
        one(
            read(
                "getPackageFiles",
                "The files of a package, in the form in which they can be sent again.",
                "The files.",
                document.schemaOf(PackageResource.FilesResponse.class)));
    paths.putObject(ONE + "/files").set("get", files);
    paths
        .putObject(ONE + "/verification")
        .set(
            "post",
            step("verifyPackage", "Verify a package again, beside what is in use now.", null));
    paths
        .putObject(ONE + "/approval")
        .set(
            "post",
            step(
                "approvePackage",
                "Approve a package of somebody else: exactly this hash.",
                PackageResource.ApprovalRequest.class));
    paths
        .putObject(ONE + "/signature")
        .set(
            "post",
            step(
                "signPackage",
                "Hand in a detached signature of a package.",
                PackageResource.SignatureRequest.class));
    paths
        .putObject(ONE + "/activation")
        .set(
            "post",
            made(
                one(operation("activatePackage", "Put an approved package to use, now or later.")),
                PackageResource.ActivationRequest.class,
                PackageResponse.ActivationResponse.class));
    ObjectNode rollback =
        operation("rollBackPolicy", "Take back what was put to use last of a policy.");
    for (String name : new String[] {"payer", "policy"}) {
      OpenApiDocument.parameter(rollback, name, "path", "As `GET /v1/policies` lists it.");
    }
    paths
        .putObject("/v1/policies/{payer}/{policy}/rollback")
        .set(
            "post",
            made(
                rollback,
                RollbackResource.RollbackRequest.class,
                PackageResponse.ActivationResponse.class));
    shadow(paths.putObject(ONE + "/shadow"));
    ObjectNode lines =
        operation("exportAudit", "Every entry of the audit trail, a line of JSON each.");
    OpenApiDocument.responses(lines)
        .putObject("200")
        .put("description", "The entries.")
        .putObject("content")
        .putObject("application/x-ndjson")
        .putObject("schema")
        .put("type", "string");
    OpenApiDocument.problems(lines, 401, 403, 503);
    paths.putObject("/v1/audit").set("get", lines);
    paths
        .putObject("/v1/audit/verification")
        .set(
            "get",
            read(
                "checkAudit",
                "Whether the audit trail is whole.",
                "What came of checking it.",
                document.schemaOf(AuditResource.AuditResponse.class)));
    ObjectNode purge =
        operation("purgeAssessment", "Forget an assessment, with its case and determination.");
    OpenApiDocument.parameter(purge, "id", "path", "`assessmentId` of the answer.");
    OpenApiDocument.responses(purge).putObject("204").put("description", "It is gone.");
    OpenApiDocument.problems(purge, 401, 403, 404, 503);
    ((ObjectNode) Objects.requireNonNull(paths.get("/v1/assessments/{id}"))).set("delete", purge);
  }

  private ObjectNode submit() {
    ObjectNode operation =
        operation(
            "submitPackage",
            "Hand in a package: it is compiled, verified and kept; nothing is put to use.");
    ObjectNode content =
        operation.putObject("requestBody").put("required", true).putObject("content");
    content
        .putObject("application/zip")
        .putObject("schema")
        .put("type", "string")
        .put("format", "binary");
    content
        .putObject("application/json")
        .set("schema", document.schemaOf(PackageResource.FilesResponse.class));
    OpenApiDocument.answer(
        operation, "It was handed in before.", document.schemaOf(PackageResponse.class));
    created(operation, PackageResponse.class);
    OpenApiDocument.problems(operation, 400, 401, 403, 413, 415, 422, 503);
    return operation;
  }

  private void shadow(ObjectNode path) {
    Class<?> run = ShadowResponse.class;
    path.set(
        "post",
        made(
            one(operation("startShadow", "Evaluate a verified package beside what is in use.")),
            null,
            run));
    path.set(
        "get",
        one(
            read(
                "getShadow",
                "What the latest shadow run of a package found.",
                "The run with the differences that are listed.",
                document.schemaOf(ShadowResponse.class))));
    path.set(
        "delete",
        made(one(operation("stopShadow", "End the shadow run of a package.")), null, run));
  }

  private ObjectNode step(String id, String summary, @Nullable Class<?> body) {
    return made(one(operation(id, summary)), body, PackageResponse.class);
  }

  /** A step that answers 201 when it was done now, and 200 when it had been done before. */
  private ObjectNode made(ObjectNode operation, @Nullable Class<?> body, Class<?> response) {
    if (body != null) {
      ObjectNode schema = document.schemaOf(body);
      operation
          .putObject("requestBody")
          .putObject("content")
          .putObject("application/json")
          .set("schema", schema);
    }
    OpenApiDocument.answer(operation, "It had been done before.", document.schemaOf(response));
    created(operation, response);
    OpenApiDocument.problems(operation, 400, 401, 403, 404, 409, 422, 503);
    return operation;
  }

  private void created(ObjectNode operation, Class<?> response) {
    OpenApiDocument.responses(operation)
        .putObject("201")
        .put("description", "It was done.")
        .putObject("content")
        .putObject("application/json")
        .set("schema", document.schemaOf(response));
  }

  private static ObjectNode read(String id, String summary, String description, ObjectNode schema) {
    ObjectNode operation = operation(id, summary);
    OpenApiDocument.answer(operation, description, schema);
    OpenApiDocument.problems(operation, 401, 403, 404, 503);
    return operation;
  }

  private static ObjectNode one(ObjectNode operation) {
    OpenApiDocument.parameter(operation, "hash", "path", "`hash` of the package.");
    return operation;
  }

  private static ObjectNode operation(String id, String summary) {
    ObjectNode operation = OpenApiDocument.operation(id, summary);
    OpenApiDocument.parameter(
        operation, "Authorization", "header", "`Bearer` and the token of the person who asks.");
    return operation;
  }
}
