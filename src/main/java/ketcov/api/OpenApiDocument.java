package ketcov.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import ketcov.assessment.Assessment;
import ketcov.assessment.Comparison;
import ketcov.assessment.TracedAssessment;
import ketcov.intake.CaseSchema;
import ketcov.policy.EditionId;
import ketcov.policy.PolicyId;
import ketcov.text.Check;
import org.jspecify.annotations.Nullable;

/**
 * Writes the OpenAPI document (3.1) from the records that are the JSON, so that the two cannot
 * drift apart. The document stands in {@code META-INF/openapi.json}, which Quarkus serves at {@code
 * /q/openapi}.
 */
final class OpenApiDocument {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String JSON_TYPE = "application/json";

  private final Map<String, ObjectNode> schemas = new TreeMap<>();
  private final JsonNode exampleCase;
  private final JsonNode exampleAssessment;

  /** A document with one case and its assessment as examples. */
  OpenApiDocument(JsonNode exampleCase, JsonNode exampleAssessment) {
    this.exampleCase = exampleCase;
    this.exampleAssessment = exampleAssessment;
  }

  ObjectNode generate() {
    ObjectNode document = JSON.objectNode();
    document.put("openapi", "3.1.0");
    document
        .putObject("info")
        .put("title", "ketcov")
        .put("version", "0.1.0")
        .put(
            "description",
            "Coverage rules for ketamine and esketamine: a case in, an explained assessment out. It predicts; the payer determines.")
        .putObject("license")
        .put("name", "Apache-2.0")
        .put("url", "https://www.apache.org/licenses/LICENSE-2.0");
    ObjectNode paths = document.putObject("paths");
    paths.putObject("/v1/assessments").set("post", assess());
    paths.putObject("/v1/assessments/{id}").set("get", again());
    paths.putObject("/v1/assessments/{id}/letter").set("get", letter());
    paths.putObject("/v1/assessments/{id}/determination").set("post", determine());
    paths.putObject("/v1/assessments/compare").set("post", compare());
    paths.putObject("/v1/policies").set("get", list());
    paths.putObject("/v1/policies/{payer}/{policy}").set("get", policy());
    paths.putObject("/v1/policies/{payer}/{policy}/editions/{edition}").set("get", edition());
    paths.putObject("/v1/regressions").set("post", regress());
    paths.putObject("/v1/regressions/{id}").set("get", regression());
    paths.putObject("/v1/regressions/{id}/events").set("get", regressionEvents());
    new PublishingOperations(this).addTo(paths);
    ObjectNode caseSchema = CaseSchema.generate();
    caseSchema.remove("$schema");
    schemas.put("Case", caseSchema);
    problem();
    ObjectNode components = document.putObject("components").putObject("schemas");
    schemas.forEach(components::set);
    return document;
  }

  private ObjectNode assess() {
    ObjectNode operation = operation("assessCase", "Assess one case.");
    parameter(
        operation, "edition", "query", "Judge by this edition instead of by the service date.");
    parameter(
        operation,
        "trace",
        "query",
        "With `true`, the answer also has `trace`: for each criterion and exclusion every rule with its file, its conditions in words, the facts that fit them and, for a rule that did not match, why the first failing condition does not hold.",
        "boolean");
    parameter(
        operation,
        "Idempotency-Key",
        "header",
        "Your name for this request, 1 to 255 visible ASCII characters: repeated within 24 hours with the same body, it is answered as before.");
    body(operation);
    ObjectNode schema = JSON.objectNode();
    schema.putArray("anyOf").add(schemaOf(Assessment.class)).add(schemaOf(TracedAssessment.class));
    ObjectNode ok =
        answer(operation, "The assessment. That no policy is in force is one too.", schema);
    ok.putObject("examples").putObject("example").set("value", exampleAssessment);
    problems(operation, 400, 404, 409, 413, 415, 422, 500, 503);
    return operation;
  }

  private ObjectNode again() {
    ObjectNode operation =
        operation("getAssessment", "An assessment again, exactly as it was given.");
    parameter(operation, "id", "path", "`assessmentId` of the answer.");
    answer(operation, "The assessment.", schemaOf(Assessment.class));
    problems(operation, 404, 503);
    return operation;
  }

  private ObjectNode letter() {
    ObjectNode operation =
        operation(
            "draftLetter",
            "A draft of a letter of medical necessity: the criteria that are met, each with its citation and the facts of the case that show it.");
    parameter(operation, "id", "path", "`assessmentId` of the answer.");
    ObjectNode content =
        responses(operation).putObject("200").put("description", "The draft.").putObject("content");
    for (String form : List.of("text/html", "text/markdown")) {
      content.putObject(form).putObject("schema").put("type", "string");
    }
    problems(operation, 404, 406, 409, 503);
    return operation;
  }

  private ObjectNode determine() {
    ObjectNode operation =
        operation("recordDetermination", "Record what the payer decided on an assessed request.");
    parameter(operation, "id", "path", "`assessmentId` of the answer.");
    parameter(operation, "replace", "query", "`true`: in place of another one that is recorded.");
    ObjectNode request = schemaOf(DeterminationResource.DeterminationRequest.class);
    ObjectNode shape = Objects.requireNonNull(schemas.get("DeterminationRequest"));
    shape.put("additionalProperties", false);
    shape.putArray("required").add("decision").add("decidedOn");
    ((ObjectNode) shape.at("/properties/reason")).put("minLength", 1).put("maxLength", 500);
    ObjectNode media =
        operation
            .putObject("requestBody")
            .put("required", true)
            .putObject("content")
            .putObject(JSON_TYPE);
    media.set("schema", request);
    media
        .putObject("examples")
        .putObject("example")
        .putObject("value")
        .put("decision", "APPROVED")
        .put("decidedOn", "2026-05-02");
    ObjectNode schema = schemaOf(DeterminationResource.DeterminationResponse.class);
    answer(operation, "It was recorded before, word for word, or replaces another one.", schema);
    ObjectNode created =
        responses(operation).putObject("201").put("description", "It is recorded.");
    created.putObject("content").putObject(JSON_TYPE).set("schema", schema.deepCopy());
    problems(operation, 400, 404, 409, 413, 415, 422, 503);
    return operation;
  }

  private ObjectNode compare() {
    ObjectNode operation =
        operation(
            "compareCase",
            "Hold one case against every policy in force for its drug, most likely approval first.");
    body(operation);
    answer(operation, "The comparison.", schemaOf(Comparison.class));
    problems(operation, 400, 413, 415, 422, 503);
    return operation;
  }

  private ObjectNode regress() {
    ObjectNode operation =
        operation(
            "startRegression",
            "Run the sample cases of the library in the background, one run at a time.");
    parameter(
        operation, "payer", "query", "Only cases of payers like this; `*` stands for any signs.");
    parameter(
        operation,
        "criterion",
        "query",
        "Only cases that expect something of a criterion or exclusion like this.");
    parameter(operation, "name", "query", "Only cases with a name like this.");
    ObjectNode started =
        responses(operation)
            .putObject("202")
            .put("description", "The run has begun; `Location` leads to it.");
    started
        .putObject("content")
        .putObject(JSON_TYPE)
        .set("schema", schemaOf(Regressions.RegressionResponse.class));
    problems(operation, 409, 503);
    return operation;
  }

  private ObjectNode regression() {
    ObjectNode operation =
        operation(
            "getRegression", "How far a run is, or what came of it, with its first failures.");
    parameter(operation, "id", "path", "`id` of the answer.");
    answer(operation, "The run.", schemaOf(Regressions.RegressionResponse.class));
    problems(operation, 404);
    return operation;
  }

  private ObjectNode regressionEvents() {
    ObjectNode operation =
        operation(
            "followRegression",
            "The run a few times a second as server-sent events, the last when it has ended; the `data` of each is a RegressionResponse.");
    parameter(operation, "id", "path", "`id` of the answer.");
    responses(operation)
        .putObject("200")
        .put("description", "The events.")
        .putObject("content")
        .putObject("text/event-stream")
        .putObject("schema")
        .put("type", "string");
    problems(operation, 404);
    return operation;
  }

  private ObjectNode list() {
    ObjectNode operation = operation("listPolicies", "Every policy with its editions.");
    ObjectNode schema = JSON.objectNode().put("type", "array");
    schema.set("items", schemaOf(PolicyResource.PolicyResponse.class));
    answer(operation, "The policies.", schema);
    unchanged(operation);
    problems(operation, 503);
    return operation;
  }

  private ObjectNode policy() {
    ObjectNode operation = operation("getPolicy", "One policy with its editions.");
    pathParameters(operation, "payer", "policy");
    answer(operation, "The policy.", schemaOf(PolicyResource.PolicyResponse.class));
    unchanged(operation);
    problems(operation, 404, 503);
    return operation;
  }

  private ObjectNode edition() {
    ObjectNode operation =
        operation("getEdition", "One edition whole: criteria, sources, rules and their texts.");
    pathParameters(operation, "payer", "policy", "edition");
    answer(operation, "The edition.", schemaOf(PolicyResource.EditionResponse.class));
    unchanged(operation);
    problems(operation, 404, 503);
    return operation;
  }

  static ObjectNode operation(String id, String summary) {
    ObjectNode operation = JSON.objectNode();
    operation.put("operationId", id).put("summary", summary);
    operation.putArray("parameters");
    operation.putObject("responses");
    return operation;
  }

  private void body(ObjectNode operation) {
    ObjectNode body = operation.putObject("requestBody").put("required", true);
    ObjectNode media = body.putObject("content").putObject(JSON_TYPE);
    media.putObject("schema").put("$ref", "#/components/schemas/Case");
    media.putObject("examples").putObject("example").set("value", exampleCase);
  }

  static ObjectNode answer(ObjectNode operation, String description, ObjectNode schema) {
    ObjectNode response = responses(operation).putObject("200").put("description", description);
    ObjectNode media = response.putObject("content").putObject(JSON_TYPE);
    media.set("schema", schema);
    return media;
  }

  private static void unchanged(ObjectNode operation) {
    responses(operation)
        .putObject("304")
        .put("description", "Unchanged since the `ETag` in `If-None-Match`.");
  }

  static void problems(ObjectNode operation, int... statuses) {
    for (int status : statuses) {
      List<String> titles =
          Arrays.stream(ProblemType.values())
              .filter(type -> type.status() == status)
              .map(type -> "[" + type.title() + "](" + type.uri() + ")")
              .toList();
      ObjectNode response =
          responses(operation)
              .putObject(Integer.toString(status))
              .put("description", String.join(", or ", titles));
      response
          .putObject("content")
          .putObject(Problem.MEDIA_TYPE)
          .putObject("schema")
          .put("$ref", "#/components/schemas/Problem");
    }
  }

  static ObjectNode responses(ObjectNode operation) {
    return (ObjectNode) operation.get("responses");
  }

  private static void pathParameters(ObjectNode operation, String... names) {
    for (String name : names) {
      parameter(operation, name, "path", "As `GET /v1/policies` lists it.");
    }
  }

  static void parameter(ObjectNode operation, String name, String in, String description) {
    parameter(operation, name, in, description, "string");
  }

  private static void parameter(
      ObjectNode operation, String name, String in, String description, String type) {
    ObjectNode parameter = ((ArrayNode) operation.get("parameters")).addObject();
    parameter
        .put("name", name)
        .put("in", in)
        .put("required", in.equals("path"))
        .put("description", description);
    parameter.putObject("schema").put("type", type);
  }

  private void problem() {
    schemaOf(Problem.class);
    ObjectNode schema = Objects.requireNonNull(schemas.get("Problem"));
    ObjectNode type = (ObjectNode) schema.at("/properties/type");
    type.removeAll();
    type.put("type", "string").put("format", "uri-reference");
    ArrayNode constants = type.putArray("enum");
    Arrays.stream(ProblemType.values()).forEach(problem -> constants.add(problem.uri()));
  }

  ObjectNode schemaOf(Type type) {
    ObjectNode schema = JSON.objectNode();
    if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
      schema.put("type", "array").set("items", schemaOf(generic.getActualTypeArguments()[0]));
    } else if (type instanceof ParameterizedType generic) {
      schema
          .put("type", "object")
          .set("additionalProperties", schemaOf(generic.getActualTypeArguments()[1]));
    } else if (type instanceof Class<?> plain) {
      plain(schema, plain);
    }
    return schema;
  }

  private void plain(ObjectNode schema, Class<?> type) {
    if (type == PolicyId.class || type == EditionId.class || type == String.class) {
      schema.put("type", "string");
    } else if (type == Instant.class) {
      schema.put("type", "string").put("format", "date-time");
    } else if (type == LocalDate.class) {
      schema.put("type", "string").put("format", "date");
    } else if (type == boolean.class || type == Boolean.class) {
      schema.put("type", "boolean");
    } else if (type == Check.class) {
      schema.put("type", "string");
    } else if (type == int.class
        || type == Integer.class
        || type == long.class
        || type == Long.class) {
      schema.put("type", "integer");
    } else if (type == double.class || type == Double.class) {
      schema.put("type", "number");
    } else if (type.isEnum()) {
      ArrayNode constants = schema.put("type", "string").putArray("enum");
      Arrays.stream(type.getEnumConstants())
          .forEach(constant -> constants.add(((Enum<?>) constant).name()));
    } else if (type.isRecord()) {
      String name = nameOf(type);
      if (!schemas.containsKey(name)) {
        ObjectNode named = JSON.objectNode();
        schemas.put(name, named);
        record(named, type);
      }
      schema.put("$ref", "#/components/schemas/" + name);
    }
  }

  private void record(ObjectNode schema, Class<?> type) {
    schema.put("type", "object");
    ArrayNode required = JSON.arrayNode();
    ObjectNode properties = schema.putObject("properties");
    properties(type, properties, required);
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
  }

  private void properties(Class<?> type, ObjectNode properties, ArrayNode required) {
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
        properties(component.getType(), properties, required);
        continue;
      }
      properties.set(component.getName(), schemaOf(component.getGenericType()));
      boolean list = component.getType() == List.class || component.getType() == Map.class;
      boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
      if (!nullable && !list) {
        required.add(component.getName());
      }
    }
  }

  private static String nameOf(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return outer == null || !outer.isRecord()
        ? type.getSimpleName()
        : outer.getSimpleName() + type.getSimpleName();
  }
}
