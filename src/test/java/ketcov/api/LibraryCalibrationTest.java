package ketcov.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import ketcov.store.CaseKeeping;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A library without policies, so that nothing is compiled, and its calibration. */
class LibraryCalibrationTest {
  private final Path data;
  private final Storage storage;
  private final Library library;

  LibraryCalibrationTest(@TempDir Path folder) throws IOException {
    this.data = folder.resolve("data");
    Path rules = Files.createDirectory(folder.resolve("rules-drl"));
    this.storage =
        new Storage(
            data.toString(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            CaseKeeping.NONE,
            Optional.empty(),
            Optional.empty());
    this.library = new Library(rules.toString(), data.toString(), false, storage);
  }

  @AfterEach
  void the_store_is_closed() {
    library.stop(new ShutdownEvent());
    storage.stop(new ShutdownEvent());
  }

  private Library.State loaded() throws InterruptedException {
    storage.start(new StartupEvent());
    library.start(new StartupEvent());
    while (library.state() instanceof Library.State.Loading) {
      Thread.sleep(5);
    }
    return library.state();
  }

  @Test
  void without_a_calibration_the_service_is_ready() throws InterruptedException {
    assertThat(loaded()).isInstanceOf(Library.State.Ready.class);
  }

  @Test
  void with_a_damaged_calibration_the_service_is_not_ready_and_says_where()
      throws IOException, InterruptedException {
    Files.createDirectories(data.resolve("calibrations"));
    Files.writeString(data.resolve("calibrations/active"), "calibrated\n");

    assertThat(loaded()).isInstanceOf(Library.State.BadCalibration.class);
    assertThatThrownBy(library::assessor)
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("calibration");
    HealthCheckResponse health = new LibraryReadiness(library).call();
    assertThat(health.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
    assertThat(health.getData().orElseThrow().get("calibration"))
        .asString()
        .contains("calibrations/active:1:1: error: ");
  }
}
