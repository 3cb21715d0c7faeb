package ketcov.checking;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Waits until files below a folder change. The system is asked to wake us; what changed is then
 * found by size and time of each file, so that nothing is missed where the system tells nothing:
 * the files are looked at now and then in any case.
 */
public final class FolderWatch implements AutoCloseable {
  private final Path root;
  private final Duration pause;
  private final Duration settle;
  private final @Nullable WatchService service;
  private final Map<WatchKey, Path> watched = new HashMap<>();
  private Map<Path, Stamp> seen;

  private record Stamp(long size, long changed) {}

  private FolderWatch(Path root, Duration pause, Duration settle, @Nullable WatchService service) {
    this.root = root.toAbsolutePath().normalize();
    this.pause = pause;
    this.settle = settle;
    this.service = service;
    this.seen = look();
  }

  /**
   * Begins to watch.
   *
   * @param pause how long to wait at most before looking without being told
   * @param settle how long nothing may change before a change counts as done, since editors write
   *     several times
   */
  public static FolderWatch of(Path root, Duration pause, Duration settle) {
    WatchService service;
    try {
      service = root.getFileSystem().newWatchService();
    } catch (IOException | UnsupportedOperationException e) {
      // As on some network drives: looking now and then is enough.
      service = null;
    }
    return new FolderWatch(root, pause, settle, service);
  }

  /** A watch that is told nothing and looks now and then. */
  static FolderWatch looking(Path root, Duration pause, Duration settle) {
    return new FolderWatch(root, pause, settle, null);
  }

  /**
   * The files that changed, came or went since the last call, as soon as there are any; none when
   * {@code longest} has passed without.
   */
  public Set<Path> await(Duration longest) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    while (true) {
      Set<Path> changed = changed();
      if (!changed.isEmpty()) {
        return changed;
      }
      long left = end - System.nanoTime();
      if (left <= 0) {
        return Set.of();
      }
      sleep(Math.min(left, pause.toNanos()));
    }
  }

  private Set<Path> changed() throws InterruptedException {
    Map<Path, Stamp> before = seen;
    Map<Path, Stamp> now = look();
    if (now.equals(before)) {
      return Set.of();
    }
    while (true) {
      TimeUnit.NANOSECONDS.sleep(settle.toNanos());
      Map<Path, Stamp> later = look();
      if (later.equals(now)) {
        break;
      }
      now = later;
    }
    seen = now;
    Set<Path> changed = new HashSet<>(before.keySet());
    changed.addAll(now.keySet());
    Map<Path, Stamp> after = now;
    changed.removeIf(file -> after.containsKey(file) && after.get(file).equals(before.get(file)));
    return changed;
  }

  private void sleep(long nanos) throws InterruptedException {
    if (service == null) {
      TimeUnit.NANOSECONDS.sleep(nanos);
      return;
    }
    try {
      WatchKey key = service.poll(nanos, TimeUnit.NANOSECONDS);
      if (key != null) {
        key.pollEvents();
        if (!key.reset()) {
          watched.remove(key);
        }
      }
    } catch (ClosedWatchServiceException e) {
      throw new InterruptedException();
    }
  }

  /** Size and time of every file; folders that are new are watched from now on. */
  private Map<Path, Stamp> look() {
    Map<Path, Stamp> files = new HashMap<>();
    try (Stream<Path> below = Files.walk(root)) {
      for (Path path : below.toList()) {
        if (Files.isDirectory(path)) {
          register(path);
        } else {
          stamp(path, files);
        }
      }
      return files;
    } catch (UncheckedIOException | IOException e) {
      // A folder went while it was looked at: what is left is seen next time.
      return files;
    }
  }

  private static void stamp(Path file, Map<Path, Stamp> files) throws IOException {
    try {
      files.put(
          file,
          new Stamp(Files.size(file), Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS)));
    } catch (NoSuchFileException e) {
      // It went just now.
    }
  }

  private void register(Path folder) {
    if (service == null || watched.containsValue(folder)) {
      return;
    }
    try {
      watched.put(
          folder.register(
              service,
              StandardWatchEventKinds.ENTRY_CREATE,
              StandardWatchEventKinds.ENTRY_MODIFY,
              StandardWatchEventKinds.ENTRY_DELETE),
          folder);
    } catch (IOException e) {
      // More folders than the system watches: these are looked at now and then.
      watched.values().remove(folder);
    }
  }

  @Override
  public void close() {
    try {
      if (service != null) {
        service.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
