package io.gapura.rbac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Compiled;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Declarations;
import io.gapura.filters.Resolution;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What annotations say, one by one and together; where they count, {@link ShapeTest} knows. */
class WrittenTest {
    private static final Declarations<Declared> RULES = Reading.strict().declarations();

    private static Class<?> compiled(String source, String name) {
        return Compiled.of(Map.of(
                        "p.Outer",
                        "package p;\nimport jakarta.annotation.security.*;\nimport java.lang.annotation.*;\n"
                                + "import io.gapura.rbac.*;\npublic class Outer {\n" + source + "\n}"))
                .type("p.Outer$" + name);
    }

    private static Resolution<Declared> found(Class<?> type) {
        Method called = Stream.of(type.getMethods())
                .filter(method -> method.getName().equals("m"))
                .findFirst()
                .orElseThrow();
        return RULES.of(type, called);
    }

    private static String ruled(Class<?> type) {
        return found(type).found().map(Declared::toString).orElse("uncovered");
    }

    private static String onMethod(String annotations) {
        return ruled(compiled("public static class C { " + annotations + " public void m() {} }", "C"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
                    @RequiresScope("orders.write")                          | scopes [orders.write]
                    @RequiresScope({"b", "a", "b"})                         | scopes [a, b]
                    @RequiresAuthentication(acr = "phr")                    | acr [phr]
                    @RequiresAuthentication(acr = {"phrh", "phr"})          | acr [phrh, phr]
                    @RequiresAuthentication(amr = {"pwd", "otp"})           | amr [otp, pwd]
                    @RequiresAuthentication(maxAgeSeconds = 300)            | max-age 300s
                    @RequiresAuthentication(maxAgeSeconds = 0)              | max-age 0s
                    @RequiresAuthentication(acr = "phr", maxAgeSeconds = 1) | acr [phr] max-age 1s
                    @TenantScoped(param = "tenantId")                       | tenant {tenantId}
                    @TenantScoped(param = "t", onDeny = OnDeny.NOT_FOUND)   | tenant {t} or not found
                    @CheckResource(ShapeCheck.class)                        | check io.gapura.rbac.ShapeCheck
                    @CheckResource(value = ShapeCheck.class, onDeny = OnDeny.NOT_FOUND) | check io.gapura.rbac.ShapeCheck or not found
                    @RequiresPermission(value = {"x:y", "v:w"}, mode = RequiresPermission.Mode.ANY) | any permission [v:w, x:y]
                    @RequiresPermission("x:y") @RequiresPermission("v:w")   | permissions [v:w] and permissions [x:y]
                    @RolesAllowed("a") @RequiresScope("s")                  | roles [a] and scopes [s]
                    @Authenticated @TenantScoped(param = "t")               | tenant {t}
                    @RolesAllowed("**") @RequiresScope("s")                 | scopes [s]
                    @PublicEndpoint                                         | public
                    @PublicEndpoint(reason = "health probe")                | public
                    """)
    void anAnnotationSaysWhatItsNameSays(String annotations, String expected) {
        assertThat(onMethod(annotations)).isEqualTo(expected);
        assertThat(ruled(compiled(annotations + " public static class C { public void m() {} }", "C")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
                    @RequiresScope({})                                   | @RequiresScope without a scope
                    @RequiresScope("")                                   | a scope is 1 to 128
                    @RequiresScope("a b")                                | a scope is 1 to 128
                    @RequiresScope("a\\\\\\"b")                          | a scope is 1 to 128
                    @RequiresAuthentication                              | asks for neither
                    @RequiresAuthentication(acr = "")                    | an acr is 1 to 128
                    @RequiresAuthentication(amr = "a b")                 | an amr is 1 to 128
                    @RequiresAuthentication(maxAgeSeconds = -2)          | max-age must be between 0
                    @RequiresAuthentication(maxAgeSeconds = 31536001)    | max-age must be between 0
                    @TenantScoped(param = "")                            | a path parameter has a name
                    @RequiresPermission("x")                             | bad-permission
                    @RequiresPermission({})                              | bad-permission
                    @PublicEndpoint(reason = " ")                        | needs a reason in words
                    @RolesAllowed({"a", "*"})                            | reserved-name
                    """)
    void anAnnotationThatSaysNothingSoundStopsTheStart(String annotation, String message) {
        assertThatThrownBy(() -> onMethod(annotation))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("p.Outer$C#m()")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@RequiresScope(\"s\")",
                "@RequiresAuthentication(acr = \"phr\")",
                "@TenantScoped(param = \"t\")",
                "@CheckResource(ShapeCheck.class)",
                "@RequiresPermission(\"x:y\")"
            })
    void aDemandBesideATotalContradictsIt(String demand) {
        for (String total : new String[] {"@PermitAll", "@PublicEndpoint", "@DenyAll"}) {
            assertThatThrownBy(() -> onMethod(total + " " + demand))
                    .as(total)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("rule-conflict a demand beside");
        }
        assertThat(onMethod("@RolesAllowed({}) " + demand)).isEqualTo("nobody");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
                    @DenyAll                             | @RequiresScope("s")                  | nobody
                    @DenyAll                             | @TenantScoped(param = "t")           | nobody
                    @DenyAll                             | @CheckResource(ShapeCheck.class)     | nobody
                    @DenyAll                             | @RequiresAuthentication(acr = "phr") | nobody
                    @DenyAll                             | @RequiresPermission("x:y")           | permissions [x:y]
                    @DenyAll                             | @RequiresPermission("x:y") @RequiresScope("s") | permissions [x:y] and scopes [s]
                    @DenyAll                             | @Authenticated                       | authenticated
                    @PermitAll                           | @RequiresScope("s")                  | scopes [s]
                    @PublicEndpoint                      | @TenantScoped(param = "t")           | tenant {t}
                    @RequiresScope("s")                  | @RequiresScope("t")                  | scopes [t]
                    @RequiresScope("s")                  | @RequiresPermission("x:y")           | permissions [x:y] and scopes [s]
                    @RequiresScope("s")                  | @PermitAll                           | public
                    @RequiresScope("s")                  | @DenyAll                             | nobody
                    @RequiresScope("s")                  | @RolesAllowed("a")                   | roles [a] and scopes [s]
                    @RolesAllowed("a") @RequiresScope("s") | @TenantScoped(param = "t")         | roles [a] and scopes [s] and tenant {t}
                    @RolesAllowed("a") @RequiresScope("s") | @RolesAllowed("b") @RequiresScope("t") | roles [b] and scopes [t]
                    @TenantScoped(param = "t")           | @TenantScoped(param = "u")           | tenant {u}
                    @RequiresAuthentication(acr = "phr") | @RequiresAuthentication(maxAgeSeconds = 5) | max-age 5s
                    @CheckResource(ShapeCheck.class)     | @CheckResource(value = ShapeCheck.class, onDeny = OnDeny.NOT_FOUND) | check io.gapura.rbac.ShapeCheck or not found
                    """)
    void aMethodsDemandsReplaceThoseOfItsClassKindByKind(String onType, String onMethod, String expected) {
        assertThat(ruled(compiled(onType + " public static class C { " + onMethod + " public void m() {} }", "C")))
                .isEqualTo(expected);
    }

    private static final String STEREOTYPES = """
            @Retention(RetentionPolicy.RUNTIME) @RolesAllowed("a") public @interface Staff {}
            @Retention(RetentionPolicy.RUNTIME) @RequiresScope("s") @Other public @interface One {}
            @Retention(RetentionPolicy.RUNTIME) @TenantScoped(param = "t") @One public @interface Other {}
            @Retention(RetentionPolicy.RUNTIME) @Staff public @interface Left {}
            @Retention(RetentionPolicy.RUNTIME) @Staff public @interface Right {}
            @Retention(RetentionPolicy.RUNTIME) @RequiresPermission("x:y") @RequiresPermission("v:w") public @interface Both {}
            @Retention(RetentionPolicy.RUNTIME) public @interface Plain {}
            @RolesAllowed("a") public @interface Forgotten {}
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
                    one level                | @Staff                        | roles [a]
                    carrying each other      | @One                          | scopes [s] and tenant {t}
                    the other way            | @Other                        | scopes [s] and tenant {t}
                    reached twice            | @Left @Right                  | roles [a]
                    with a demand beside     | @Staff @RequiresScope("s")    | roles [a] and scopes [s]
                    repeated                 | @Both                         | permissions [v:w] and permissions [x:y]
                    carrying nothing         | @Plain                        | uncovered
                    not there at run time    | @Forgotten                    | uncovered
                    """)
    void whatAnAnnotationOfTheApplicationCarriesCountsWhereItIsUsed(String what, String annotations, String expected) {
        String source = STEREOTYPES + "public static class C { " + annotations + " public void m() {} }";
        assertThat(ruled(compiled(source, "C"))).as(what).isEqualTo(expected);
        String onType = STEREOTYPES + annotations + " public static class C { public void m() {} }";
        assertThat(ruled(compiled(onType, "C"))).as(what).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"@Staff @PermitAll", "@Staff @RolesAllowed(\"a\")", "@One @DenyAll"})
    void itContradictsWhatIsWrittenBesideIt(String annotations) {
        String source = STEREOTYPES + "public static class C { " + annotations + " public void m() {} }";
        assertThatThrownBy(() -> ruled(compiled(source, "C")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("rule-conflict");
    }

    private static String chain(int deep) {
        StringBuilder source = new StringBuilder();
        for (int level = 1; level <= deep; level++) {
            source.append("@Retention(RetentionPolicy.RUNTIME) ")
                    .append(level == deep ? "@RolesAllowed(\"a\")" : "@S" + (level + 1))
                    .append(" public @interface S")
                    .append(level)
                    .append(" {}\n");
        }
        return source + "public static class C { @S1 public void m() {} }";
    }

    @Test
    void annotationsOfTheApplicationAreFollowedEightDeepAndNoDeeper() {
        assertThat(ruled(compiled(chain(8), "C"))).isEqualTo("roles [a]");
        Class<?> deeper = compiled(chain(9), "C");
        assertThatThrownBy(() -> ruled(deeper))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("over-limit");
    }

    @Test
    void aClassThatAnAnnotationNamesAndThatIsMissingStopsTheStart() {
        Compiled whole = Compiled.of(Map.of(
                "q.Check",
                "package q; public class Check implements io.gapura.rbac.ResourceCheck {"
                        + " public io.gapura.filters.Decision decide(io.gapura.rbac.ResourceAccess access) {"
                        + " return null; } }",
                "q.C",
                "package q; public class C { @io.gapura.rbac.CheckResource(Check.class) public void m() {} }"));
        assertThatThrownBy(() -> ruled(whole.without("q.Check").type("q.C")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("missing");
        assertThat(ruled(whole.type("q.C"))).isEqualTo("check q.Check");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
                    adds to a superclass        | class A { @RolesAllowed("a") public void m() {} }                    | extends A    | @RequiresScope("s") | roles [a] and scopes [s] | A#m()
                    adds to the nearest one     | class Z { @RolesAllowed("b") public void m() {} } public static class A extends Z { @RolesAllowed("a") public void m() {} } | extends A | @RequiresScope("s") | roles [a] and scopes [s] | A#m()
                    adds to an interface        | abstract class A implements I {} public interface I { @RolesAllowed("a") void m(); } | extends A | @TenantScoped(param = "t") | roles [a] and tenant {t} | I#m()
                    adds up through two         | class Z { @RolesAllowed("a") public void m() {} } public static class A extends Z { @TenantScoped(param = "t") public void m() {} } | extends A | @RequiresScope("s") | roles [a] and scopes [s] and tenant {t} | Z#m()
                    never by what opens         | class A { @PermitAll public void m() {} }                            | extends A    | @RequiresScope("s") | scopes [s]    | C#m()
                    keeps nobody nobody         | class A { @DenyAll public void m() {} }                              | extends A    | @RequiresScope("s") | nobody        | A#m()
                    both of one kind            | class A { @RolesAllowed("a") @RequiresScope("t") public void m() {} } | extends A   | @RequiresScope("s") | roles [a] and scopes [s] and scopes [t] | A#m()
                    not where roles are granted | class A { @RolesAllowed("a") public void m() {} }                    | extends A    | @RequiresPermission("x:y") | permissions [x:y] | C#m()
                    not beside a gate           | class A { @RolesAllowed("a") public void m() {} }                    | extends A    | @Authenticated @RequiresScope("s") | scopes [s] | C#m()
                    """)
    void demandsAloneLeaveOpenWhoComesIn(
            String what, String around, String header, String own, String expected, String place) {
        String source =
                "public static " + around + " public static class C " + header + " { " + own + " public void m() {} }";
        Resolution<Declared> found = found(compiled(source, "C"));
        assertThat(found.found().map(Declared::toString)).as(what).contains(expected);
        assertThat(found.place()).as(what).contains("p.Outer$C#m()").endsWith(place);
    }

    @Test
    void demandsAloneAddToTheOneRuleOfTheConcreteClassToo() {
        String source = "public static class A { @RequiresScope(\"s\") public void m() {} }"
                + " @RolesAllowed(\"a\") public static class C extends A {}"
                + " @PermitAll public static class Open extends A {}";
        assertThat(ruled(compiled(source, "C"))).isEqualTo("roles [a] and scopes [s]");
        Class<?> open = compiled(source, "Open");
        assertThatThrownBy(() -> ruled(open))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("shadowed rule");
    }

    @Test
    void demandsAloneAmongDifferentRulesStopTheStart() {
        String source = "public interface I { @RolesAllowed(\"a\") void m(); }"
                + " public interface J { @RolesAllowed(\"b\") void m(); }"
                + " public static class C implements I, J { @RequiresScope(\"s\") public void m() {} }";
        Class<?> type = compiled(source, "C");
        assertThatThrownBy(() -> ruled(type))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("could inherit different rules")
                .hasMessageContaining("I#m() has roles [a]")
                .hasMessageContaining("J#m() has roles [b]");
    }

    @Test
    void remarksNameWhatIsWrittenCarelessly() {
        assertThat(remarks("@RolesAllowed({})"))
                .containsExactly("p.Outer$C#m() roles-empty @RolesAllowed without a role admits nobody");
        assertThat(remarks("@PermitAll"))
                .containsExactly("p.Outer$C#m() public-without-reason @PermitAll says no reason");
        assertThat(remarks("@PublicEndpoint"))
                .containsExactly("p.Outer$C#m() public-without-reason @PublicEndpoint says no reason");
        assertThat(remarks("@PublicEndpoint(reason = \"r\")")).isEmpty();
        assertThat(remarks("@RolesAllowed(\"a\")")).isEmpty();
        Class<?> running = compiled(
                "@RunAs(\"a\") @PermitAll public static class C { @RolesAllowed(\"a\") public void m() {} }", "C");
        assertThat(found(running).found().map(Declared::remarks).orElseThrow())
                .extracting(Lint::toString)
                .containsExactly("p.Outer$C run-as @RunAs changes nothing here");
    }

    private static java.util.List<String> remarks(String annotations) {
        Class<?> type = compiled("public static class C { " + annotations + " public void m() {} }", "C");
        return found(type).found().map(Declared::remarks).orElseThrow().stream()
                .map(Lint::toString)
                .toList();
    }

    @Test
    void namesThatAreDeclaredAreNoRule() {
        assertThat(ruled(compiled("@DeclareRoles(\"a\") public static class C { public void m() {} }", "C")))
                .isEqualTo("uncovered");
        assertThat(ruled(compiled("@RunAs(\"a\") public static class C { public void m() {} }", "C")))
                .isEqualTo("uncovered");
    }

    @Test
    void aHandlerIsUnwrappedByTheFirstWhoKnowsItAndThenOnceMore() {
        String source = "@RolesAllowed(\"a\") public static class W { public void m() {} }"
                + " public static class W$$SpringCGLIB$$0 extends W { @Override public void m() {} }"
                + " @RolesAllowed(\"b\") public static class V extends W { @Override public void m() {} }";
        Class<?> written = compiled(source, "W");
        Class<?> made = load(written, "p.Outer$W$$SpringCGLIB$$0");
        Class<?> other = load(written, "p.Outer$V");
        Declarations<Declared> rules = Reading.strict()
                .unwrapping(java.util.List.of(
                        asked -> Optional.empty(),
                        asked -> asked == other ? Optional.of(made) : Optional.empty(),
                        asked -> Optional.of(Object.class)))
                .declarations();
        assertThat(rules.of(other, Decided.find(other, "m")).found().map(Declared::toString))
                .contains("roles [a]");
    }

    @Test
    void anUnwrapperThatThrowsStopsTheStart() {
        Class<?> type = compiled("@PermitAll public static class C { public void m() {} }", "C");
        Declarations<Declared> rules = Reading.strict()
                .unwrapping(java.util.List.of(asked -> {
                    throw new IllegalStateException("broken");
                }))
                .declarations();
        assertThatThrownBy(() -> rules.of(type, Decided.find(type, "m")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("failed with java.lang.IllegalStateException");
    }

    private static Class<?> load(Class<?> beside, String name) {
        try {
            return Class.forName(name, false, beside.getClassLoader());
        } catch (ClassNotFoundException missing) {
            throw new IllegalArgumentException(name, missing);
        }
    }
}
