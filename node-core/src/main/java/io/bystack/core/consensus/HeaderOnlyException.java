package io.bystack.core.consensus;

/**
 * The transactions of a block are wanted of which this chain keeps the header alone, since it began
 * with a snapshot above it.
 */
public final class HeaderOnlyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param height of the block
   * @param base highest height of which there is only the header
   */
  public HeaderOnlyException(long height, long base) {
    super(
        "block "
            + height
            + " is not kept, only its header: this chain began with a snapshot at height "
            + base);
  }
}
