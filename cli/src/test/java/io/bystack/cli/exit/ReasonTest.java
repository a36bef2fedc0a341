package io.bystack.cli.exit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReasonTest {
  @TempDir private Path folder;

  @Test
  void saysWhatIsWrongWithAFile() throws IOException {
    Path absent = folder.resolve("absent");
    IOException missing = catchThrowableOfType(IOException.class, () -> Files.readString(absent));
    assertThat(Reason.of(missing)).isEqualTo("there is no file " + absent);
    Path there = Files.createFile(folder.resolve("there"));
    IOException exists = catchThrowableOfType(IOException.class, () -> Files.createFile(there));
    assertThat(Reason.of(exists)).isEqualTo(there + " is there already");
    IOException full = catchThrowableOfType(IOException.class, () -> Files.delete(folder));
    assertThat(Reason.of(full)).isEqualTo(folder + " is not empty");
  }

  @Test
  void neverNamesAnExceptionThatSaysSomething() {
    assertThat(Reason.of(new IOException("no space left"))).isEqualTo("no space left");
    assertThat(Reason.of(new IOException())).isEqualTo("IOException");
  }
}
