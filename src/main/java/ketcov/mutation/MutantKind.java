package ketcov.mutation;

/** A way in which a rule or a policy goes wrong. */
public enum MutantKind {
  THRESHOLD("a bound off by one"),
  OPERATOR("a comparison that takes in or leaves out its bound, or is turned round"),
  NEIGHBOUR("another value of the enumeration"),
  DRUG_CLASS("another drug class"),
  FLIPPED("yes for no"),
  VALUE_DROPPED("a value missing in a list"),
  VALUE_ADDED("a value too many in a list"),
  COUNT("a count off by one"),
  CONDITION_DROPPED("a condition left out"),
  FACT_DROPPED("a fact left out"),
  AND_OR("and for or"),
  RULE_DROPPED("a rule left out"),
  CRITERION_DROPPED("a criterion left out"),
  EXCLUSION_DROPPED("an exclusion left out"),
  NOTICE_DROPPED("a notice left out"),
  DOCUMENT_DROPPED("a paper left out"),
  REQUIRED("enforced for not enforced"),
  GROUP("required for any of several"),
  EFFECT("never covered for denied"),
  DATE("a day off by one"),
  DURATION("an approval a day off"),
  LAW("a law's limit off by one");

  private final String words;

  MutantKind(String words) {
    this.words = words;
  }

  /** What goes wrong, in words. */
  public String words() {
    return words;
  }
}
