package ketcov.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.InputStream;
import java.util.List;
import ketcov.intake.CaseProblem;
import ketcov.intake.RecordReader;

/** Reads what is sent with a step; nothing sent says nothing. */
final class StepRequests {
  <T extends Record> T read(Class<T> type, InputStream in) {
    byte[] body = RequestBody.bytes(in);
    JsonNode root =
        body.length == 0 ? JsonNodeFactory.instance.objectNode() : RequestBody.json(body);
    return switch (new RecordReader<>(type).read(root)) {
      case RecordReader.Reading.Refused<T> refused ->
          throw new ProblemException(invalid(refused.problems()));
      case RecordReader.Reading.Accepted<T> accepted -> accepted.value();
    };
  }

  static Problem invalid(List<CaseProblem> problems) {
    return Problem.of(
        ProblemType.INVALID_REQUEST,
        problems.size() + " field(s) of the request are not as expected; `errors` lists each.",
        problems);
  }
}
