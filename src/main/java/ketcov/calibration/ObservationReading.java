package ketcov.calibration;

/** What came of taking an observation from a determination. */
public sealed interface ObservationReading {

  /** It says something of the weights. */
  record Usable(Observation observation) implements ObservationReading {}

  /** It is sound, but says nothing of the weights. */
  record LeftOut(Why why) implements ObservationReading {}

  /**
   * It is not an assessment that we wrote.
   *
   * @param pointer where in the assessment
   */
  record Malformed(String pointer, String detail) implements ObservationReading {}

  /** Why a determination is left out of a fit. */
  enum Why {
    WITHDRAWN("withdrawn"),
    NOT_JUDGED("no edition judged the case"),
    NO_AMOUNTS("the indication was unsaid, so that the likelihood is no sum of weights"),
    OTHER_MODEL("assessed by a model with other weights");

    private final String says;

    Why(String says) {
      this.says = says;
    }

    /** In words. */
    public String says() {
      return says;
    }
  }
}
