package ketcov.store;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the whole audit trail, a part of it in memory at a time, and checks it. */
public final class AuditReader {
  private static final int PAGE = 500;

  private final Store store;

  /** A reader of the trail of a store. */
  public AuditReader(Store store) {
    this.store = store;
  }

  /** Every entry in its order; those appended meanwhile may or may not be among them. */
  public void forEach(Consumer<AuditEntry> consumer) {
    long last = Long.MIN_VALUE;
    List<AuditEntry> page = page(last);
    while (!page.isEmpty()) {
      page.forEach(consumer);
      last = page.getLast().number();
      page = page(last);
    }
  }

  private List<AuditEntry> page(long after) {
    return store.inTransaction(transaction -> transaction.audit().page(after, PAGE));
  }

  /**
   * Checks the trail, while others may append to it.
   *
   * @param noted how far the trail went at an earlier time, noted outside of the store; empty for
   *     nothing to compare with
   */
  public AuditCheck check(Optional<AuditHead> noted) {
    Chain chain = new Chain(noted);
    // From the very beginning: a number that none of ours has is found too.
    List<AuditEntry> page = page(Long.MIN_VALUE);
    while (page.size() == PAGE && chain.holds(page)) {
      page = page(chain.after);
    }
    if (chain.broken.isPresent()) {
      return chain.broken.get();
    }
    // The end is looked at while nobody appends.
    return store.inTransaction(
        transaction -> {
          AuditHead head = transaction.audit().lock();
          List<AuditEntry> rest = transaction.audit().page(chain.after, PAGE);
          while (!rest.isEmpty() && chain.holds(rest)) {
            rest = transaction.audit().page(chain.after, PAGE);
          }
          return chain.end(head);
        });
  }

  /** What was checked so far. */
  private static final class Chain {
    private final Optional<AuditHead> noted;
    private Optional<AuditCheck.Broken> broken = Optional.empty();
    private long after = Long.MIN_VALUE;
    private long number;
    private String hash = AuditEntry.FIRST;

    Chain(Optional<AuditHead> noted) {
      this.noted = noted;
    }

    boolean holds(List<AuditEntry> entries) {
      for (AuditEntry entry : entries) {
        if (!entry.follows(number, hash)) {
          broken = Optional.of(new AuditCheck.Broken(number + 1, why(entry)));
          return false;
        }
        number = entry.number();
        after = number;
        hash = entry.hash();
        if (noted
            .filter(head -> head.entries() == number && !head.hash().equals(hash))
            .isPresent()) {
          broken =
              Optional.of(
                  new AuditCheck.Broken(
                      number,
                      "its hash is not the one that was noted: the trail was written anew"));
          return false;
        }
      }
      return true;
    }

    private String why(AuditEntry entry) {
      if (entry.number() != number + 1) {
        return "it is missing; entry " + entry.number() + " comes next";
      }
      return entry.previousHash().equals(hash)
          ? "its hash does not fit: something of it was changed"
          : "it does not follow on entry " + number + ": it was changed, put in or moved";
    }

    AuditCheck end(AuditHead head) {
      if (broken.isPresent()) {
        return broken.get();
      }
      if (head.entries() > number) {
        return new AuditCheck.Broken(
            number + 1, "it is missing; there were " + head.entries() + " entries");
      }
      if (head.entries() < number) {
        return new AuditCheck.Broken(
            head.entries() + 1, "it was put in; there were " + head.entries() + " entries");
      }
      if (!head.hash().equals(hash)) {
        return new AuditCheck.Broken(
            Math.max(1, number), "its hash is not the one that was kept as the last");
      }
      if (noted.filter(before -> before.entries() > number).isPresent()) {
        return new AuditCheck.Broken(
            number + 1,
            "it is missing; when the head was noted there were "
                + noted.get().entries()
                + " entries: the end was cut off");
      }
      return new AuditCheck.Sound(head);
    }
  }
}
