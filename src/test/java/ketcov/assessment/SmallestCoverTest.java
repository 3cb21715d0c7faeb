package ketcov.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import ketcov.casefacts.DocumentType;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SmallestCoverTest {
  private static final List<DocumentType> TYPES = List.of(DocumentType.values());

  /** Eight types are enough for every shape of a tie, and few enough to try every set. */
  private static final int FEW = 8;

  /** The order that decides ties: fewer first, then the set whose types come first. */
  private static final Comparator<Set<DocumentType>> ORDER =
      Comparator.<Set<DocumentType>>comparingInt(Set::size)
          .thenComparing(
              (a, b) -> {
                List<DocumentType> one = List.copyOf(a);
                List<DocumentType> other = List.copyOf(b);
                return IntStream.range(0, one.size())
                    .map(i -> one.get(i).compareTo(other.get(i)))
                    .filter(sign -> sign != 0)
                    .findFirst()
                    .orElse(0);
              });

  @Provide
  Arbitrary<List<Set<DocumentType>>> wanted() {
    return Arbitraries.of(TYPES.subList(0, FEW))
        .set()
        .ofMinSize(1)
        .ofMaxSize(4)
        .list()
        .ofMaxSize(9);
  }

  @Property(tries = 2000)
  void it_is_what_trying_every_set_finds(@ForAll("wanted") List<Set<DocumentType>> wanted) {
    Set<DocumentType> first =
        IntStream.range(0, 1 << FEW)
            .mapToObj(SmallestCoverTest::set)
            .filter(set -> wanted.stream().allMatch(one -> one.stream().anyMatch(set::contains)))
            .min(ORDER)
            .orElseThrow();

    assertThat(SmallestCover.of(wanted)).isEqualTo(first);
  }

  @Property(tries = 200)
  void the_order_of_the_criteria_does_not_matter(@ForAll("wanted") List<Set<DocumentType>> wanted) {
    assertThat(SmallestCover.of(wanted.reversed())).isEqualTo(SmallestCover.of(wanted));
  }

  /** A greedy choice would begin with the paper that serves three. */
  @Example
  void two_papers_that_share_the_criteria_are_fewer_than_the_paper_of_most_and_two_more() {
    List<Set<DocumentType>> wanted =
        List.of(
            Set.of(DocumentType.CHART_NOTES, DocumentType.MEDICATION_HISTORY),
            Set.of(DocumentType.CHART_NOTES, DocumentType.MEDICATION_HISTORY),
            Set.of(DocumentType.CHART_NOTES, DocumentType.TREATMENT_PLAN),
            Set.of(DocumentType.MEDICATION_HISTORY),
            Set.of(DocumentType.TREATMENT_PLAN));

    assertThat(SmallestCover.of(wanted))
        .containsExactly(DocumentType.MEDICATION_HISTORY, DocumentType.TREATMENT_PLAN);
  }

  @Example
  void nothing_is_needed_where_nothing_is_asked() {
    assertThat(SmallestCover.of(List.of())).isEmpty();
  }

  /** Every type is wanted by a criterion of its own: the search goes to its end. */
  @Example
  void it_finds_the_set_of_every_type() {
    assertThat(SmallestCover.of(TYPES.stream().map(Set::of).toList()))
        .containsExactlyElementsOf(TYPES);
  }

  private static Set<DocumentType> set(int mask) {
    Set<DocumentType> set = EnumSet.noneOf(DocumentType.class);
    IntStream.range(0, FEW)
        .filter(i -> (mask & 1 << i) != 0)
        .mapToObj(TYPES::get)
        .forEach(set::add);
    return set;
  }
}
