package ketcov.planted.assessment;

import java.sql.Connection;

/** JDBC outside of the store. */
record UsesSql(Connection connection) {}
