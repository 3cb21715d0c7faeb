package ketcov.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.UUID;
import ketcov.assessment.Decision;

/**
 * A determination with the assessment that it answers.
 *
 * @param payer the payer whose policy judged the case
 */
public record StoredDetermination(
    UUID assessmentId, String payer, Decision decision, LocalDate decidedOn, JsonNode assessment) {}
