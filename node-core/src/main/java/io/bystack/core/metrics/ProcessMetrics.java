package io.bystack.core.metrics;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.RuntimeMXBean;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the operating system and the virtual machine know of this process. */
public final class ProcessMetrics {
  private static final Path STATUS = Path.of("/proc/self/status");

  private ProcessMetrics() {}

  /** Adds them. */
  public static void addTo(Metrics metrics) {
    metrics.gauge(
        "process_rss_bytes",
        "Memory of the process that is in RAM; 0 where the system does not tell.",
        ProcessMetrics::residentBytes);
    memory(metrics);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    metrics.gauge("process_threads", "Platform threads.", threads::getThreadCount);
    RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
    metrics.gauge(
        "process_uptime_seconds", "Time since the start.", () -> runtime.getUptime() / 1000.0);
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
      metrics.gauge(
          "process_handles", "Open files and sockets.", system::getOpenFileDescriptorCount);
      metrics.gauge(
          "process_handles_limit",
          "Files and sockets that may be open at a time.",
          system::getMaxFileDescriptorCount);
      metrics.counter(
          "process_cpu_seconds",
          "Processor time used so far by all threads.",
          () -> system.getProcessCpuTime() / 1e9);
    }
  }

  private static void memory(Metrics metrics) {
    MemoryMXBean heap = ManagementFactory.getMemoryMXBean();
    metrics.gauge(
        "process_heap_used_bytes", "Java heap in use.", () -> heap.getHeapMemoryUsage().getUsed());
    metrics.gauge(
        "process_heap_limit_bytes",
        "What the Java heap may grow to.",
        () -> heap.getHeapMemoryUsage().getMax());
    List<BufferPoolMXBean> pools = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class);
    metrics.gauge(
        "process_direct_bytes",
        "Memory of Java's direct and mapped buffers.",
        () -> pools.stream().mapToLong(BufferPoolMXBean::getMemoryUsed).sum());
    List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
    metrics.counter(
        "process_gc_seconds",
        "Time spent collecting garbage so far.",
        () ->
            collectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionTime).sum()
                / 1000.0);
  }

  /** Resident memory of this process in bytes; 0 if it is not known. */
  public static long residentBytes() {
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> line.replaceAll("[^0-9]", ""))
          .mapToLong(digits -> Long.parseLong(digits) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
