package ketcov.casefacts;

/** A rating scale with its greatest total. */
public enum Scale {
  PHQ9(27),
  MADRS(60),
  HAMD17(52),
  HAMD24(75),
  QIDS(27),
  BDI(63),
  GAD7(21),
  CSSRS(25);

  private final int maximum;

  Scale(int maximum) {
    this.maximum = maximum;
  }

  /** Greatest total of the scale; the least is 0. */
  public int maximum() {
    return maximum;
  }

  /** The two lengths of the Hamilton scale are one instrument. */
  public boolean sameInstrument(Scale other) {
    return this == other || (isHamilton() && other.isHamilton());
  }

  private boolean isHamilton() {
    return this == HAMD17 || this == HAMD24;
  }
}
