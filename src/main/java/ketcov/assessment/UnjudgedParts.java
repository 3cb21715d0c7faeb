package ketcov.assessment;

import java.util.List;
import java.util.stream.Collectors;
import ketcov.engine.CompiledEdition;
import ketcov.policy.EditionId;
import ketcov.policy.Selection;
import org.jspecify.annotations.Nullable;

/** The answer to a case that no edition, or no single one, judges. */
record UnjudgedParts(
    CaseContext context,
    Outlook outlook,
    String summary,
    List<Selection.Considered> considered,
    @Nullable List<String> knownPayers,
    @Nullable String didYouMean)
    implements AssessmentParts {

  static UnjudgedParts withoutPolicy(
      CaseContext context, Selection.NoneInForce<CompiledEdition> none) {
    boolean unknownPayer = !none.knownPayers().isEmpty();
    String summary =
        unknownPayer
            ? "No policy of payer `"
                + context.priorAuthCase().coverage().payer()
                + "` is in the library."
                + (none.didYouMean() == null ? "" : " Did you mean `" + none.didYouMean() + "`?")
            : "No edition of this payer applies; `considered` says why for each.";
    return new UnjudgedParts(
        context,
        Outlook.NO_POLICY_IN_FORCE,
        summary,
        none.considered(),
        unknownPayer ? none.knownPayers() : null,
        none.didYouMean());
  }

  static UnjudgedParts ambiguous(
      CaseContext context, Selection.Ambiguous<CompiledEdition> several) {
    String names =
        several.editions().stream()
            .map(edition -> edition.policy().editionId().toString())
            .collect(Collectors.joining(", "));
    return new UnjudgedParts(
        context,
        Outlook.UNCERTAIN,
        "Several editions apply: "
            + names
            + ". Say the plan, line of business, state or benefit that tells them apart, or name one with `?edition=`.",
        several.considered(),
        null,
        null);
  }

  @Override
  public @Nullable EditionId edition() {
    return null;
  }

  @Override
  public List<Assessment.CriterionResult> criteria() {
    return List.of();
  }

  @Override
  public List<Assessment.ExclusionResult> exclusions() {
    return List.of();
  }

  @Override
  public List<Assessment.MatchedRule> matchedRules() {
    return List.of();
  }

  @Override
  public List<Assessment.RequiredDocument> requiredDocumentation() {
    return List.of();
  }

  @Override
  public Assessment.@Nullable ExpectedAuthorization authorization() {
    return null;
  }

  @Override
  public List<Assessment.ShownNotice> notices() {
    NoticeList notices = new NoticeList();
    context
        .companions()
        .forEach(companion -> notices.found(companion.policy(), context.fired().of(companion)));
    context.remarks(notices);
    return notices.list();
  }

  @Override
  public Assessment whole(Assessor.Stamp stamp) {
    return new Assessment(
        stamp.assessmentId(),
        context.priorAuthCase().caseId(),
        stamp.evaluatedAt(),
        null,
        outlook,
        summary,
        null,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null,
        null,
        notices(),
        CaseContext.used(context.companions()),
        considered,
        knownPayers,
        didYouMean);
  }
}
