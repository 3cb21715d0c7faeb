package ketcov.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which edition judges a case, with every edition of the payer that was considered and why. */
public sealed interface Selection<E>
    permits Selection.Selected, Selection.NoneInForce, Selection.Ambiguous {

  /** Every edition of the payer that was looked at. */
  List<Considered> considered();

  /**
   * One edition that was looked at.
   *
   * @param applies whether it applies to this request
   * @param why why it does or does not, in words
   */
  record Considered(PolicyId policy, String edition, boolean applies, String why) {}

  /** One edition applies. */
  record Selected<E>(E edition, List<Considered> considered) implements Selection<E> {
    public Selected {
      considered = List.copyOf(considered);
    }
  }

  /**
   * No edition applies.
   *
   * @param knownPayers every payer of the library; empty when the payer is known
   * @param didYouMean the payer that was probably meant; null when none is near or the payer is
   *     known
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record NoneInForce<E>(
      List<Considered> considered, List<String> knownPayers, @Nullable String didYouMean)
      implements Selection<E> {
    public NoneInForce {
      considered = List.copyOf(considered);
      knownPayers = List.copyOf(knownPayers);
    }
  }

  /**
   * Several policies of the payer apply, and the case does not say which.
   *
   * @param editions the editions that apply
   */
  record Ambiguous<E>(List<E> editions, List<Considered> considered) implements Selection<E> {
    public Ambiguous {
      editions = List.copyOf(editions);
      considered = List.copyOf(considered);
    }
  }
}
