package ketcov.reference;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import ketcov.engine.CompiledEdition;

/** The pages of the reference for authors. */
public final class Reference {
  /** Where the pages stand; their links to rules hold only there. */
  public static final String FOLDER = "docs/reference";

  private Reference() {}

  /** Every page by its file name. The same library always gives the same texts. */
  public static SortedMap<String, String> pages(List<CompiledEdition> editions) {
    List<PolicyHistory> policies = PolicyHistory.of(editions);
    SortedMap<String, String> pages = new TreeMap<>();
    pages.put("README.md", contents());
    pages.put("facts.md", FactsPage.of(editions));
    pages.put("criteria.md", EntriesPage.criteria(policies));
    pages.put("exclusions.md", EntriesPage.exclusions(policies));
    pages.put("notices.md", EntriesPage.notices(policies));
    pages.put("thresholds.md", ThresholdsPage.of(policies));
    return pages;
  }

  private static String contents() {
    return Markdown.page("Reference for authors")
        .paragraph(
            "Beside [Writing a policy](../writing-policies.md), which is the guide, these pages answer what there is:")
        .bullet("[Facts](facts.md): what a rule can read, field by field, with an example of each.")
        .bullet(
            "[Criteria](criteria.md): which id to use for a question, and how each payer words and bounds it.")
        .bullet("[Exclusions](exclusions.md) and [notices](notices.md): the same for their ids.")
        .bullet("[Thresholds](thresholds.md): the numbers of all payers side by side.")
        .text();
  }
}
