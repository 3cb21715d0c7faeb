package ketcov.regression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import ketcov.policy.EditionId;
import org.jspecify.annotations.Nullable;

/**
 * Which cases of a source are run. A part that is null lets every case through; a text without
 * {@code *} and {@code ?} may stand anywhere in the name, letter case aside.
 *
 * @param payer of the edition that judges, or of the case
 * @param criterion a criterion or exclusion of which the case expects something
 * @param name of the case
 */
public record CaseFilter(
    @Nullable String payer, @Nullable String criterion, @Nullable String name) {
  /** Every case. */
  public static final CaseFilter ALL = new CaseFilter(null, null, null);

  private static final List<String> BY_CRITERION = List.of("criteria", "exclusions", "missing");

  /** The test of a case. */
  public Predicate<SampleCase> predicate() {
    List<Predicate<SampleCase>> all = new ArrayList<>();
    like(payer).ifPresent(p -> all.add(sample -> p.test(payerOf(sample))));
    like(criterion).ifPresent(c -> all.add(sample -> expectsOf(sample, c)));
    like(name).ifPresent(n -> all.add(sample -> n.test(sample.name())));
    return sample -> all.stream().allMatch(one -> one.test(sample));
  }

  private static String payerOf(SampleCase sample) {
    EditionId edition = sample.edition();
    return edition != null
        ? edition.policy().payer()
        : sample.body().path("coverage").path("payer").asText();
  }

  private static boolean expectsOf(SampleCase sample, Predicate<String> criterion) {
    for (String part : BY_CRITERION) {
      JsonNode named = sample.expect().path(part);
      if (named.propertyStream().anyMatch(entry -> criterion.test(entry.getKey()))) {
        return true;
      }
    }
    return false;
  }

  private static Optional<Predicate<String>> like(@Nullable String wanted) {
    if (wanted == null) {
      return Optional.empty();
    }
    String text = wanted.toLowerCase(Locale.ROOT);
    if (!text.contains("*") && !text.contains("?")) {
      return Optional.of(found -> found.toLowerCase(Locale.ROOT).contains(text));
    }
    StringBuilder form = new StringBuilder();
    text.chars()
        .forEach(
            sign ->
                form.append(
                    switch (sign) {
                      case '*' -> ".*";
                      case '?' -> ".";
                      default -> Pattern.quote(Character.toString(sign));
                    }));
    Predicate<String> whole = Pattern.compile(form.toString(), Pattern.DOTALL).asMatchPredicate();
    return Optional.of(found -> whole.test(found.toLowerCase(Locale.ROOT)));
  }
}
