package ketcov.planted.casefacts;

import ketcov.planted.engine.Engine;

/** Facts that know the engine. */
record UsesAPackageBehindIt(Engine engine) {}
