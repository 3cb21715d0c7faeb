package ketcov.regression;

import com.fasterxml.jackson.databind.JsonNode;
import ketcov.policy.EditionId;
import ketcov.text.Place;

/**
 * One sample case of an edition.
 *
 * @param edition the edition in whose folder it lies
 * @param file the file as messages name it, and where in it the case begins
 * @param body the case as a client would post it
 * @param select assess under the edition that the choice by date takes, not under the folder's own
 * @param expect what is expected, as written
 */
public record SampleCase(
    EditionId edition,
    String file,
    Place place,
    String name,
    JsonNode body,
    boolean select,
    JsonNode expect) {}
