package ketcov.regression;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import ketcov.text.Diagnostic;

/**
 * Writes a run as JUnit XML: a suite for each edition, a test case for each case. What a suite
 * holds waits in a temporary file until its counts, which stand before it, are known.
 */
public final class JUnitReport implements RunListener, AutoCloseable {
  private static final XMLOutputFactory XML = XMLOutputFactory.newFactory();
  private static final int MOST_PROBLEMS = 1_000;

  private final Path file;
  private final Path folder;
  private final Map<String, Suite> suites = new LinkedHashMap<>();
  private final List<Diagnostic> problems = new ArrayList<>();
  private final RunTotals totals = new RunTotals();

  private JUnitReport(Path file, Path folder) {
    this.file = file;
    this.folder = folder;
  }

  /** Begins a report; makes the folders around it. The file appears when the report is closed. */
  public static JUnitReport to(Path file) throws IOException {
    Path parent = Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
    return new JUnitReport(file, Files.createTempDirectory(parent, "junit"));
  }

  /** Writes a run that is over. */
  public static void write(RegressionRun run, Path file) throws IOException {
    try (JUnitReport report = to(file)) {
      run.problems().forEach(report::problem);
      run.results().forEach(report::result);
    }
  }

  /** One suite: its test cases so far. */
  private static final class Suite {
    private final Path body;
    private final OutputStream out;
    private final XMLStreamWriter xml;

    Suite(Path body) throws IOException, XMLStreamException {
      this.body = body;
      this.out = new BufferedOutputStream(Files.newOutputStream(body));
      this.xml = XML.createXMLStreamWriter(out, "UTF-8");
    }
  }

  @Override
  public void result(CaseResult result) {
    totals.result(result);
    try {
      Suite suite = suites.get(result.group());
      if (suite == null) {
        suite = new Suite(folder.resolve(Integer.toString(suites.size())));
        suites.put(result.group(), suite);
      }
      testCase(result, suite.xml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (XMLStreamException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  @Override
  public void problem(Diagnostic problem) {
    totals.problem(problem);
    if (problem.isError() && problems.size() < MOST_PROBLEMS) {
      problems.add(problem);
    }
  }

  /** Writes the file whole or not at all. */
  @Override
  public void close() throws IOException {
    Path whole = folder.resolve("report.xml");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(whole))) {
        document(out);
      } catch (XMLStreamException e) {
        throw new IOException(e);
      }
      Files.move(whole, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } finally {
      for (Suite suite : suites.values()) {
        suite.out.close();
        Files.deleteIfExists(suite.body);
      }
      Files.deleteIfExists(whole);
      Files.delete(folder);
    }
  }

  private void document(OutputStream out) throws IOException, XMLStreamException {
    int errors = problems.isEmpty() ? 0 : 1;
    XMLStreamWriter xml = XML.createXMLStreamWriter(out, "UTF-8");
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeStartElement("testsuites");
    xml.writeAttribute("name", "ketcov");
    xml.writeAttribute("tests", Long.toString(totals.all().cases() + errors));
    xml.writeAttribute("failures", Long.toString(totals.all().failed()));
    xml.writeAttribute("errors", Integer.toString(errors));
    for (Map.Entry<String, Suite> suite : suites.entrySet()) {
      RunTotals.Count count = totals.groups().get(suite.getKey());
      xml.writeStartElement("testsuite");
      xml.writeAttribute("name", readable(suite.getKey()));
      xml.writeAttribute("tests", Long.toString(count == null ? 0 : count.cases()));
      xml.writeAttribute("failures", Long.toString(count == null ? 0 : count.failed()));
      xml.writeAttribute("errors", "0");
      xml.writeAttribute("skipped", "0");
      xml.writeAttribute("time", seconds(count == null ? 0 : count.nanos()));
      xml.writeCharacters("");
      xml.flush();
      suite.getValue().xml.close();
      suite.getValue().out.close();
      Files.copy(suite.getValue().body, out);
      xml.writeEndElement();
    }
    if (errors > 0) {
      problems(xml);
    }
    xml.writeEndElement();
    xml.writeEndDocument();
    xml.close();
  }

  private static void testCase(CaseResult result, XMLStreamWriter xml) throws XMLStreamException {
    SampleCase sample = result.sample();
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", readable(result.group()));
    xml.writeAttribute("name", readable(sample.name()));
    xml.writeAttribute("file", readable(sample.file()));
    xml.writeAttribute("line", Integer.toString(sample.place().line()));
    xml.writeAttribute("time", seconds(result.nanos()));
    if (!result.passed()) {
      xml.writeStartElement("failure");
      xml.writeAttribute("message", result.differences().size() + " difference(s)");
      xml.writeCharacters(
          readable(
              result.differences().stream()
                  .map(
                      d ->
                          d.what()
                              + ": expected "
                              + d.expected()
                              + ", actual "
                              + d.actual()
                              + (d.why().isEmpty() ? "" : " (" + d.why() + ")"))
                  .collect(Collectors.joining("\n"))));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private void problems(XMLStreamWriter xml) throws XMLStreamException {
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", "policies and case files");
    xml.writeAttribute("tests", "1");
    xml.writeAttribute("failures", "0");
    xml.writeAttribute("errors", "1");
    xml.writeAttribute("skipped", "0");
    xml.writeAttribute("time", "0");
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", "check");
    xml.writeAttribute("name", "every policy and case file can be read");
    xml.writeAttribute("time", "0");
    xml.writeStartElement("error");
    xml.writeAttribute("message", totals.problems() + " error(s)");
    xml.writeCharacters(
        readable(problems.stream().map(Object::toString).collect(Collectors.joining("\n"))));
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndElement();
  }

  /** XML has no place for most control characters, and none for half a character. */
  private static String readable(String text) {
    StringBuilder readable = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            sign -> {
              boolean control = sign < ' ' && sign != '\n' && sign != '\t' && sign != '\r';
              boolean none = sign == 0xFFFE || sign == 0xFFFF;
              boolean half = sign >= Character.MIN_SURROGATE && sign <= Character.MAX_SURROGATE;
              readable.appendCodePoint(control || none || half ? '?' : sign);
            });
    return readable.toString();
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.6f", nanos / 1e9);
  }
}
