package ketcov.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;
import ketcov.casefacts.Authorization;
import ketcov.casefacts.Drug;
import ketcov.casefacts.Indication;
import ketcov.casefacts.RequestedService;
import org.jspecify.annotations.Nullable;

/**
 * The requests for which a criterion, exclusion, document or approval stands. An empty list limits
 * nothing.
 */
public record AppliesTo(
    List<Authorization> authorizations, List<Indication> indications, List<Drug> drugs) {
  /** Every request. */
  public static final AppliesTo ALL = new AppliesTo(List.of(), List.of(), List.of());

  public AppliesTo(
      @JsonProperty("authorizations") @Nullable List<Authorization> authorizations,
      @JsonProperty("indications") @Nullable List<Indication> indications,
      @JsonProperty("drugs") @Nullable List<Drug> drugs) {
    this.authorizations = List.copyOf(Objects.requireNonNullElse(authorizations, List.of()));
    this.indications = List.copyOf(Objects.requireNonNullElse(indications, List.of()));
    this.drugs = List.copyOf(Objects.requireNonNullElse(drugs, List.of()));
  }

  /**
   * Whether it stands for a request with this indication; a request's unsaid indication is asked
   * about one by one.
   */
  public boolean covers(RequestedService request, @Nullable Indication indication) {
    return (drugs.isEmpty() || drugs.contains(request.drug()))
        && (authorizations.isEmpty()
            || authorizations.contains(
                Objects.requireNonNullElse(request.authorization(), Authorization.INITIAL)))
        && (indications.isEmpty() || (indication != null && indications.contains(indication)));
  }

  /** Whether it may stand for a request whose indication is unsaid. */
  public boolean mayCover(RequestedService request) {
    return request.indication() == null
        ? covers(request, indications.isEmpty() ? null : indications.getFirst())
        : covers(request, request.indication());
  }
}
