package io.bystack.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.cli.doctor.Finding.State;
import io.bystack.config.Configuration;
import io.bystack.config.NodeConfig;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
  private static final long MIB = 1 << 20;
  private static final long GIB = 1 << 30;

  @TempDir Path folder;

  @Test
  void judgesTheMachine() {
    assertThat(MachineCheck.jdk(Runtime.Version.parse("25.0.1")).state()).isEqualTo(State.OK);
    assertThat(MachineCheck.jdk(Runtime.Version.parse("21.0.4")).state()).isEqualTo(State.BAD);
    assertThat(MachineCheck.openFiles(65_536).state()).isEqualTo(State.OK);
    assertThat(MachineCheck.openFiles(4_096).state()).isEqualTo(State.WARNING);
    assertThat(MachineCheck.openFiles(256))
        .satisfies(f -> assertThat(f.state()).isEqualTo(State.BAD))
        .satisfies(f -> assertThat(f.advice()).contains("LimitNOFILE"));
    assertThat(MachineCheck.memory(GIB, 512 * MIB, 4 * GIB).state()).isEqualTo(State.OK);
    assertThat(MachineCheck.memory(GIB, GIB, 2 * GIB).state()).isEqualTo(State.WARNING);
  }

  @Test
  void judgesTheDisk() {
    assertThat(DiskCheck.space(50 * GIB, 100 * GIB, GIB).state()).isEqualTo(State.OK);
    assertThat(DiskCheck.space(5 * GIB, 100 * GIB, GIB).state()).isEqualTo(State.WARNING);
    assertThat(DiskCheck.space(GIB - 1, 100 * GIB, GIB))
        .satisfies(f -> assertThat(f.state()).isEqualTo(State.BAD))
        .satisfies(f -> assertThat(f.found()).contains("the node stops below 1024 MiB"));
    assertThat(DiskCheck.sync(3).state()).isEqualTo(State.OK);
    assertThat(DiskCheck.sync(50).state()).isEqualTo(State.WARNING);
    assertThat(DiskCheck.sync(500).state()).isEqualTo(State.BAD);
    assertThat(DiskCheck.bulk(5).state()).isEqualTo(State.WARNING);
  }

  @Test
  void measuresTheDiskAndLeavesNothingBehind() throws Exception {
    Path data = folder.resolve("data");
    assertThat(new DiskCheck(data, 0, System::nanoTime).run())
        .extracting(Finding::check)
        .containsExactly("disk space", "disk latency", "disk throughput");
    assertThat(data).isEmptyDirectory();
    Path notAFolder = Files.createFile(folder.resolve("file"));
    assertThat(new DiskCheck(notAFolder.resolve("data"), 0, System::nanoTime).run())
        .singleElement()
        .satisfies(f -> assertThat(f.state()).isEqualTo(State.BAD));
  }

  @Test
  void triesThePorts() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(PortCheck.port("main.api.port", "127.0.0.1", taken.getLocalPort()))
          .satisfies(f -> assertThat(f.state()).isEqualTo(State.BAD))
          .satisfies(f -> assertThat(f.advice()).contains("choose another port"));
    }
    assertThat(PortCheck.port("main.api.port", "127.0.0.1", 0).found())
        .contains("from this machine only");
    assertThat(PortCheck.port("main.api.port", "0.0.0.0", 0).state()).isEqualTo(State.WARNING);
    assertThat(PortCheck.port("main.p2p.port", "0.0.0.0", 0).state()).isEqualTo(State.OK);
    assertThat(PortCheck.port("main.p2p.port", "no.such.host.invalid", 0).state())
        .isEqualTo(State.BAD);
  }

  @Test
  void triesThePoolServersPortToo() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Map<String, String> flags =
          Map.of(
              "network", "solonet",
              "chains", "main",
              "api.port", "0",
              "p2p.port", "0",
              "mine.stratum", "127.0.0.1:" + taken.getLocalPort());
      NodeConfig config =
          NodeConfig.of(Configuration.read(flags, Map.of(), Optional.empty()), folder);
      assertThat(PortCheck.run(config.chains()).getLast())
          .satisfies(f -> assertThat(f.check()).isEqualTo("main.mine.stratum"))
          .satisfies(f -> assertThat(f.state()).isEqualTo(State.BAD));
    }
  }

  @Test
  void asksATimeServer() throws Exception {
    Instant now = Instant.ofEpochSecond(1_800_000_000);
    try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      Thread answering = Thread.ofVirtual().start(() -> answer(server, now.plusMillis(1_500)));
      Finding finding =
          ClockCheck.run("127.0.0.1:" + server.getLocalPort(), InstantSource.fixed(now));
      answering.join();
      assertThat(finding.found()).isEqualTo("1500 ms behind the time server");
      assertThat(finding.state()).isEqualTo(State.BAD);
    }
    assertThat(ClockCheck.judge(-300))
        .satisfies(f -> assertThat(f.state()).isEqualTo(State.WARNING))
        .satisfies(f -> assertThat(f.found()).isEqualTo("300 ms ahead of the time server"));
    assertThat(ClockCheck.judge(10).state()).isEqualTo(State.OK);
    assertThat(
            List.of(
                ClockCheck.run("", InstantSource.system()).found(),
                ClockCheck.run("127.0.0.1:x", InstantSource.system()).found()))
        .containsExactly("not looked at", "unknown: 127.0.0.1:x does not answer");
  }

  private static void answer(DatagramSocket server, Instant time) {
    try {
      DatagramPacket packet = new DatagramPacket(new byte[48], 48);
      server.receive(packet);
      ByteBuffer fields = ByteBuffer.wrap(packet.getData());
      for (int at : new int[] {32, 40}) {
        fields.putInt(at, (int) (time.getEpochSecond() + 2_208_988_800L));
        fields.putInt(at + 4, (int) (((long) time.getNano() << 32) / 1_000_000_000));
      }
      server.send(packet);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
