package io.gapura.rbac;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArrowsTest {
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.gapura.rbac");

    @Test
    void accessRulesKnowTheEngineAndItsSettingsAndNoContainer() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.gapura.rbac..",
                        "io.gapura.filters.json",
                        "io.gapura.filters",
                        "io.gapura.filters.config",
                        "io.gapura.filters.yaml",
                        "java..",
                        "jakarta.annotation.security",
                        "org.jspecify.annotations")
                .check(MAIN);
    }
}
