package ketcov.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import ketcov.casefacts.Coverage;
import ketcov.casefacts.Indication;
import ketcov.casefacts.PriorAuthCase;
import ketcov.casefacts.RequestedService;
import org.jspecify.annotations.Nullable;

/**
 * Every edition that is loaded, immutable. Chooses the edition that judges a case.
 *
 * @param <E> an edition with whatever goes with it, such as its compiled rules
 */
public final class PolicyCatalog<E> {
  private final List<E> editions;
  private final Map<EditionId, E> byName = new HashMap<>();
  private final Function<E, PolicyEdition> policyOf;
  private final PayerDirectory directory;

  /** A catalog of editions. */
  public PolicyCatalog(
      List<E> editions, Function<E, PolicyEdition> policyOf, PayerDirectory directory) {
    this.policyOf = policyOf;
    this.directory = directory;
    this.editions =
        editions.stream()
            .sorted(Comparator.comparing(edition -> policyOf.apply(edition).editionId()))
            .toList();
    this.editions.forEach(
        edition -> byName.putIfAbsent(policyOf.apply(edition).editionId(), edition));
  }

  /** The same catalog with one edition replaced by another of its name. */
  public PolicyCatalog<E> with(E replacing) {
    EditionId name = policyOf.apply(replacing).editionId();
    return new PolicyCatalog<>(
        editions.stream()
            .map(edition -> policyOf.apply(edition).editionId().equals(name) ? replacing : edition)
            .toList(),
        policyOf,
        directory);
  }

  /** Every edition, by policy and edition. */
  public List<E> editions() {
    return editions;
  }

  /** The editions of one policy. */
  public List<E> editions(PolicyId policy) {
    return editions.stream()
        .filter(edition -> policyOf.apply(edition).id().equals(policy))
        .toList();
  }

  /** One edition by its name. */
  public Optional<E> edition(EditionId id) {
    return Optional.ofNullable(byName.get(id));
  }

  /** The payers of the library. */
  public List<String> payers() {
    TreeSet<String> payers = new TreeSet<>();
    for (E edition : editions) {
      if (!policyOf.apply(edition).isCompanion()) {
        payers.add(policyOf.apply(edition).id().payer());
      }
    }
    return List.copyOf(payers);
  }

  /**
   * The companions in force for a case: the label, and the law of the nation and of the state of
   * issue.
   */
  public List<E> companions(PriorAuthCase priorAuthCase) {
    RequestedService request = priorAuthCase.request();
    return editions.stream()
        .filter(
            edition -> {
              PolicyEdition policy = policyOf.apply(edition);
              List<String> states = policy.coverage().states();
              String state = priorAuthCase.coverage().state();
              return policy.isCompanion()
                  && (states.isEmpty() || (state != null && states.contains(state)))
                  && policy.speaksOf(request.drug(), request.route())
                  && policy.inForce().covers(priorAuthCase.serviceDate());
            })
        .toList();
  }

  /**
   * The laws of every state that are in force for a case, when the case does not say the state of
   * issue; else none.
   */
  public List<E> lawsOfUnsaidState(PriorAuthCase priorAuthCase) {
    RequestedService request = priorAuthCase.request();
    if (priorAuthCase.coverage().state() != null) {
      return List.of();
    }
    return editions.stream()
        .filter(
            edition -> {
              PolicyEdition policy = policyOf.apply(edition);
              return policy.isCompanion()
                  && !policy.coverage().states().isEmpty()
                  && policy.speaksOf(request.drug(), request.route())
                  && policy.inForce().covers(priorAuthCase.serviceDate());
            })
        .toList();
  }

  /** Every payer's edition in force for the drug of a case, whoever its payer is. */
  public List<E> inForce(PriorAuthCase priorAuthCase) {
    RequestedService request = priorAuthCase.request();
    return editions.stream()
        .filter(
            edition -> {
              PolicyEdition policy = policyOf.apply(edition);
              return !policy.isCompanion()
                  && policy.speaksOf(request.drug(), request.route())
                  && policy.inForce().covers(priorAuthCase.serviceDate());
            })
        .toList();
  }

  /** Whether a payer of the case has an edition of that name. */
  public boolean knows(Coverage coverage, String editionName) {
    return ofPayer(judging(coverage).payer()).stream()
        .anyMatch(edition -> policyOf.apply(edition).editionId().isNamed(editionName));
  }

  /** Who judges the cases of a plan. */
  public PayerDirectory.Judging judging(Coverage coverage) {
    return directory.judging(coverage);
  }

  /**
   * Chooses the edition that judges a case.
   *
   * @param named the edition that a request names instead of choosing by date; null to choose by
   *     date
   */
  public Selection<E> select(PriorAuthCase priorAuthCase, @Nullable String named) {
    Coverage coverage = priorAuthCase.coverage();
    List<E> ofPayer = ofPayer(judging(coverage).payer());
    if (ofPayer.isEmpty()) {
      List<String> payers = payers();
      return new Selection.NoneInForce<>(
          List.of(), payers, directory.didYouMean(coverage.payer()).orElse(null));
    }
    List<Selection.Considered> considered = new ArrayList<>();
    List<E> applying = new ArrayList<>();
    for (E edition : ofPayer) {
      PolicyEdition policy = policyOf.apply(edition);
      List<String> against = against(policy, priorAuthCase, named);
      considered.add(
          new Selection.Considered(
              policy.id(),
              policy.edition(),
              against.isEmpty(),
              against.isEmpty()
                  ? reasonFor(policy, priorAuthCase, named)
                  : String.join("; ", against)));
      if (against.isEmpty()) {
        applying.add(edition);
      }
    }
    byIndication(applying, considered, priorAuthCase.request().indication());
    return switch (applying.size()) {
      case 0 -> new Selection.NoneInForce<>(considered, List.of(), null);
      case 1 -> new Selection.Selected<>(applying.getFirst(), considered);
      default -> new Selection.Ambiguous<>(applying, considered);
    };
  }

  /** Of several policies that apply, the one that names the requested indication judges. */
  private void byIndication(
      List<E> applying, List<Selection.Considered> considered, @Nullable Indication indication) {
    if (applying.size() < 2 || indication == null) {
      return;
    }
    List<E> naming =
        applying.stream()
            .filter(edition -> policyOf.apply(edition).indications().contains(indication))
            .toList();
    if (naming.size() != 1) {
      return;
    }
    EditionId chosen = policyOf.apply(naming.getFirst()).editionId();
    applying.retainAll(naming);
    considered.replaceAll(
        looked -> {
          if (!looked.applies()) {
            return looked;
          }
          boolean judges = chosen.equals(new EditionId(looked.policy(), looked.edition()));
          return new Selection.Considered(
              looked.policy(),
              looked.edition(),
              judges,
              looked.why() + (judges ? "; names " : "; does not name ") + indication);
        });
  }

  private List<E> ofPayer(String payer) {
    return editions.stream()
        .filter(
            edition -> {
              PolicyEdition policy = policyOf.apply(edition);
              return !policy.isCompanion() && policy.id().payer().equals(payer);
            })
        .toList();
  }

  private static List<String> against(
      PolicyEdition policy, PriorAuthCase priorAuthCase, @Nullable String named) {
    List<String> against = new ArrayList<>();
    RequestedService request = priorAuthCase.request();
    if (!policy.speaksOf(request.drug())) {
      against.add("does not speak of " + request.drug());
    } else if (!policy.speaksOf(request.drug(), request.route())) {
      against.add("does not speak of " + request.drug() + " by route " + request.route());
    }
    scope(against, policy, priorAuthCase.coverage());
    if (named != null) {
      if (!policy.editionId().isNamed(named)) {
        against.add("is not the edition that the request names");
      }
    } else {
      dates(against, policy.inForce(), priorAuthCase.serviceDate());
    }
    return against;
  }

  private static void scope(List<String> against, PolicyEdition policy, Coverage coverage) {
    PolicyEdition.CoverageScope scope = policy.coverage();
    limit(
        against,
        policy,
        PolicyEdition.CoverageField.lineOfBusiness,
        scope.linesOfBusiness(),
        coverage.lineOfBusiness());
    limit(against, policy, PolicyEdition.CoverageField.state, scope.states(), coverage.state());
    limit(
        against, policy, PolicyEdition.CoverageField.benefit, scope.benefits(), coverage.benefit());
    limit(against, policy, PolicyEdition.CoverageField.plan, scope.plans(), coverage.plan());
  }

  private static <T> void limit(
      List<String> against,
      PolicyEdition policy,
      PolicyEdition.CoverageField field,
      List<T> allowed,
      @Nullable T said) {
    if (allowed.isEmpty()) {
      return;
    }
    if (said == null) {
      if (policy.coverage().mustSay().contains(field)) {
        against.add("applies only when coverage." + field + " is said to be " + words(allowed));
      }
    } else if (!allowed.contains(said)) {
      against.add("covers coverage." + field + " " + words(allowed) + ", the case says " + said);
    }
  }

  private static void dates(List<String> against, PolicyEdition.InForce inForce, LocalDate day) {
    if (inForce.covers(day)) {
      return;
    }
    if (!Objects.requireNonNullElse(inForce.byDate(), Boolean.TRUE)) {
      against.add("is undated and superseded: it answers only when a request names it");
    } else if (inForce.from() != null && day.isBefore(inForce.from())) {
      against.add("begins on " + inForce.from() + ", after the service date");
    } else {
      against.add("ended on " + inForce.to() + ", before the service date");
    }
  }

  private static String reasonFor(
      PolicyEdition policy, PriorAuthCase priorAuthCase, @Nullable String named) {
    if (named != null) {
      return "the request names this edition";
    }
    PolicyEdition.InForce inForce = policy.inForce();
    String from = inForce.from() == null ? "" : " from " + inForce.from();
    String to = inForce.to() == null ? "" : " to " + inForce.to();
    return "in force on "
        + priorAuthCase.serviceDate()
        + " ("
        + (from + to).strip()
        + ", "
        + switch (inForce.basis()) {
          case STATED -> "as the source states";
          case MONTH_STATED -> "the source states the month only";
          case INFERRED -> "inferred";
          case ASSUMED -> "assumed: the source states no date";
        }
        + ")";
  }

  private static String words(List<?> values) {
    return String.join(" or ", values.stream().map(Object::toString).toList());
  }
}
