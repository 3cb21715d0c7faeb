package ketcov.coverage;

/** What coverage is counted of. */
public enum Subject {
  RULES("rules", "rules fired and not fired"),
  CONDITIONS("conditions", "conditions true and false"),
  BOUNDARIES("boundaries", "bounds tested on both sides"),
  CRITERIA("criteria", "criteria met, not met and open"),
  EXCLUSIONS("exclusions", "exclusions triggered, clear and open"),
  DAYS("days", "first and last days from both sides"),
  NOTICES("notices", "notices shown"),
  PAPERS("papers", "papers asked for");

  private final String key;
  private final String words;

  Subject(String key, String words) {
    this.key = key;
    this.words = words;
  }

  /** As it stands in JSON and behind {@code --min}. */
  public String key() {
    return key;
  }

  /** In words, as a heading. */
  public String words() {
    return words;
  }
}
