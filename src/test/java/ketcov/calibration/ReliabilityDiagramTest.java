package ketcov.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import ketcov.assessment.LikelihoodWeights;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ReliabilityDiagramTest {
  @Test
  void the_diagram_is_xml_with_both_curves_and_the_number_behind_each_bin() throws Exception {
    CalibrationResult result =
        new Calibration(LikelihoodWeights.ofPolicyModel(), CalibrationSettings.load())
            .fit(
                Drawn.from(Drawn.changed(Map.of("notMet", -1.5)), 1_000, 1),
                LocalDate.of(2026, 11, 23));
    assertThat(result).isInstanceOf(CalibrationResult.Fitted.class);
    CalibrationReport report = ((CalibrationResult.Fitted) result).report();

    Document xml =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(
                new ByteArrayInputStream(
                    ReliabilityDiagram.of(report).getBytes(StandardCharsets.UTF_8)));

    assertThat(xml.getElementsByTagName("polyline").getLength()).isEqualTo(2);
    long filled = report.after().bins().stream().filter(bin -> bin.n() > 0).count();
    assertThat(((Element) xml.getElementsByTagName("polyline").item(1)).getAttribute("points"))
        .satisfies(points -> assertThat(points.split(" ")).hasSize((int) filled));
    assertThat(xml.getDocumentElement().getTextContent())
        .contains("Predicted probability of approval", "Share that was approved")
        .contains("\n" + report.after().bins().getFirst().n() + "\n")
        .doesNotContain("NaN");
  }
}
