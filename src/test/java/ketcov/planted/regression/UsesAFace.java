package ketcov.planted.regression;

import ketcov.planted.api.Resource;

/** A core that knows a face. */
record UsesAFace(Resource resource) {}
