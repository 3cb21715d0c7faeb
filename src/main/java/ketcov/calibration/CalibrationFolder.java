package ketcov.calibration;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import ketcov.assessment.LikelihoodWeights;
import ketcov.text.Diagnostic;

/**
 * The calibrations of an installation: a file for each version, and {@code active}, which lists the
 * versions that were put to use, the newest last. Without a version there, the policy model is in
 * use. Files are replaced as a whole.
 */
public final class CalibrationFolder {
  private static final Pattern VERSION =
      Pattern.compile("calibrated-[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9a-f]{8}");
  private static final String FILE_END = ".yaml";

  private final Path folder;

  /** The calibrations in a folder, which is made when the first is kept. */
  public CalibrationFolder(Path folder) {
    this.folder = folder;
  }

  /** Which weights are in use. */
  public sealed interface Active {
    /** These; the policy model's when no calibration was put to use. */
    record InUse(LikelihoodWeights weights) implements Active {}

    /** The calibration that was put to use cannot be relied on, so nothing should be answered. */
    record Damaged(List<Diagnostic> problems) implements Active {}
  }

  /**
   * One version.
   *
   * @param problems why it cannot be used; none when it can
   */
  public record Kept(
      String version,
      boolean active,
      Optional<CalibratedWeights> sound,
      List<Diagnostic> problems) {}

  /** Keeps a version, without putting it to use. */
  public void keep(CalibratedWeights calibrated) throws IOException {
    write(file(calibrated.weights().version()), calibrated.text());
  }

  /** Puts a version to use; problems when it cannot be, and then nothing changes. */
  public List<Diagnostic> activate(String version) throws IOException {
    if (!VERSION.matcher(version).matches()) {
      return List.of(
          CalibratedWeights.problem(
              shown(folder), 1, "`" + version + "` is not the name of a calibration"));
    }
    if (read(version) instanceof CalibratedWeights.Reading.Damaged damaged) {
      return damaged.problems();
    }
    List<Diagnostic> problems = new ArrayList<>();
    List<String> history = history(problems);
    if (problems.isEmpty() && (history.isEmpty() || !history.getLast().equals(version))) {
      history.add(version);
      writeHistory(history);
    }
    return problems;
  }

  /**
   * Takes the version in use out of use; the one before it is then in use, or the policy model.
   *
   * @return problems when nothing could be changed
   */
  public List<Diagnostic> rollBack() throws IOException {
    List<Diagnostic> problems = new ArrayList<>();
    List<String> history = history(problems);
    if (problems.isEmpty() && history.isEmpty()) {
      problems.add(
          CalibratedWeights.problem(
              shown(pointer()), 1, "no calibration is in use, so there is nothing to roll back"));
    }
    if (problems.isEmpty()) {
      history.removeLast();
      writeHistory(history);
    }
    return problems;
  }

  /** Which weights are in use. */
  public Active active() throws IOException {
    List<Diagnostic> problems = new ArrayList<>();
    List<String> history = history(problems);
    if (!problems.isEmpty()) {
      return new Active.Damaged(problems);
    }
    if (history.isEmpty()) {
      return new Active.InUse(LikelihoodWeights.ofPolicyModel());
    }
    return switch (read(history.getLast())) {
      case CalibratedWeights.Reading.Sound sound -> new Active.InUse(sound.calibrated().weights());
      case CalibratedWeights.Reading.Damaged damaged -> new Active.Damaged(damaged.problems());
    };
  }

  /** Every version that is kept, by name. */
  public List<Kept> list() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<String> history = history(new ArrayList<>());
    String active = history.isEmpty() ? "" : history.getLast();
    try (Stream<Path> files = Files.list(folder)) {
      List<Kept> kept = new ArrayList<>();
      for (String name : files.map(f -> f.getFileName() + "").sorted().toList()) {
        String version = name.replace(FILE_END, "");
        if (name.endsWith(FILE_END) && VERSION.matcher(version).matches()) {
          kept.add(
              switch (read(version)) {
                case CalibratedWeights.Reading.Sound sound ->
                    new Kept(
                        version,
                        version.equals(active),
                        Optional.of(sound.calibrated()),
                        List.of());
                case CalibratedWeights.Reading.Damaged damaged ->
                    new Kept(version, version.equals(active), Optional.empty(), damaged.problems());
              });
        }
      }
      return kept;
    }
  }

  private CalibratedWeights.Reading read(String version) throws IOException {
    Path file = file(version);
    try {
      return CalibratedWeights.read(
          shown(file), version, Files.readString(file, StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      return damaged(file, "there is no such file");
    } catch (CharacterCodingException e) {
      return damaged(file, "the file is not text in UTF-8");
    }
  }

  private static CalibratedWeights.Reading damaged(Path file, String why) {
    return new CalibratedWeights.Reading.Damaged(
        List.of(CalibratedWeights.problem(shown(file), 1, why)));
  }

  private List<String> history(List<Diagnostic> problems) throws IOException {
    List<String> history = new ArrayList<>();
    String text;
    try {
      text = Files.readString(pointer(), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return history;
    } catch (CharacterCodingException e) {
      text = "\uFFFD";
    }
    if (!text.isEmpty() && !text.endsWith("\n")) {
      text += "\uFFFD";
    }
    for (String line : text.lines().toList()) {
      history.add(line);
      if (!VERSION.matcher(line).matches()) {
        problems.add(
            CalibratedWeights.problem(
                shown(pointer()),
                history.size(),
                "expected the name of a calibration and a line end. Delete the file to return to"
                    + " the policy model, then activate the version that you want."));
      }
    }
    return history;
  }

  private void writeHistory(List<String> history) throws IOException {
    StringBuilder text = new StringBuilder();
    history.forEach(version -> text.append(version).append('\n'));
    write(pointer(), text.toString());
  }

  private void write(Path file, String text) throws IOException {
    Files.createDirectories(folder);
    Path written = Files.createTempFile(folder, "calibration", ".tmp");
    try {
      Files.writeString(written, text, StandardCharsets.UTF_8);
      Files.move(
          written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  private Path file(String version) {
    return folder.resolve(version + FILE_END);
  }

  private Path pointer() {
    return folder.resolve("active");
  }

  private static String shown(Path path) {
    return path.toString().replace('\\', '/');
  }
}
