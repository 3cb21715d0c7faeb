package ketcov.regression;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import ketcov.engine.CompiledEdition;
import ketcov.policy.PolicyCatalog;
import ketcov.text.Check;
import ketcov.text.Diagnostic;
import ketcov.text.Place;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Cases of which each is one row of a table, as spreadsheets write it. An empty cell says nothing.
 * The titles decide between comma, semicolon and tab. Only the rows that are being worked on are in
 * memory.
 */
public final class CsvCases implements CaseSource {
  private static final int MOST_TITLE_CHARACTERS = 100_000;

  private final String file;
  private final InputStream in;
  private final FlatCase flat;

  /**
   * Cases of a stream, which is read once.
   *
   * @param file its name in messages
   */
  public CsvCases(String file, InputStream in, PolicyCatalog<CompiledEdition> catalog) {
    this.file = file;
    this.in = in;
    this.flat = new FlatCase(file, catalog);
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.empty();
  }

  @Override
  public void forEach(Consumer<Supplier<CaseEntry>> to) throws IOException {
    BufferedReader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    CSVFormat format = CSVFormat.DEFAULT.builder().setDelimiter(delimiter(text)).get();
    try (CSVParser parser = CSVParser.parse(text, format)) {
      Iterator<CSVRecord> records = parser.iterator();
      if (!records.hasNext()) {
        to.accept(() -> flat.unreadable(Place.START, "the table has no row of titles."));
        return;
      }
      CsvHeader.Titles titles = CsvHeader.read(file, records.next().toList());
      if (!titles.problems().isEmpty()) {
        to.accept(() -> new CaseEntry.Unreadable(titles.problems()));
        return;
      }
      int line = Math.toIntExact(parser.getCurrentLineNumber()) + 1;
      while (records.hasNext()) {
        CSVRecord row = records.next();
        Place place = new Place(line, 1);
        to.accept(() -> entry(titles.columns(), row, place));
        line = Math.toIntExact(parser.getCurrentLineNumber()) + 1;
      }
    } catch (UncheckedIOException e) {
      to.accept(
          () ->
              flat.unreadable(
                  Place.START,
                  "the table breaks off: a quotation mark is not closed, or the file is no table."));
    }
  }

  /** What stands most often in the titles; a mark of the encoding before them is passed over. */
  private static char delimiter(BufferedReader text) throws IOException {
    text.mark(MOST_TITLE_CHARACTERS);
    if (text.read() != '\ufeff') {
      text.reset();
    }
    text.mark(MOST_TITLE_CHARACTERS);
    int commas = 0;
    int semicolons = 0;
    int tabs = 0;
    for (int i = 1; i < MOST_TITLE_CHARACTERS; i++) {
      int sign = text.read();
      if (sign < 0 || sign == '\n') {
        break;
      }
      commas += sign == ',' ? 1 : 0;
      semicolons += sign == ';' ? 1 : 0;
      tabs += sign == '\t' ? 1 : 0;
    }
    text.reset();
    if (tabs > commas && tabs > semicolons) {
      return '\t';
    }
    return semicolons > commas ? ';' : ',';
  }

  private CaseEntry entry(List<CsvColumn> columns, CSVRecord row, Place place) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    List<Diagnostic> problems = new ArrayList<>();
    for (CsvColumn column : columns) {
      String cell = column.number() <= row.size() ? row.get(column.number() - 1) : "";
      if (cell.isBlank()) {
        continue;
      }
      try {
        column.put(root, cell);
      } catch (CsvColumn.BadCell e) {
        problems.add(
            Diagnostic.of(
                Check.UNREADABLE_CASE,
                file,
                new Place(place.line(), column.number()),
                "row "
                    + row.getRecordNumber()
                    + ", column `"
                    + column.title()
                    + "`: "
                    + e.getMessage()));
      }
    }
    if (row.size() > columns.size()) {
      problems.add(
          Diagnostic.of(
              Check.UNREADABLE_CASE,
              file,
              place,
              "row "
                  + row.getRecordNumber()
                  + " has "
                  + row.size()
                  + " cells and the titles "
                  + columns.size()
                  + ". Put quotation marks around a text that holds the separator."));
    }
    return problems.isEmpty() ? flat.read(root, place) : new CaseEntry.Unreadable(problems);
  }
}
