package ketcov.regression;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes a run as JUnit XML: a suite for each edition, a test case for each sample case. */
public final class JUnitReport {
  private JUnitReport() {}

  /** Writes the file whole or not at all; makes the folders around it. */
  public static void write(RegressionRun run, Path file) throws IOException {
    Path parent = Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
    Path temporary = Files.createTempFile(parent, "junit", ".xml");
    try {
      try (OutputStream out = Files.newOutputStream(temporary)) {
        XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out, "UTF-8");
        document(run, xml);
        xml.close();
      } catch (XMLStreamException e) {
        throw new IOException(e);
      }
      Files.move(temporary, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void document(RegressionRun run, XMLStreamWriter xml) throws XMLStreamException {
    Map<String, List<CaseResult>> suites =
        run.results().stream()
            .collect(
                Collectors.groupingBy(
                    result -> result.sample().edition().toString(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeStartElement("testsuites");
    xml.writeAttribute("name", "ketcov");
    xml.writeAttribute(
        "tests", Integer.toString(run.results().size() + (run.errors().isEmpty() ? 0 : 1)));
    xml.writeAttribute("failures", Integer.toString(run.failures().size()));
    xml.writeAttribute("errors", run.errors().isEmpty() ? "0" : "1");
    for (Map.Entry<String, List<CaseResult>> suite : suites.entrySet()) {
      xml.writeStartElement("testsuite");
      xml.writeAttribute("name", suite.getKey());
      xml.writeAttribute("tests", Integer.toString(suite.getValue().size()));
      xml.writeAttribute(
          "failures",
          Long.toString(suite.getValue().stream().filter(result -> !result.passed()).count()));
      xml.writeAttribute("errors", "0");
      xml.writeAttribute("skipped", "0");
      xml.writeAttribute(
          "time", seconds(suite.getValue().stream().mapToLong(CaseResult::nanos).sum()));
      for (CaseResult result : suite.getValue()) {
        testCase(result, xml);
      }
      xml.writeEndElement();
    }
    if (!run.errors().isEmpty()) {
      problems(run, xml);
    }
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private static void testCase(CaseResult result, XMLStreamWriter xml) throws XMLStreamException {
    SampleCase sample = result.sample();
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", sample.edition().toString());
    xml.writeAttribute("name", sample.name());
    xml.writeAttribute("file", sample.file());
    xml.writeAttribute("line", Integer.toString(sample.place().line()));
    xml.writeAttribute("time", seconds(result.nanos()));
    if (!result.passed()) {
      xml.writeStartElement("failure");
      xml.writeAttribute("message", result.differences().size() + " difference(s)");
      xml.writeCharacters(
          result.differences().stream()
              .map(
                  d ->
                      d.what()
                          + ": expected "
                          + d.expected()
                          + ", actual "
                          + d.actual()
                          + (d.why().isEmpty() ? "" : " (" + d.why() + ")"))
              .collect(Collectors.joining("\n")));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private static void problems(RegressionRun run, XMLStreamWriter xml) throws XMLStreamException {
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
    xml.writeAttribute("message", run.errors().size() + " error(s)");
    xml.writeCharacters(
        run.errors().stream().map(Object::toString).collect(Collectors.joining("\n")));
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.6f", nanos / 1e9);
  }
}
