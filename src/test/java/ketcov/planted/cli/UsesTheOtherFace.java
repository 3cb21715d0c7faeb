package ketcov.planted.cli;

import ketcov.planted.api.Resource;

/** A face that knows the other. */
record UsesTheOtherFace(Resource resource) {}
