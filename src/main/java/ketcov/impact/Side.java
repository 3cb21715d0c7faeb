package ketcov.impact;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import ketcov.engine.CompiledEdition;
import ketcov.engine.PolicyLibrary;
import ketcov.policy.EditionId;
import ketcov.policy.PolicyCatalog;
import org.jspecify.annotations.Nullable;

/**
 * One of the two that are compared.
 *
 * @param name as the user named it
 * @param catalog the whole library, since label and law are fired beside every edition
 * @param part the editions that are compared, some or all of the library
 * @param single the edition by which every case is judged; null to choose by date
 */
public record Side(
    String name,
    PolicyCatalog<CompiledEdition> catalog,
    List<CompiledEdition> part,
    @Nullable CompiledEdition single) {
  public Side {
    part = List.copyOf(part);
  }

  /**
   * The editions in or below a folder of a library; one edition if the folder is an edition's own.
   *
   * @param below the folder as messages name it; empty for all
   */
  public static Side of(String name, PolicyLibrary.Loaded library, String below) {
    List<CompiledEdition> part =
        library.catalog().editions().stream()
            .filter(
                edition -> below.isEmpty() || Path.of(edition.source().folder()).startsWith(below))
            .toList();
    boolean one = part.size() == 1 && part.getFirst().source().folder().equals(below);
    return new Side(name, library.catalog(), part, one ? part.getFirst() : null);
  }

  /** The same library, of which one edition judges; empty if it is not in it. */
  public Optional<Side> only(EditionId edition) {
    return catalog.edition(edition).map(found -> new Side(name, catalog, List.of(found), found));
  }
}
