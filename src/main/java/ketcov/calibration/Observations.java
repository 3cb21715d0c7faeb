package ketcov.calibration;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ketcov.assessment.Decision;
import ketcov.assessment.LikelihoodWeights;

/** Gathers observations, one determination after the other, and counts what is left out. */
public final class Observations {
  private final Set<String> known = LikelihoodWeights.ofPolicyModel().values().keySet();
  private final Set<String> seen = new HashSet<>();
  private final List<Observation> usable = new ArrayList<>();
  private final Map<ObservationReading.Why, Integer> leftOut =
      new EnumMap<>(ObservationReading.Why.class);

  /** Takes a determination; one that is malformed is not taken. */
  public ObservationReading add(Decision decision, JsonNode assessment) {
    ObservationReading reading = Observation.read(assessment, decision, known);
    if (!(reading instanceof ObservationReading.Malformed)
        && !seen.add(assessment.path("assessmentId").asText())) {
      return new ObservationReading.Malformed(
          "/assessmentId", "a determination of this assessment was read before; keep one");
    }
    switch (reading) {
      case ObservationReading.Usable one -> usable.add(one.observation());
      case ObservationReading.LeftOut one -> leftOut.merge(one.why(), 1, Integer::sum);
      case ObservationReading.Malformed one -> {
        // The caller says where it stands.
      }
    }
    return reading;
  }

  /**
   * The observations by the id of their assessment, so that the order of reading does not matter.
   */
  public List<Observation> sorted() {
    return usable.stream().sorted(Comparator.comparing(Observation::assessmentId)).toList();
  }

  /** How many were left out, by reason. */
  public Map<ObservationReading.Why, Integer> leftOut() {
    return Collections.unmodifiableMap(leftOut);
  }
}
