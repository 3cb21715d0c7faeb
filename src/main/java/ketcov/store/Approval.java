package ketcov.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** That somebody approved a package, of exactly this hash. */
public record Approval(PackageHash hash, String approver, Instant at, @Nullable String remark) {}
