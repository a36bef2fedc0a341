package io.bystack.cli.doctor;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** The virtual machine, the limit of open files, memory. */
public final class MachineCheck {
  private static final int JDK = 25;
  private static final long FEW_FILES = 1_024;
  private static final long ENOUGH_FILES = 8_192;
  private static final long MIB = 1 << 20;

  private MachineCheck() {}

  /**
   * Looks.
   *
   * @param storeBytes memory all stores together may take beside the heap
   */
  public static List<Finding> run(long storeBytes) {
    List<Finding> findings = new ArrayList<>();
    findings.add(jdk(Runtime.version()));
    findings.add(
        ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
            ? Finding.ok("vector instructions", "available")
            : Finding.warning(
                "vector instructions",
                "module jdk.incubator.vector is not loaded",
                "Start with ./bystack, or add --add-modules jdk.incubator.vector."));
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
      findings.add(openFiles(system.getMaxFileDescriptorCount()));
      findings.add(
          memory(Runtime.getRuntime().maxMemory(), storeBytes, system.getTotalMemorySize()));
    }
    return findings;
  }

  static Finding jdk(Runtime.Version version) {
    return version.feature() >= JDK
        ? Finding.ok("JDK", version.toString())
        : Finding.bad("JDK", version.toString(), "Install JDK " + JDK + " or newer.");
  }

  static Finding openFiles(long limit) {
    if (limit >= ENOUGH_FILES) {
      return Finding.ok("open files", limit + " allowed");
    }
    String advice =
        "Raise it to 65536: LimitNOFILE=65536 in the systemd unit, or ulimit -n 65536 in the shell.";
    return limit < FEW_FILES
        ? Finding.bad("open files", limit + " allowed", advice)
        : Finding.warning("open files", limit + " allowed", advice);
  }

  static Finding memory(long heapLimit, long storeBytes, long ram) {
    String found =
        "heap up to %d MiB, stores up to %d MiB, machine %d MiB"
            .formatted(heapLimit / MIB, storeBytes / MIB, ram / MIB);
    return heapLimit + storeBytes <= ram / 10 * 9
        ? Finding.ok("memory", found)
        : Finding.warning(
            "memory",
            found,
            "Lower -Xmx (BYSTACK_JAVA_OPTS) or store.cache: the node may be killed for memory.");
  }
}
