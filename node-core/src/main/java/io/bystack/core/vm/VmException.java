package io.bystack.core.vm;

import java.util.EnumMap;
import java.util.Map;

/**
 * Ends a run. There is one immutable object per error, without stack trace and cause: failing
 * programs are cheap to send, and the error says something about the program, not about us.
 * Obtained from {@link VmError#exception()}.
 */
public final class VmException extends Exception {
  private static final long serialVersionUID = 1L;

  private static final Map<VmError, VmException> ALL = new EnumMap<>(VmError.class);

  static {
    for (VmError error : VmError.values()) {
      ALL.put(error, new VmException(error));
    }
  }

  private final VmError error;

  private VmException(VmError error) {
    super(error.text(), null, false, false);
    this.error = error;
  }

  static VmException of(VmError error) {
    return ALL.get(error);
  }

  public VmError error() {
    return error;
  }
}
