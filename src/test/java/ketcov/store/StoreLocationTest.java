package ketcov.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StoreLocationTest {
  @Test
  void what_is_shown_holds_no_password() {
    var credentials = new StoreLocation.Credentials("ketcov", "secret");
    assertThat(credentials.toString()).isEqualTo("ketcov");
    assertThat(
            new StoreLocation(
                "jdbc:postgresql://ketcov:secret@db:5432/ketcov?password=secret&ssl=true",
                credentials))
        .hasToString("jdbc:postgresql://db:5432/ketcov");
    assertThat(StoreLocation.in(Path.of("/var/ketcov/./data")))
        .hasToString("/var/ketcov/data/store.mv.db");
  }

  @Test
  void another_database_is_refused() {
    assertThatThrownBy(
            () -> new StoreLocation("jdbc:mysql://db/ketcov", StoreLocation.Credentials.NONE))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("jdbc:postgresql:");
  }

  @Test
  void a_server_that_is_not_there_is_told_in_one_sentence() {
    var location =
        new StoreLocation(
            "jdbc:postgresql://localhost:1/ketcov?connectTimeout=1",
            new StoreLocation.Credentials("ketcov", "secret"));
    assertThatThrownBy(() -> Store.open(location))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith(
            "the store jdbc:postgresql://localhost:1/ketcov cannot be opened: Connection to localhost:1 refused")
        .hasMessageNotContaining("secret");
  }
}
