package ketcov.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyIdTest {
  @Test
  void a_policy_is_named_by_payer_and_policy() {
    PolicyId id = PolicyId.parse("premera/spravato");
    assertThat(id).isEqualTo(new PolicyId("premera", "spravato")).hasToString("premera/spravato");
    assertThat(new EditionId(id, "undated").folder()).isEqualTo("premera/spravato/undated");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "premera", "/spravato", "premera/", "premera/spravato/2026"})
  void another_form_is_no_policy(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PolicyId.parse(text))
        .withMessageContaining("expected payer/policy");
  }

  @Test
  void an_edition_is_named_alone_or_with_its_policy_and_by_no_other() {
    EditionId id = new EditionId(PolicyId.parse("premera/spravato"), "2026-01-01");
    assertThat(id.isNamed("2026-01-01")).isTrue();
    assertThat(id.isNamed("premera/spravato@2026-01-01")).isTrue();
    assertThat(id.isNamed("premera/spravato/2026-01-01")).isTrue();
    assertThat(id.isNamed("cigna/spravato@2026-01-01")).isFalse();
    assertThat(id.isNamed("2026")).isFalse();
  }
}
