package io.gapura.validation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of this module: to the engine and its settings, and nowhere else in Gapura. */
@AnalyzeClasses(packages = "io.gapura.validation", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule itKnowsNoAdapterNoContainerAndNoOtherPillar = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.gapura.filters.servlet..",
                    "io.gapura.filters.jaxrs..",
                    "io.gapura.filters.signing..",
                    "io.gapura.filters.audit..",
                    "io.gapura.rbac..",
                    "jakarta.ws.rs..");

    @ArchTest
    static final ArchRule onlyTheHelperOfServletsKnowsTheirApi = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(Contracts.class.getName())
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.servlet..");

    @ArchTest
    static final ArchRule nothingStaticChanges =
            fields().that().areStatic().should().beFinal();
}
