package ketcov.planted.assessment;

import jakarta.ws.rs.core.Response;

/** HTTP outside of the faces. */
record UsesHttp(Response response) {}
