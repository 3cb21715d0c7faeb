package ketcov.regression;

import ketcov.text.Diagnostic;

/** Is told of a run as it goes on: in the order of the cases, and by one thread. */
public interface RunListener {
  /** A case has come out. */
  void result(CaseResult result);

  /** Something that should have been run cannot be read. */
  default void problem(Diagnostic problem) {}
}
