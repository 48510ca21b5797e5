package io.workrail;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Holds the packages to what they promise: dependencies point down, the engine is pure, the MCP
 * endpoint is a door and nobody's library. A package that does not exist yet breaks no rule.
 */
@AnalyzeClasses(packages = "io.workrail", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final int MAXIMUM_LINES_OF_THE_APPLICATION = 150;

  @ArchTest
  static final ArchRule engineNeedsOnlyTheWorkflowModel =
      classes()
          .that()
          .resideInAPackage("io.workrail.engine..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                      "io.workrail.engine..",
                      "io.workrail.workflow..",
                      "io.workrail.json",
                      "java..",
                      "com.fasterxml.jackson.databind.node",
                      "org.jspecify.annotations")
                  .or(belongToAnyOf(JsonNode.class)))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule engineReachesNothingOutsideTheProcess =
      noClasses()
          .that()
          .resideInAPackage("io.workrail.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "java.net..", "java.nio.file..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule engineAsksNoClock =
      noClasses()
          .that()
          .resideInAPackage("io.workrail.engine..")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(Clock.class)
          .orShould()
          .callMethodWhere(readsTheTime())
          .because("the same workflow, context and history must always give the same step")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule engineRollsNoDice =
      noClasses()
          .that()
          .resideInAPackage("io.workrail.engine..")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(Random.class, SecureRandom.class, ThreadLocalRandom.class)
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .callMethod(UUID.class, "randomUUID")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule workflowKnowsNothingAboveIt =
      noClasses()
          .that()
          .resideInAPackage("io.workrail.workflow..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.workrail.engine..",
              "io.workrail.mcp..",
              "io.workrail.session..",
              "io.workrail.auth..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule sessionsKnowNoHttp =
      noClasses()
          .that()
          .resideInAPackage("io.workrail.session")
          .and()
          .haveSimpleNameNotEndingWith("Configuration")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.ws.rs..", "io.workrail.http..", "io.workrail.session.http..")
          .because("the API is one door of several; its resources translate and decide nothing");

  @ArchTest
  static final ArchRule nothingBuildsOnMcp =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.workrail", "io.workrail.mcp..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.workrail.mcp..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule legacyEraStaysBehindItsFence =
      classes()
          .that()
          .resideInAPackage("io.workrail.mcp.legacy..")
          .should()
          .onlyHaveDependentClassesThat()
          .resideInAPackage("io.workrail.mcp..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule featuresFormNoCycle =
      slices().matching("io.workrail.(*)..").should().beFreeOfCycles().allowEmptyShould(true);

  @ArchTest
  static final ArchRule packagesAreNamedAfterFeatures =
      noClasses()
          .should()
          .resideInAnyPackage(
              "..util..", "..common..", "..helpers..", "..impl..", "..manager..", "..base..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule nothingSleeps =
      noClasses()
          .should()
          .callMethodWhere(sleeps())
          .because("a wait for an event has a bound and an end, a sleep has neither")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule onlyCommandsWriteToStandardOutput =
      noClasses()
          .that()
          .haveNameNotMatching(".*Command(\\$.*)?")
          .should()
          .accessField(System.class, "out")
          .because("a service has a log; a command has a reader")
          .allowEmptyShould(true);

  @Test
  void noTestSleeps() {
    nothingSleeps.check(new ClassFileImporter().importPath("target/test-classes"));
  }

  @Test
  void applicationReadsLikeATableOfContents() throws IOException {
    Path source = Path.of("src/main/java/io/workrail/WorkRailApplication.java");

    assertThat(Files.readAllLines(source))
        .hasSizeLessThanOrEqualTo(MAXIMUM_LINES_OF_THE_APPLICATION);
  }

  private static DescribedPredicate<JavaCall<?>> sleeps() {
    return describe(
        "sleep",
        call ->
            call.getName().equals("sleep")
                && (call.getTargetOwner().isAssignableTo(Thread.class)
                    || call.getTargetOwner().isEquivalentTo(TimeUnit.class)));
  }

  private static DescribedPredicate<JavaCall<?>> readsTheTime() {
    return describe(
        "read the time",
        call ->
            switch (call.getName()) {
              case "now" -> call.getTargetOwner().getPackageName().startsWith("java.time");
              case "currentTimeMillis", "nanoTime" ->
                  call.getTargetOwner().isEquivalentTo(System.class);
              default -> false;
            });
  }
}
