package io.gapura.filters;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;

/** The arrows of the design, one rule each. */
@AnalyzeClasses(packages = "io.gapura.filters", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ENGINE = "io.gapura.filters";
    private static final Set<String> OTHER_READINGS_OF_A_PATH = Set.of("getServletPath", "getPathInfo", "getPath");

    @ArchTest
    static final ArchRule theEngineKnowsTheJdkAndItself = classes()
            .that()
            .resideInAPackage(ENGINE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    ENGINE,
                    "java..",
                    "javax.crypto..",
                    "javax.naming..", // distinguished names, read attribute by attribute
                    "javax.security.auth.x500..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule policiesAndFacilitiesKnowNoAdapterAndNoContainer = noClasses()
            .that()
            .resideOutsideOfPackages(
                    ENGINE + ".servlet", ENGINE + ".jaxrs", ENGINE + ".jersey", ENGINE + ".signing.client")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ENGINE + ".servlet", ENGINE + ".jaxrs", "jakarta.servlet..", "jakarta.ws.rs..");

    @ArchTest
    static final ArchRule theServletAdapterDoesNotKnowTheRestAdapter = noClasses()
            .that()
            .resideInAPackage(ENGINE + ".servlet")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ENGINE + ".jaxrs", "jakarta.ws.rs..");

    @ArchTest
    static final ArchRule theRestAdapterDoesNotKnowTheServletAdapter = noClasses()
            .that()
            .resideInAPackage(ENGINE + ".jaxrs")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ENGINE + ".servlet");

    @ArchTest
    static final ArchRule theRestClientApiStaysWithTheClientsThatSign = noClasses()
            .that()
            .resideOutsideOfPackage(ENGINE + ".signing.client")
            .and()
            .haveNameNotMatching(".*\\.FailureMapper") // asks whether a failure is one of a client, and calls nothing
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.ws.rs.client..");

    @ArchTest
    static final ArchRule clientsThatSignKnowNoAdapterAndNoContainer = noClasses()
            .that()
            .resideInAPackage(ENGINE + ".signing.client")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    ENGINE + ".servlet",
                    ENGINE + ".jaxrs",
                    "jakarta.servlet..",
                    "jakarta.ws.rs.container..",
                    "jakarta.ws.rs");

    @ArchTest
    static final ArchRule nimbusStaysWithKeysAndTokens = noClasses()
            .that()
            .resideOutsideOfPackages(ENGINE + ".signing.keys", ENGINE + ".bearer", ENGINE + ".protect")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.nimbusds..");

    @ArchTest
    static final ArchRule jacksonStaysBehindJson = noClasses()
            .that()
            .resideOutsideOfPackage(ENGINE + ".json")
            .and()
            .haveNameNotMatching(".*\\.JacksonFailures.*") // maps its exceptions by exact type, and calls nothing
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml..");

    @ArchTest
    static final ArchRule theYamlParserStaysBehindTheTree = noClasses()
            .that()
            .doNotHaveSimpleName("YamlTree")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.snakeyaml..");

    @ArchTest
    static final ArchRule theEncoderStaysWithTheErrors = noClasses()
            .that()
            .resideOutsideOfPackage(ENGINE + ".errors")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.owasp.encoder..");

    @ArchTest
    static final ArchRule oneClassOfEachAdapterReadsTheRequestTarget = noClasses()
            .that()
            .doNotHaveSimpleName("ServletViews")
            .and()
            .doNotHaveSimpleName("ServletLink") // where no filter is in front of the feature
            .should()
            .callMethodWhere(new DescribedPredicate<JavaCall<?>>("getRequestURI is called") {
                @Override
                public boolean test(JavaCall<?> call) {
                    return call.getName().equals("getRequestURI")
                            || call.getName().equals("getRequestURL");
                }
            });

    @ArchTest
    static final ArchRule nobodyAsksForAPathThatContainersDisagreeOn = noClasses()
            .that()
            .doNotHaveSimpleName("DispatchedPath")
            .should()
            .callMethodWhere(new DescribedPredicate<JavaCall<?>>("a decoded getter is called") {
                @Override
                public boolean test(JavaCall<?> call) {
                    return call.getTargetOwner().getPackageName().startsWith("jakarta")
                            && OTHER_READINGS_OF_A_PATH.contains(call.getName());
                }
            });

    @ArchTest
    static final ArchRule nothingStaticChanges =
            fields().that().areStatic().should().beFinal();

    @ArchTest
    static final ArchRule noIdentityHidesInAThread = noFields().should().haveRawType(ThreadLocal.class);

    @ArchTest
    static final ArchRule noMethodPinsAVirtualThread = methods()
            .that()
            .areDeclaredInClassesThat()
            .doNotHaveSimpleName("Once")
            .should()
            .notHaveModifier(JavaModifier.SYNCHRONIZED);

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.gapura.filters.(*)..").should().beFreeOfCycles();

    @ArchTest
    static void noBlockPinsAVirtualThread(JavaClasses classes) throws IOException {
        Path sources = Path.of("src/main/java");
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContain("synchronized (");
            }
        }
    }
}
