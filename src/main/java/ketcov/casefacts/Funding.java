package ketcov.casefacts;

/** Who carries the risk. State insurance law reaches insured plans only. */
public enum Funding {
  INSURED,
  SELF_FUNDED
}
