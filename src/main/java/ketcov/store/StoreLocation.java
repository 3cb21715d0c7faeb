package ketcov.store;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the store is.
 *
 * @param url a JDBC URL, of H2 or of PostgreSQL
 */
public record StoreLocation(String url, Credentials credentials) {
  /**
   * Every commit is written before it is acknowledged, so that killing the process loses none; the
   * engine writes no trace file, since a trace holds values.
   */
  private static final String EMBEDDED =
      ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=10000;TRACE_LEVEL_FILE=0";

  public StoreLocation {
    if (!url.startsWith("jdbc:h2:") && !url.startsWith("jdbc:postgresql:")) {
      throw new StoreException(
          "the store cannot be opened: its URL begins neither with jdbc:h2: nor with jdbc:postgresql:");
    }
  }

  /** Who opens the store; null where the URL says it or nobody asks. */
  public record Credentials(@Nullable String user, @Nullable String password) {
    /** No user and no password. */
    public static final Credentials NONE = new Credentials(null, null);

    /** Without the password. */
    @Override
    public String toString() {
      return user == null ? "nobody" : user;
    }
  }

  /** The embedded database in a file of this folder. */
  public static StoreLocation in(Path folder) {
    String file = folder.resolve("store").toAbsolutePath().normalize().toString();
    return new StoreLocation("jdbc:h2:file:" + file + EMBEDDED, new Credentials("ketcov", ""));
  }

  /** What may be shown of it: no password and no other setting. */
  @Override
  public String toString() {
    String shown = url.replaceFirst("[;?].*", "").replaceFirst("//[^/]*@", "//");
    return shown.startsWith("jdbc:h2:file:")
        ? shown.substring("jdbc:h2:file:".length()) + ".mv.db"
        : shown;
  }

  /** The driver is named, since nothing finds it by itself in the class loader of the service. */
  String driver() {
    return url.startsWith("jdbc:h2:") ? "org.h2.Driver" : "org.postgresql.Driver";
  }

  /** What the database calls a run of bytes of any length. */
  String bytesType() {
    return url.startsWith("jdbc:h2:") ? "blob" : "bytea";
  }
}
