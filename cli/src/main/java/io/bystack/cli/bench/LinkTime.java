package io.bystack.cli.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;

/**
 * Processor time of the threads that belong to connections: event loops, which encrypt and cut
 * messages, and the peers' own threads, which code them and decide. What engines and their workers
 * use is not in it.
 */
final class LinkTime {
  private LinkTime() {}

  /** Of all such threads that are alive, since they began. */
  static long nanos() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long sum = 0;
    for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      boolean ofLink =
          thread != null
              && (thread.getThreadName().startsWith("peers-")
                  || thread.getThreadName().contains("EventLoopGroup"));
      // A thread that has ended meanwhile has -1.
      sum += ofLink ? Math.max(0, threads.getThreadCpuTime(thread.getThreadId())) : 0;
    }
    return sum;
  }
}
