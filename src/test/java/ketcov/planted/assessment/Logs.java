package ketcov.planted.assessment;

import java.util.logging.Logger;

/** A core that keeps a log. */
record Logs(Logger logger) {}
