package ketcov.policy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import ketcov.text.Diagnostic;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of an edition are the same by whatever way they come, and nothing else comes in. */
class PackageReaderTest {
  private static final String POLICY = "id: example/esketamine\nedition: 2026-01-01\n";
  private static final Map<String, String> SOUND =
      Map.of(
          "policy.yaml", POLICY,
          "diagnosis.drl", "package policies.example.esketamine\n",
          "cases/boundary.yaml", "cases: []\n");

  private final List<Diagnostic> problems = new ArrayList<>();

  /** One entry of an archive; each character of the content is a byte. */
  private record Packed(String name, String content, int mode) {
    static Packed text(String name, String text) {
      return new Packed(name, text, 0);
    }
  }

  private static byte[] zip(List<Packed> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
      for (Packed packed : entries) {
        ZipArchiveEntry entry = new ZipArchiveEntry(packed.name());
        if (packed.mode() != 0) {
          entry.setUnixMode(packed.mode());
        }
        zip.putArchiveEntry(entry);
        zip.write(packed.content().getBytes(ISO_8859_1));
        zip.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static List<Packed> sound(String folder) {
    List<Packed> entries = new ArrayList<>();
    new TreeMap<>(SOUND).forEach((name, text) -> entries.add(Packed.text(folder + name, text)));
    return entries;
  }

  private String refused(List<Packed> more) throws IOException {
    List<Packed> entries = sound("");
    entries.addAll(more);
    return refused(zip(entries));
  }

  private String refused(byte[] zip) {
    assertThat(PackageReader.zip(zip, problems)).isEmpty();
    assertThat(problems).isNotEmpty();
    return problems.getFirst().toString();
  }

  @Test
  void a_folder_a_zip_and_json_give_the_same_package(@TempDir Path temporary) throws IOException {
    Path folder = temporary.resolve("rules-drl/example/esketamine/2026-01-01");
    for (Map.Entry<String, String> file : SOUND.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    Optional<PolicyPackage> fromFolder =
        new LibraryFolder(temporary.resolve("rules-drl")).read(folder, problems);
    JsonNode json = JsonMapper.builder().build().valueToTree(Map.of("files", SOUND));

    assertThat(fromFolder).isPresent();
    assertThat(PackageReader.zip(zip(sound("")), problems)).isEqualTo(fromFolder);
    assertThat(PackageReader.zip(zip(sound("esketamine/2026-01-01/")), problems))
        .isEqualTo(fromFolder);
    assertThat(PackageReader.json(json, problems)).isEqualTo(fromFolder);
    assertThat(PackageReader.files(SOUND, problems)).isEqualTo(fromFolder);
    assertThat(problems).isEmpty();
  }

  @Test
  void what_decides_has_a_hash_of_its_own() {
    PolicyPackage sound = PackageReader.files(SOUND, problems).orElseThrow();
    Map<String, String> other = new TreeMap<>(SOUND);
    other.put("cases/boundary.yaml", "cases: [ ]\n");
    PolicyPackage otherCase = PackageReader.files(other, problems).orElseThrow();
    other = new TreeMap<>(SOUND);
    other.put("diagnoses.drl", String.valueOf(other.remove("diagnosis.drl")));
    PolicyPackage otherName = PackageReader.files(other, problems).orElseThrow();

    assertThat(otherCase.contentHash()).isEqualTo(sound.contentHash());
    assertThat(otherName.contentHash()).isNotEqualTo(sound.contentHash());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../policy.yaml",
        "/etc/policy.yaml",
        "cases/../diagnosis.drl",
        "..\\diagnosis.drl",
        "C:\\diagnosis.drl",
        "META-INF/kmodule.xml",
        "kmodule.xml",
        "Evil.class",
        "rules.java",
        "diagnosis.drl.xls",
        "cases/deeper/a.yaml",
        "a\u202elrd.drl",
        "a\".drl",
        "a b.drl",
        ".drl",
        "diagnosis.drl\u0000.txt",
        "UPPER.drl",
        "META-INF/services/x"
      })
  void a_file_that_belongs_to_no_edition_is_refused(String name) throws IOException {
    assertThat(refused(List.of(Packed.text(name, "x"))))
        .startsWith("package.zip:1:1: error: ")
        .contains("does not belong to an edition")
        .matches("[ -~]*");
    problems.clear();
    Map<String, String> files = new TreeMap<>(SOUND);
    files.put(name, "x");
    JsonNode json = JsonMapper.builder().build().valueToTree(Map.of("files", files));
    assertThat(PackageReader.json(json, problems)).isEmpty();
    assertThat(problems.toString()).contains("does not belong to an edition");
  }

  @Test
  void a_link_is_refused() throws IOException {
    assertThat(refused(List.of(new Packed("link.drl", "/etc/passwd", UnixStat.LINK_FLAG | 0777))))
        .contains("`link.drl` is a link");
  }

  @Test
  void a_name_that_stands_twice_is_refused() throws IOException {
    assertThat(refused(List.of(Packed.text("diagnosis.drl", "other"))))
        .contains("`diagnosis.drl` twice");
  }

  @Test
  void what_unpacks_to_too_much_is_refused_before_it_is_unpacked() throws IOException {
    String zeros = "\0".repeat(40 << 20);
    assertThat(refused(List.of(new Packed("bomb.drl", zeros, 0))))
        .contains("larger than 2097152 bytes");
    problems.clear();
    List<Packed> many = new ArrayList<>();
    for (int i = 0; i < 90; i++) {
      many.add(new Packed("bomb" + i + ".drl", "\0".repeat(1 << 20), 0));
    }
    assertThat(refused(many)).contains("more than 8388608 bytes together");
    assertThat(problems).hasSize(1);
  }

  @Test
  void too_many_files_are_refused() throws IOException {
    List<Packed> many = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      many.add(Packed.text("rules" + i + ".drl", ""));
    }
    assertThat(refused(many)).contains("more than 100 files");
    assertThat(problems).hasSize(1);
  }

  @Test
  void what_is_no_zip_is_refused() throws IOException {
    byte[] sound = zip(sound(""));
    for (byte[] broken :
        List.of(
            new byte[0],
            "PK".getBytes(UTF_8),
            Arrays.copyOf(sound, sound.length / 2),
            Arrays.copyOf(sound, sound.length - 1),
            new byte[1000])) {
      problems.clear();
      assertThat(refused(broken)).contains("no zip that can be read");
    }
    problems.clear();
    assertThat(refused(new byte[PackageReader.MAX_ZIP_BYTES + 1])).contains("at most 2097152");
  }

  @Test
  void a_damaged_zip_never_does_more_than_be_refused() throws IOException {
    byte[] sound = zip(sound(""));
    Optional<PolicyPackage> whole = PackageReader.zip(sound, problems);
    for (int i = 0; i < sound.length; i++) {
      byte[] damaged = sound.clone();
      damaged[i] ^= (byte) 0xff;
      problems.clear();
      Optional<PolicyPackage> read = PackageReader.zip(damaged, problems);
      assertThat(read.isPresent()).as("byte %d", i).isEqualTo(problems.isEmpty());
      assertThat(whole).isPresent();
    }
  }

  @Test
  void text_that_is_not_utf_8_is_refused() throws IOException {
    assertThat(refused(List.of(new Packed("latin.drl", "\u00e4x", 0))))
        .contains("latin.drl:1:1: error: the file is not UTF-8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "{\"files\": []}",
        "{\"files\": {\"policy.yaml\": 1}}",
        "{\"files\": {\"policy.yaml\": \"\"}, \"more\": 1}",
        "{\"files\": {\"policy.yaml\": \"\\ud800\"}}",
        "{\"files\": {\"diagnosis.drl\": \"\"}}"
      })
  void json_of_another_form_is_refused(String json) throws IOException {
    assertThat(PackageReader.json(JsonMapper.builder().build().readTree(json), problems)).isEmpty();
    assertThat(problems).hasSize(1);
  }
}
