package ketcov.finding;

/** What a rule bears. */
public enum RuleRole {
  CRITERION("criterion", "met"),
  EXCLUSION("exclusion", "excluded"),
  NOTICE("notice", "noted");

  private final String annotation;
  private final String verb;

  RuleRole(String annotation, String verb) {
    this.annotation = annotation;
    this.verb = verb;
  }

  /** The annotation that names what the rule bears. */
  public String annotation() {
    return annotation;
  }

  /** The verb that the rule calls. */
  public String verb() {
    return verb;
  }
}
