package ketcov.planted.assessment;

/** A name that says nothing. */
record CaseManager(String name) {}
