package ketcov.letter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * A draft of a letter of medical necessity: the request, and each criterion that is met with its
 * citation and the facts of the case that show it. Criteria that are open or not met are left out.
 * What the writer has yet to do stands in notes that are no part of the letter.
 */
public final class Letter {
  /** What it is. */
  static final String TITLE = "Letter of medical necessity";

  private final List<Block> blocks;
  private final List<String> notes;

  Letter(List<Block> blocks, List<String> notes) {
    this.blocks = List.copyOf(blocks);
    this.notes = List.copyOf(notes);
  }

  /**
   * Drafts a letter. Empty when no policy judged the case: there is then no criterion to write of.
   *
   * @param submitted the case as it was submitted
   * @param assessment its assessment, as the service answers
   */
  public static Optional<Letter> of(JsonNode submitted, JsonNode assessment) {
    return assessment.path("policy").isObject()
        ? Optional.of(new LetterDraft(submitted, assessment).letter())
        : Optional.empty();
  }

  /** The letter as Markdown; the notes stand behind a line at its end. */
  public String markdown() {
    return LetterMarkdown.of(blocks, notes);
  }

  /** The letter as a page of its own that prints without the notes. */
  public String html() {
    return LetterHtml.of(blocks, notes);
  }

  /** What goes to the payer. */
  List<Block> blocks() {
    return blocks;
  }
}
