package ketcov.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import ketcov.policy.EditionId;
import ketcov.policy.PolicyId;
import ketcov.policy.PolicyPackage;
import org.jspecify.annotations.Nullable;

/** The packages that were submitted, with what was compiled from them. */
public final class PolicyPackages {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String COLUMNS =
      "hash, policy, edition, content_hash, author, submitted_at, verdict, verification, verified_at";

  private final Statements statements;

  PolicyPackages(Statements statements) {
    this.statements = statements;
  }

  /** Keeps a package that is not known yet. */
  public void keep(SubmittedPackage submitted, String author, Instant at) {
    statements.update(
        """
        insert into policy_package (hash, policy, edition, content_hash, files, author, submitted_at)
        values (?, ?, ?, ?, ?, ?, ?)
        """,
        submitted.hash().value(),
        submitted.edition().policy().toString(),
        submitted.edition().edition(),
        submitted.contentHash(),
        json(submitted.files()),
        author,
        at);
  }

  /** A package by its hash. */
  public Optional<StoredPackage> find(PackageHash hash) {
    return statements.first(
        "select " + COLUMNS + " from policy_package where hash = ?",
        PolicyPackages::stored,
        hash.value());
  }

  /** Every package, the newest first. */
  public List<StoredPackage> all() {
    return statements.list(
        "select " + COLUMNS + " from policy_package order by submitted_at desc, hash",
        PolicyPackages::stored);
  }

  /** The packages that assessments name by this content hash. */
  public List<StoredPackage> ofContent(String contentHash) {
    return statements.list(
        "select " + COLUMNS + " from policy_package where content_hash = ? order by hash",
        PolicyPackages::stored,
        contentHash);
  }

  /** The content hash of every package of an edition. */
  public Map<PackageHash, String> contentHashes(EditionId edition) {
    Map<PackageHash, String> contentHashes = new TreeMap<>();
    statements
        .list(
            "select hash, content_hash from policy_package where policy = ? and edition = ?",
            row -> Map.entry(new PackageHash(row.getString(1)), row.getString(2)),
            edition.policy().toString(),
            edition.edition())
        .forEach(row -> contentHashes.put(row.getKey(), row.getValue()));
    return contentHashes;
  }

  /** The files of a package. */
  public Optional<PolicyPackage> files(PackageHash hash) {
    return statements.first(
        "select policy, edition, files from policy_package where hash = ?",
        row ->
            new PolicyPackage(
                "rules-drl/" + edition(row.getString(1), row.getString(2)).folder(),
                read(row.getString(3))),
        hash.value());
  }

  /** Keeps what came of verifying a package, in place of an earlier verification. */
  public void verified(PackageHash hash, StoredPackage.Verification verification) {
    statements.update(
        "update policy_package set verdict = ?, verification = ?, verified_at = ? where hash = ?",
        verification.verdict().name(),
        verification.report(),
        verification.at(),
        hash.value());
  }

  /** Keeps what was compiled from a package. */
  public void keep(PackageHash hash, CompiledModule module) {
    statements.update(
        "delete from package_module where hash = ? and environment = ?",
        hash.value(),
        module.environment());
    statements.update(
        "insert into package_module (hash, environment, module) values (?, ?, ?)",
        hash.value(),
        module.environment(),
        module.bytes());
  }

  /** What was compiled from a package in an environment like this one. */
  public Optional<CompiledModule> module(PackageHash hash, String environment) {
    return statements.first(
        "select module from package_module where hash = ? and environment = ?",
        row -> new CompiledModule(environment, row.getBytes(1)),
        hash.value(),
        environment);
  }

  private static StoredPackage stored(ResultSet row) throws SQLException {
    @Nullable String verdict = row.getString(7);
    return new StoredPackage(
        new PackageHash(row.getString(1)),
        edition(row.getString(2), row.getString(3)),
        row.getString(4),
        row.getString(5),
        Statements.instant(row, 6),
        verdict == null
            ? Optional.empty()
            : Optional.of(
                new StoredPackage.Verification(
                    Verdict.valueOf(verdict), row.getString(8), Statements.instant(row, 9))));
  }

  private static EditionId edition(String policy, String edition) {
    return new EditionId(PolicyId.parse(policy), edition);
  }

  private static String json(PolicyPackage files) {
    try {
      return JSON.writeValueAsString(files.files());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SortedMap<String, String> read(String files) {
    try {
      return JSON.readValue(files, new TypeReference<TreeMap<String, String>>() {});
    } catch (JsonProcessingException e) {
      throw new StoreException("the store failed: the files of a package are not JSON");
    }
  }
}
