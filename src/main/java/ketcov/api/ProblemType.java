package ketcov.api;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Every problem that the service answers with. Each has its page below {@code docs/problems}. */
public enum ProblemType {
  MALFORMED_CASE(400, "The body is not the JSON we expect"),
  INVALID_IDEMPOTENCY_KEY(400, "The idempotency key is not one that we take"),
  INVALID_CASE(422, "The case does not hold together"),
  INVALID_DETERMINATION(422, "The determination does not hold together"),
  UNKNOWN_POLICY(404, "We hold no such policy or edition"),
  UNKNOWN_ASSESSMENT(404, "We hold no such assessment"),
  UNKNOWN_REGRESSION(404, "We remember no such run of cases"),
  REGRESSION_RUNNING(409, "Cases are being run"),
  NO_LETTER(409, "There is no letter for this assessment"),
  IDEMPOTENCY_CONFLICT(409, "The idempotency key belongs to another request"),
  DETERMINATION_CONFLICT(409, "Another determination is recorded"),
  NO_TOKEN(401, "We do not know who asks"),
  PUBLISHING_OFF(403, "This service takes no policies over HTTP"),
  FORBIDDEN(403, "This person may not do this"),
  UNKNOWN_PACKAGE(404, "We hold no such policy package"),
  INVALID_PACKAGE(422, "The policy package is not sound"),
  INVALID_REQUEST(422, "The request does not hold together"),
  PACKAGE_CONFLICT(409, "The package is not where this step begins"),
  BODY_TOO_LARGE(413, "The body is larger than we read"),
  UNSUPPORTED_MEDIA_TYPE(415, "We read only JSON"),
  NOT_ACCEPTABLE(406, "We answer only in JSON"),
  NOT_READY(503, "The service is not ready yet"),
  STORE_UNAVAILABLE(503, "The store does not answer"),
  RULE_FAILURE(500, "A rule of this edition failed"),
  INTERNAL_ERROR(500, "The service failed"),
  NOT_FOUND(404, "There is nothing at this address"),
  METHOD_NOT_ALLOWED(405, "This address does not take this method");

  private final int status;
  private final String title;

  ProblemType(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The fixed title. */
  public String title() {
    return title;
  }

  /** The name of its page. */
  public String page() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The URI of its page, relative to the service. */
  @JsonValue
  public String uri() {
    return "/problems/" + page();
  }
}
