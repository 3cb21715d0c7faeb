package ketcov.store;

import java.util.regex.Pattern;

/**
 * What identifies a package: SHA-256 over the names and texts of all its files, in hexadecimal.
 * Another comma in one of them is another package.
 */
public record PackageHash(String value) implements Comparable<PackageHash> {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  public PackageHash {
    if (!fits(value)) {
      throw new IllegalArgumentException("no hash of a package");
    }
  }

  /** Whether a text can be a hash. */
  public static boolean fits(String value) {
    return FORM.matcher(value).matches();
  }

  @Override
  public int compareTo(PackageHash other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
