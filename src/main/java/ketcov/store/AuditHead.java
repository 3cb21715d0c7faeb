package ketcov.store;

/**
 * How far the audit trail goes. Noted in another place, it shows later whether the trail was cut or
 * written anew.
 *
 * @param hash the hash of the last entry
 */
public record AuditHead(long entries, String hash) {
  /** {@code entries:hash}. */
  @Override
  public String toString() {
    return entries + ":" + hash;
  }
}
