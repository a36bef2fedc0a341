package io.bystack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Warns about code that has grown too large to be read in one go. */
class SizeGatesTest {
  private static final int FILE_LINES = 400;
  private static final int METHOD_LINES = 60;
  private static final int CONSTRUCTOR_PARAMETERS = 5;

  /** Methods that are long because a table is, or because the compiler makes more of them so. */
  private static final Map<String, String> LONG_FOR_A_REASON =
      Map.of(
          "Dispatch.execute", "one row for each instruction, and nothing else",
          "Keccak.permute", "the permutation with its 25 words in local variables",
          "KeccakLanes.permute", "the same with vectors");

  @Test
  void warnsAboutLargeFilesMethodsAndConstructors() throws IOException {
    List<Path> sources = mainSources();
    assertThat(sources).as("main sources of all modules").hasSizeGreaterThan(20);
    List<String> warnings = warnings(sources);
    warnings.forEach(warning -> System.out.println("[WARNING] size: " + warning));
    System.out.println(
        sources.size() + " source files, " + warnings.size() + " beyond the size gates");
  }

  @Test
  void seesWhatIsTooLarge() throws IOException {
    Path source = Files.createTempFile("Large", ".java");
    try {
      Files.writeString(
          source,
          "class Large { Large(int a, int b, int c, int d, int e, int f) {}\nvoid m() {"
              + "\n".repeat(FILE_LINES)
              + "} }");
      assertThat(warnings(List.of(source)))
          .anyMatch(w -> w.contains("file of 402 lines"))
          .anyMatch(w -> w.contains("m is a method of 401 lines"))
          .anyMatch(w -> w.contains("6 parameters"));
    } finally {
      Files.delete(source);
    }
  }

  private static List<String> warnings(List<Path> sources) throws IOException {
    List<String> warnings = new ArrayList<>();
    for (Path source : sources) {
      long lines = Files.readString(source).lines().count();
      if (lines > FILE_LINES) {
        warnings.add(source.getFileName() + " is a file of " + lines + " lines");
      }
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, List.of(), null, files.getJavaFileObjectsFromPaths(sources));
      Iterable<? extends CompilationUnitTree> units = task.parse();
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : units) {
        unit.accept(new Sizes(unit, positions, warnings), null);
      }
    }
    return warnings;
  }

  /** The main sources of every module beside this one. */
  private static List<Path> mainSources() throws IOException {
    try (Stream<Path> modules = Files.list(Path.of("").toAbsolutePath().getParent())) {
      List<Path> sources = new ArrayList<>();
      for (Path module : modules.sorted().toList()) {
        Path folder = module.resolve("src/main/java");
        if (Files.isDirectory(folder)) {
          try (Stream<Path> files = Files.walk(folder)) {
            files.filter(path -> path.toString().endsWith(".java")).forEach(sources::add);
          }
        }
      }
      return sources;
    }
  }

  private static final class Sizes extends TreeScanner<Void, ClassTree> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<String> warnings;

    Sizes(CompilationUnitTree unit, SourcePositions positions, List<String> warnings) {
      this.unit = unit;
      this.positions = positions;
      this.warnings = warnings;
    }

    @Override
    public Void visitClass(ClassTree type, ClassTree outer) {
      return super.visitClass(type, type);
    }

    @Override
    public Void visitMethod(MethodTree method, ClassTree type) {
      String name = type.getSimpleName() + "." + method.getName();
      long lines = line(positions.getEndPosition(unit, method)) - line(start(method)) + 1;
      if (lines > METHOD_LINES && !LONG_FOR_A_REASON.containsKey(name)) {
        warnings.add(name + " is a method of " + lines + " lines");
      }
      boolean constructor = method.getReturnType() == null && type.getKind() == Tree.Kind.CLASS;
      if (constructor && method.getParameters().size() > CONSTRUCTOR_PARAMETERS) {
        warnings.add(name + " has " + method.getParameters().size() + " parameters");
      }
      return super.visitMethod(method, type);
    }

    private long start(Tree tree) {
      return positions.getStartPosition(unit, tree);
    }

    private long line(long position) {
      return unit.getLineMap().getLineNumber(Math.max(0, position));
    }
  }
}
