package ketcov.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import ketcov.text.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedKeysTest {
  private static final KeyPair PAIR = Signatures.newKeys();
  private static final String PUBLIC = Signatures.text(PAIR.getPublic());

  @Test
  void keys_are_found_by_their_ids() {
    TrustedKeys.Reading reading =
        TrustedKeys.read(
            "keys.yaml", "keys:\n  - id: ben-2026\n    role: approver\n    publicKey: " + PUBLIC);
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.keys().find("ben-2026"))
        .hasValueSatisfying(
            key -> {
              assertThat(key.role()).isEqualTo(Role.APPROVER);
              assertThat(key.publicKey()).isEqualTo(PAIR.getPublic());
            });
    assertThat(reading.keys().find("ben")).isEmpty();
  }

  @Test
  void without_a_file_no_key_is_trusted(@TempDir Path folder) throws IOException {
    TrustedKeys.Reading reading = TrustedKeys.read(folder.resolve("keys.yaml"));
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.keys().find("ben")).isEmpty();
  }

  @Test
  void with_one_mistake_no_key_is_trusted_and_each_mistake_has_its_place() {
    TrustedKeys.Reading reading =
        TrustedKeys.read(
            "keys.yaml",
            """
            keys:
              - id: good
                role: approver
                publicKey: %s
              - id: Bad Id
                role: aprover
                publicKey: AAAA
              - id: good
                role: publisher
                publicKey: %s
              - id: short
                rolle: author
            """
                .formatted(PUBLIC, PUBLIC));
    assertThat(reading.keys().find("good")).isEmpty();
    assertThat(reading.problems())
        .extracting(Diagnostic::toString)
        .containsExactlyInAnyOrder(
            "keys.yaml:5:5: error: `Bad Id` is no id of a key. Use small letters, digits, dots and hyphens. [trusted-key]",
            "keys.yaml:6:5: error: `aprover` is not one of author, approver, publisher. Did you mean `approver`? [trusted-key]",
            "keys.yaml:7:5: error: is not a public key for Ed25519 in base64. `./ketcov packages keygen` makes a pair. [trusted-key]",
            "keys.yaml:8:5: error: key `good` stands twice. Keep one. [trusted-key]",
            "keys.yaml:12:5: error: `rolle` is not known. Did you mean `role`? [trusted-key]",
            "keys.yaml:11:5: error: a key needs `role`, a text. [trusted-key]",
            "keys.yaml:11:5: error: a key needs `publicKey`, a text. [trusted-key]");
  }

  @Test
  void what_is_no_list_of_keys_is_said() {
    assertThat(TrustedKeys.read("keys.yaml", "key: []").problems()).hasSize(1);
    assertThat(TrustedKeys.read("keys.yaml", "keys: []\nmore: 1").problems()).hasSize(1);
    assertThat(TrustedKeys.read("keys.yaml", "keys: [a]").problems()).isNotEmpty();
    assertThat(TrustedKeys.read("keys.yaml", "- a").problems()).hasSize(1);
    assertThat(TrustedKeys.read("keys.yaml", "keys: []").problems()).isEmpty();
  }

  @Test
  void a_private_key_is_written_and_read() {
    assertThat(Signatures.privateKey(Signatures.pem(PAIR.getPrivate())))
        .contains(PAIR.getPrivate());
    assertThat(Signatures.privateKey("no key")).isEmpty();
  }
}
