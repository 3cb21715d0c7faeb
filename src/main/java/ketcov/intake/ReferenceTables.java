package ketcov.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import ketcov.casefacts.Episode;
import ketcov.casefacts.Severity;
import ketcov.casefacts.TherapyClass;
import ketcov.casefacts.TrialRole;
import ketcov.casefacts.TrialRoute;
import ketcov.text.StrictYaml;
import org.jspecify.annotations.Nullable;

/**
 * The reference tables, which are data: {@code ingredients.yaml}, {@code diagnoses.yaml} and {@code
 * packages.yaml} beside this class, with their sources in their heads.
 */
public final class ReferenceTables {
  private final Map<String, Ingredient> ingredients = new HashMap<>();
  private final Map<String, DiagnosisCode> diagnoses = new HashMap<>();
  private final Map<String, Double> packages = new HashMap<>();
  private final Set<String> names = new TreeSet<>();
  private final Set<String> ignoredWords;

  private ReferenceTables(JsonNode drugs, JsonNode codes, JsonNode packaged) {
    this.ignoredWords = Set.copyOf(texts(drugs.path("ignoredWords")));
    for (JsonNode row : drugs.path("ingredients")) {
      Ingredient ingredient = ingredient(row);
      register(ingredient.name(), ingredient);
      names.add(ingredient.name());
      for (String brand : texts(row.path("brands"))) {
        register(brand, ingredient);
        names.add(brand);
      }
      texts(row.path("rxnorm")).forEach(code -> register(code, ingredient));
    }
    for (JsonNode row : drugs.path("excludedProducts")) {
      Ingredient excluded =
          new Ingredient(
              row.path("name").asText() + ", a product that is no antidepressant trial",
              TherapyClass.OTHER,
              TrialRole.AUGMENTATION,
              TrialRoute.ORAL,
              null,
              false);
      texts(row.path("rxnorm")).forEach(code -> register(code, excluded));
    }
    for (JsonNode row : packaged.path("packages")) {
      texts(row.path("ndc"))
          .forEach(ndc -> packages.put(ndc.replace("-", ""), row.path("mg").doubleValue()));
    }
    for (JsonNode row : codes.path("diagnoses")) {
      diagnoses.put(row.path("code").asText(), diagnosis(row));
    }
  }

  /** The tables that ship with the service. */
  public static ReferenceTables load() {
    return new ReferenceTables(
        read("ingredients.yaml"), read("diagnoses.yaml"), read("packages.yaml"));
  }

  /**
   * A drug of the table. A component that is null is not known.
   *
   * @param lowestDoseMg lowest daily dose in mg at which a trial counts
   * @param doseConfirmed a source confirms that dose; a default below which a dose proves nothing
   *     otherwise
   */
  public record Ingredient(
      String name,
      @Nullable TherapyClass therapyClass,
      @Nullable TrialRole role,
      @Nullable TrialRoute route,
      @Nullable Double lowestDoseMg,
      boolean doseConfirmed) {}

  /** What an ICD-10-CM code tells. A component that is null is not told. */
  public record DiagnosisCode(
      boolean majorDepression,
      @Nullable Severity severity,
      @Nullable Episode episode,
      @Nullable Boolean psychoticFeatures) {}

  /** The drug that an ingredient, a brand name or an RxNorm id stands for. */
  public Optional<Ingredient> ingredient(String text) {
    String key = key(text);
    Ingredient found = ingredients.get(key);
    return Optional.ofNullable(found == null ? ingredients.get(withoutForm(key)) : found);
  }

  /**
   * The name under which a drug that no table holds is counted: its salt and form do not make
   * another drug.
   */
  public String unknownName(String text) {
    String name = withoutForm(key(text));
    return name.isEmpty() ? key(text) : name;
  }

  /** Names and brands, for did-you-mean. */
  public Set<String> drugNames() {
    return names;
  }

  /** What a code tells; empty for a code that the table does not hold. */
  public Optional<DiagnosisCode> diagnosis(String code) {
    return Optional.ofNullable(diagnoses.get(code));
  }

  /** Whether the table lists codes of a category, the first three characters of a code. */
  public boolean hasCategory(String category) {
    return diagnoses.keySet().stream().anyMatch(code -> code.startsWith(category + "."));
  }

  /**
   * Mg in the package of an NDC, with or without hyphens; empty for a package that the table does
   * not hold.
   */
  public Optional<Double> packageMg(String ndc) {
    return Optional.ofNullable(packages.get(ndc.replace("-", "")));
  }

  private void register(String text, Ingredient ingredient) {
    ingredients.put(key(text), ingredient);
  }

  private String withoutForm(String key) {
    List<String> words = new ArrayList<>(List.of(key.split(" ")));
    words.removeIf(ignoredWords::contains);
    return String.join(" ", words);
  }

  private static String key(String text) {
    return text.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_]+", " ");
  }

  private static Ingredient ingredient(JsonNode row) {
    return new Ingredient(
        row.path("name").asText(),
        constant(TherapyClass.class, row.path("class")),
        constant(TrialRole.class, row.path("role")),
        constant(TrialRoute.class, row.path("route")),
        row.has("lowestDoseMg") ? (Double) row.path("lowestDoseMg").doubleValue() : null,
        row.path("doseConfirmed").booleanValue());
  }

  private static DiagnosisCode diagnosis(JsonNode row) {
    return new DiagnosisCode(
        row.path("group").asText().equals("MAJOR_DEPRESSION"),
        constant(Severity.class, row.path("severity")),
        constant(Episode.class, row.path("episode")),
        row.has("psychoticFeatures")
            ? (Boolean) row.path("psychoticFeatures").booleanValue()
            : null);
  }

  private static <E extends Enum<E>> @Nullable E constant(Class<E> type, JsonNode value) {
    return value.isTextual() ? Enum.valueOf(type, value.asText()) : null;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(value -> texts.add(value.asText()));
    return texts;
  }

  private static JsonNode read(String name) {
    return StrictYaml.resource("/ketcov/reference/" + name);
  }
}
