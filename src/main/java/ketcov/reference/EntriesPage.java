package ketcov.reference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import ketcov.engine.CompiledEdition;

/**
 * The ids of one kind in use: which there are, and how each policy words and bounds them. Policies
 * that bound an id alike stand together.
 */
final class EntriesPage {
  private static final String TO_THE_ROOT = "../../";

  private EntriesPage() {}

  static String criteria(List<PolicyHistory> policies) {
    return page(
        "Criteria",
        "Use the same id for the same question, whatever bound the payer sets. Find the question in the first table;"
            + " below it stands how others have written it.",
        policies,
        Entry::criteria);
  }

  static String exclusions(List<PolicyHistory> policies) {
    return page(
        "Exclusions",
        "A triggered exclusion denies: NOT_COVERED this use, whatever the clinical facts; DENIED this request.",
        policies,
        Entry::exclusions);
  }

  static String notices(List<PolicyHistory> policies) {
    return page(
        "Notices",
        "Notices tell the reader something and decide nothing. Most come from the companions: label, coding and law."
            + " Quantity limits are among them, since rules bear them as notices.",
        policies,
        Entry::notices);
  }

  private static String page(
      String title,
      String about,
      List<PolicyHistory> policies,
      Function<CompiledEdition, Stream<Entry>> entries) {
    SortedMap<String, List<Entry>> byId = byId(policies, entries);
    Markdown page =
        Markdown.page(title)
            .paragraph(about)
            .paragraph(
                "Of each policy the latest edition is listed, the one that begins last; an older one stands below only where"
                    + " it was worded or bounded otherwise. In brackets: for which requests it stands (nothing said: all),"
                    + " how we know it, where the policy says so. AND and OR stand between facts; what stands behind a colon"
                    + " has to be so of one and the same fact. The wording is ours; the payer's text is at the source that"
                    + " policy.yaml names.")
            .heading(2, "All of them");
    page.table(
        List.of("id", "policies", "earlier only", "bounds", "for example"),
        byId.entrySet().stream()
            .map(
                entry ->
                    List.of(
                        Markdown.anchor(entry.getKey()),
                        Long.toString(now(entry.getValue())),
                        earlierOnly(entry.getValue()),
                        Integer.toString(ways(entry.getValue()).size()),
                        ways(entry.getValue()).getFirst().getFirst().says()))
            .toList());
    byId.forEach((id, found) -> describe(page, id, ways(found)));
    return page.text();
  }

  private static SortedMap<String, List<Entry>> byId(
      List<PolicyHistory> policies, Function<CompiledEdition, Stream<Entry>> entries) {
    SortedMap<String, List<Entry>> byId = new TreeMap<>();
    for (PolicyHistory policy : policies) {
      Map<String, Entry> newer = new LinkedHashMap<>();
      for (CompiledEdition edition : policy.editions()) {
        Map<String, Entry> here = new LinkedHashMap<>();
        entries
            .apply(edition)
            .map(entry -> edition == policy.latest() ? entry : entry.asEarlier())
            .forEach(entry -> here.put(entry.id(), entry));
        for (Entry entry : here.values()) {
          Entry later = newer.get(entry.id());
          if (later == null || !later.isAs(entry)) {
            byId.computeIfAbsent(entry.id(), id -> new ArrayList<>()).add(entry);
          }
        }
        newer.putAll(here);
      }
    }
    return byId;
  }

  /** Entries with the same bounds, those of most policies first. */
  private static List<List<Entry>> ways(List<Entry> entries) {
    Map<List<String>, List<Entry>> ways = new LinkedHashMap<>();
    entries.forEach(
        entry -> ways.computeIfAbsent(entry.bounds(), bounds -> new ArrayList<>()).add(entry));
    return ways.values().stream()
        .sorted(
            Comparator.comparing(EntriesPage::now).thenComparing(EntriesPage::policies).reversed())
        .toList();
  }

  private static long policies(List<Entry> entries) {
    return entries.stream().map(entry -> entry.edition().policy().id()).distinct().count();
  }

  /** In how many policies the latest edition is among them. */
  private static long now(List<Entry> entries) {
    return entries.stream().filter(Entry::latest).count();
  }

  private static String earlierOnly(List<Entry> entries) {
    long earlier = policies(entries) - now(entries);
    return earlier == 0 ? "" : Long.toString(earlier);
  }

  private static void describe(Markdown page, String id, List<List<Entry>> ways) {
    page.heading(2, id);
    for (int i = 0; i < ways.size(); i++) {
      List<String> bounds = ways.get(i).getFirst().bounds();
      String number = ways.size() == 1 ? "" : "**" + (i + 1) + ".** ";
      switch (bounds.size()) {
        case 0 -> page.paragraph(number + "No rule:");
        case 1 -> page.paragraph(number + bounds.getFirst());
        default -> {
          page.paragraph(number + "One of these is enough:");
          bounds.forEach(page::bullet);
          page.paragraph("In:");
        }
      }
      ways.get(i).forEach(entry -> page.bullet(line(entry)));
    }
  }

  private static String line(Entry entry) {
    List<String> known = new ArrayList<>(entry.remarks());
    known.add(entry.citation());
    List<String> links = new ArrayList<>();
    for (String file : entry.files()) {
      links.add("[" + file.substring(file.lastIndexOf('/') + 1) + "](" + TO_THE_ROOT + file + ")");
    }
    return Markdown.code(entry.edition().policy().id().toString())
        + " "
        + PolicyHistory.label(entry.edition())
        + ": "
        + entry.says()
        + " ("
        + String.join("; ", known)
        + ") "
        + String.join(" ", links);
  }
}
