package ketcov.planted.assessment;

import org.kie.api.KieBase;

/** Drools outside of the engine. */
record UsesDrools(KieBase base) {}
