package io.bystack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.bystack.core.vectors.VectorCheck;
import io.bystack.core.vectors.VectorFile;
import io.bystack.core.vectors.VectorRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class VectorChecksTest {
  @Test
  void holdsEveryCheckThereIs() {
    Set<String> held =
        VectorChecks.all().stream().map(c -> c.getClass().getName()).collect(Collectors.toSet());
    List<String> existing =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(new ArchitectureTest.DoNotIncludeTestJars())
                .importPackages("io.bystack")
                .stream()
                .filter(type -> type.isAssignableTo(VectorCheck.class) && !type.isInterface())
                .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(JavaClass::getName)
                .toList();
    assertThat(held).containsAll(existing);
  }

  @Test
  void noFileHasTwoChecks() throws IOException {
    Path folder = Path.of(System.getProperty("bystack.vectors"));
    Assumptions.assumeTrue(
        Files.isDirectory(folder), () -> "there is no folder of vectors at " + folder);
    List<String> unknown = new ArrayList<>();
    for (Path path : dataFiles(folder)) {
      VectorFile file = new VectorFile(path);
      List<VectorCheck> checks = new ArrayList<>();
      for (VectorCheck check : VectorChecks.all()) {
        if (check.handles(file.name()) && check.understands(file)) {
          checks.add(check);
        }
      }
      assertThat(checks).as(path.toString()).hasSizeLessThanOrEqualTo(1);
      if (new VectorRunner(VectorChecks.all()).checkFor(file).isEmpty()) {
        unknown.add(folder.relativize(path).toString());
      }
    }
    System.out.println("vector files without a check: " + unknown);
  }

  private static List<Path> dataFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(p -> p.toString().matches(".*\\.jsonl?(\\.gz)?")).toList();
    }
  }
}
