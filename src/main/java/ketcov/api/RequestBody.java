package ketcov.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import ketcov.intake.CaseProblem;
import ketcov.text.StrictJson;

/** Reads the body of a request, up to the limit. What is wrong with it ends the request. */
final class RequestBody {
  private RequestBody() {}

  static byte[] bytes(InputStream in) {
    return bytes(in, StrictJson.MAX_BYTES);
  }

  static byte[] bytes(InputStream in, int limit) {
    byte[] body;
    try {
      body = in.readNBytes(limit + 1);
    } catch (IOException e) {
      throw new ProblemException(
          Problem.of(ProblemType.MALFORMED_CASE, "The body broke off while it was read."));
    }
    if (body.length > limit) {
      throw new ProblemException(ProblemMapper.tooLarge(limit));
    }
    return body;
  }

  static JsonNode json(byte[] body) {
    return json(StrictJson.read(body));
  }

  static JsonNode json(StrictJson.Reading reading) {
    return switch (reading) {
      case StrictJson.Value value -> value.root();
      case StrictJson.Malformed malformed ->
          throw new ProblemException(
              Problem.of(
                  ProblemType.MALFORMED_CASE,
                  "Line "
                      + malformed.place().line()
                      + ", column "
                      + malformed.place().column()
                      + ": "
                      + malformed.detail()
                      + ".",
                  List.of(
                      new CaseProblem(
                          malformed.pointer(),
                          malformed.detail(),
                          null,
                          "one JSON object",
                          null))));
    };
  }
}
