package ketcov.store;

import java.util.Arrays;

/** The classes that were compiled from a package. Holds no reference to the array it was given. */
public final class CompiledModule {
  private final String environment;
  private final byte[] bytes;

  /**
   * Compiled classes.
   *
   * @param environment the hash of what they depend on beside the rules' own text
   */
  public CompiledModule(String environment, byte[] bytes) {
    this.environment = environment;
    this.bytes = bytes.clone();
  }

  /** The hash of what the classes depend on beside the rules' own text. */
  public String environment() {
    return environment;
  }

  /** A copy of the classes, as a jar. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CompiledModule module
        && environment.equals(module.environment)
        && Arrays.equals(bytes, module.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * environment.hashCode() + Arrays.hashCode(bytes);
  }
}
