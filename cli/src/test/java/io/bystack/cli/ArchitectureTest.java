package io.bystack.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import io.bystack.core.vectors.VectorCheck;
import java.util.List;
import java.util.Random;

/** Who may use whom, as docs/architecture.md draws it; the whole class path of the command. */
@AnalyzeClasses(
    packages = "io.bystack",
    importOptions = {
      ImportOption.DoNotIncludeTests.class,
      ArchitectureTest.DoNotIncludeTestJars.class
    })
class ArchitectureTest {
  /** Once packaged, another module's test classes come as a jar of their own. */
  static final class DoNotIncludeTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  /** The packages of core from the bottom up: each may use only those before it. */
  private static final List<String> CORE =
      List.of(
          "bytes",
          "metrics",
          "hash",
          "crypto",
          "model",
          "vm",
          "validation",
          "store",
          "consensus",
          "chain",
          "p2p",
          "sync",
          "wallet",
          "api",
          "vectors");

  @ArchTest
  static final ArchRule MODULES =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("io.bystack..")
          .withOptionalLayers(true)
          .layer("config")
          .definedBy("io.bystack.config..")
          .layer("core")
          .definedBy("io.bystack.core..")
          .layer("pow")
          .definedBy("io.bystack.pow..")
          .layer("dpos")
          .definedBy("io.bystack.dpos..")
          .layer("bridge")
          .definedBy("io.bystack.bridge..")
          .layer("cli")
          .definedBy("io.bystack.cli..")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("bridge")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("pow")
          .mayOnlyBeAccessedByLayers("bridge", "cli")
          .whereLayer("dpos")
          .mayOnlyBeAccessedByLayers("bridge", "cli")
          .whereLayer("config")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("config")
          .mayNotAccessAnyLayer();

  @ArchTest static final ArchRule CORE_FROM_THE_BOTTOM_UP = coreLayers();

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("io.bystack.(**)").should().beFreeOfCycles().allowEmptyShould(true);

  @ArchTest
  static final ArchRule TIME_IS_A_PARAMETER =
      noClasses()
          .that(resideOutsideOfPackages("io.bystack.cli.."))
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .callConstructor(Random.class)
          .because("clock, randomness and scheduling are passed in, so that tests can run them");

  @ArchTest
  static final ArchRule NAMES_SAY_WHAT_A_CLASS_IS =
      noClasses()
          .that(resideInAPackage("io.bystack.."))
          .should()
          .haveNameMatching(".*(Manager|Helper|Utils?|Impl)")
          .because("a class is named with the field's word for it");

  @ArchTest
  static final ArchRule NO_STATIC_MUTABLE_STATE =
      classes()
          .that(resideInAPackage("io.bystack.."))
          .should(new StaticFieldsAreFinal())
          .because("state belongs to objects");

  private static LayeredArchitecture coreLayers() {
    LayeredArchitecture layers =
        layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("io.bystack.core..")
            .withOptionalLayers(true);
    for (String name : CORE) {
      layers = layers.layer(name).definedBy(ownPackage(name));
    }
    for (int i = 0; i < CORE.size(); i++) {
      String[] above = CORE.subList(i + 1, CORE.size()).toArray(String[]::new);
      layers =
          above.length == 0
              ? layers.whereLayer(CORE.get(i)).mayNotBeAccessedByAnyLayer()
              : layers.whereLayer(CORE.get(i)).mayOnlyBeAccessedByLayers(above);
    }
    return layers;
  }

  /** A package and those below it; a vector check belongs to {@code vectors} wherever it is. */
  private static DescribedPredicate<JavaClass> ownPackage(String name) {
    DescribedPredicate<JavaClass> checks =
        resideInAPackage("io.bystack.core..vectors..").or(assignableTo(VectorCheck.class));
    return name.equals("vectors")
        ? checks
        : resideInAPackage("io.bystack.core." + name + "..").and(DescribedPredicate.not(checks));
  }
}
