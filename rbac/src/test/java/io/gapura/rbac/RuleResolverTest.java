package io.gapura.rbac;

import static io.gapura.rbac.Decided.method;
import static io.gapura.rbac.Decided.ruling;
import static io.gapura.rbac.Decided.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Compiled;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Dispatch;
import io.gapura.filters.Endpoint;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shapes that the generated ones do not have: proxies, packages, inner classes, contradictions, overloads. */
class RuleResolverTest {
    private final Rbac rbac = yaml("version: 1\nroles: { a: { grants: [ \"x:y\", \"v:w\" ] }, b: {} }\n");

    private static Class<?> compiled(String source, String name) {
        return Compiled.of(Map.of(
                        "p.Outer",
                        "package p;\nimport jakarta.annotation.security.*;\n"
                                + "import io.gapura.rbac.*;\npublic class Outer {\n" + source + "\n}"))
                .type("p.Outer$" + name);
    }

    private String ruled(Class<?> type, String name) {
        return ruling(rbac, method(type, name));
    }

    @RolesAllowed("a")
    public static class Orders {
        public void list() {}

        @RolesAllowed("b")
        public void remove() {}

        @PermitAll
        public void open() {}
    }

    /** As CDI containers name them. */
    public static class Orders$Proxy$_$$_WeldClientProxy extends Orders {
        @Override
        public void list() {}

        @Override
        public void remove() {}

        @Override
        public void open() {}
    }

    public static class Orders$$SpringCGLIB$$0 extends Orders$Proxy$_$$_WeldClientProxy {
        @Override
        public void open() {}
    }

    @RolesAllowed("b")
    public static class Orders$ByteBuddy$1 extends Orders {
        @Override
        public void list() {}
    }

    public static class Ordinary extends Orders {
        @Override
        public void remove() {}

        @Override
        public void open() {}
    }

    @Test
    void theWrittenClassBehindASubclassOfTheContainerCounts() {
        assertThat(ruled(Orders$Proxy$_$$_WeldClientProxy.class, "list")).isEqualTo("roles [a]");
        assertThat(ruled(Orders$Proxy$_$$_WeldClientProxy.class, "remove")).isEqualTo("roles [b]");
        assertThat(ruled(Orders$Proxy$_$$_WeldClientProxy.class, "open")).isEqualTo("public");
        assertThat(ruled(Orders$$SpringCGLIB$$0.class, "open")).isEqualTo("public");
    }

    @Test
    void aMarkerInterfaceOfTheContainerTellsASubclassToo() {
        Compiled compiled = Compiled.of(Map.of(
                "io.quarkus.arc.Subclass", "package io.quarkus.arc; public interface Subclass {}",
                "q.Foo", "package q; @jakarta.annotation.security.PermitAll public class Foo { public void m() {} }",
                "q.Made",
                        "package q; public class Made extends Foo implements io.quarkus.arc.Subclass {"
                                + " @Override public void m() {} }",
                "q.Other", "package q; public class Other extends Foo { @Override public void m() {} }"));
        assertThat(ruled(compiled.type("q.Made"), "m")).isEqualTo("public");
        assertThat(ruled(compiled.type("q.Other"), "m")).isEqualTo("uncovered!");
    }

    @Test
    void aGeneratedNameDoesNotHideRulesThatAreWrittenThere() {
        assertThat(ruled(Orders$ByteBuddy$1.class, "list")).isEqualTo("roles [b]");
    }

    @Test
    void anOrdinarySubclassInheritsARestrictingRuleAndNoOpenOne() {
        assertThat(ruled(Ordinary.class, "remove")).isEqualTo("roles [b]");
        assertThat(ruled(Ordinary.class, "open")).isEqualTo("uncovered!");
        assertThat(ruled(Ordinary.class, "list")).isEqualTo("roles [a]");
    }

    interface Api {
        @RolesAllowed("a")
        void restricted();

        @PermitAll
        void open();
    }

    @Test
    void aProxyOfTheJdkIsRestrictedByItsInterfacesAndNeverOpenedByThem() {
        Object proxy = Proxy.newProxyInstance(
                Api.class.getClassLoader(), new Class<?>[] {Api.class}, (self, method, arguments) -> null);
        assertThat(ruled(proxy.getClass(), "restricted")).isEqualTo("roles [a]");
        assertThat(ruled(proxy.getClass(), "open")).isEqualTo("uncovered!");
        assertThat(ruled(Api.class, "restricted")).isEqualTo("roles [a]");
        assertThat(ruled(Api.class, "open")).isEqualTo("uncovered!");
    }

    @Test
    void aClassOfAnotherHierarchyThanTheMethodIsUncovered() {
        Endpoint foreign = Endpoint.resource("GET", "/x", Object.class, Decided.find(Orders.class, "list"));
        assertThat(ruling(rbac, foreign)).isEqualTo("uncovered!");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@PermitAll @DenyAll",
                "@PermitAll @RolesAllowed(\"a\")",
                "@DenyAll @RolesAllowed(\"a\")",
                "@PermitAll @PublicEndpoint(reason = \"r\")",
                "@Authenticated @RolesAllowed(\"a\")",
                "@Authenticated @DenyAll",
                "@PermitAll @RequiresPermission(\"x:y\")",
                "@DenyAll @RequiresPermission(\"x:y\")",
                "@PublicEndpoint(reason = \"r\") @RequiresPermission(\"x:y\")"
            })
    void twoAnnotationsThatCannotBothBeMeantStopTheStart(String both) {
        assertThatThrownBy(() -> ruled(compiled("public static class C { " + both + " public void m() {} }", "C"), "m"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("p.Outer$C#m()")
                .hasMessageContaining("rule-conflict");
        assertThatThrownBy(() -> ruled(compiled(both + " public static class C { public void m() {} }", "C"), "m"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("p.Outer$C")
                .hasMessageContaining("rule-conflict");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    @RolesAllowed("a")          | @RequiresPermission("x:y")   | roles [a] and permissions [x:y]
                    @RequiresPermission("x:y")  | @RolesAllowed("a")           | roles [a] and permissions [x:y]
                    @RequiresPermission("x:y")  | @RequiresPermission("v:w")   | permissions [v:w]
                    @RequiresPermission("x:y")  | @Authenticated               | permissions [x:y]
                    @RequiresPermission("x:y")  | @PermitAll                   | public
                    @RequiresPermission("x:y")  | @DenyAll                     | nobody
                    @PermitAll                  | @RequiresPermission("x:y")   | permissions [x:y]
                    @PermitAll                  | @Authenticated               | authenticated
                    @DenyAll                    | @RequiresPermission("x:y")   | permissions [x:y]
                    @DenyAll                    | @RolesAllowed("a")           | roles [a]
                    @DenyAll                    | @PermitAll                   | public
                    @RolesAllowed("a")          | @RolesAllowed("b")           | roles [b]
                    @RolesAllowed({})           | @RequiresPermission("x:y")   | nobody
                    @RolesAllowed({"a", "**"})  |                              | authenticated
                    @RolesAllowed({"a", "a"})   |                              | roles [a]
                    @RolesAllowed({"b", "a"})   |                              | roles [a, b]
                    """)
    void aMethodIsMergedOverItsClass(String onType, String onMethod, String expected) {
        String method = (onMethod == null ? "" : onMethod) + " public void m() {}";
        assertThat(ruled(compiled(onType + " public static class C { " + method + " }", "C"), "m"))
                .isEqualTo(expected);
    }

    @Test
    void aClassLevelGateAndPermissionsTogetherStandUnderAnUnannotatedMethod() {
        String source = "@RolesAllowed(\"a\") @RequiresPermission(\"x:y\") @RequiresPermission(\"v:w\")"
                + " public static class C { public void m() {} @RolesAllowed(\"b\") public void n() {} }";
        Class<?> type = compiled(source, "C");
        assertThat(ruled(type, "m")).isEqualTo("roles [a] and permissions [v:w] and permissions [x:y]");
        assertThat(ruled(type, "n")).isEqualTo("roles [b] and permissions [v:w] and permissions [x:y]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    bridge to an inherited method    | public static class A { @RolesAllowed("a") public Object m(String x) { return x; } } interface I<T> { Object m(T x); } public static class C extends A implements I<String> {} | roles [a]
                    bridge of a package-private base | static class A { @RolesAllowed("a") public Object m(String x) { return x; } } public static class C extends A {} | roles [a]
                    two levels of variables          | public static class A<X> { public void m(X x) {} } public static class B<Y> extends A<java.util.List<Y>> {} public static class C extends B<String> { @Override @RolesAllowed("a") public void m(java.util.List<String> x) {} } | roles [a]
                    narrowing bounds                 | public static class A<X> { public void m(X x) {} } public static class B<Y extends Number> extends A<Y> { @Override public void m(Y x) {} } public static class C extends B<Integer> { @Override @RolesAllowed("a") public void m(Integer x) {} } | roles [a]
                    variable of a method             | public static class A<X> { public <U extends X> void m(U x) {} } public static class C extends A<String> { @Override @RolesAllowed("a") public <V extends String> void m(V x) {} } | roles [a]
                    array of a variable              | interface I<X> { @RolesAllowed("a") void m(X[] x); } public static class C implements I<String> { @Override public void m(String[] x) {} } | roles [a]
                    raw supertype                    | public static class A<X extends CharSequence> { @PermitAll public void m(X x) {} } @SuppressWarnings("rawtypes") public static class C extends A { @Override @RolesAllowed("a") public void m(CharSequence x) {} } | roles [a]
                    below a raw supertype            | public static class A<X> { @PermitAll public void m(X x) {} } public static class B<Y> extends A<String> {} @SuppressWarnings("rawtypes") public static class C extends B { @Override @DenyAll public void m(Object x) {} } | nobody
                    inner class of a generic one     | public static class G<T> { public class A { @RolesAllowed("a") public void m(T x) {} } } public static class C extends G<String>.A { C(G<String> g) { g.super(); } @Override public void m(String x) {} } | roles [a]
                    interface only                   | interface I { @DenyAll void m(String x); } public static class C implements I { @Override public void m(String x) {} } | nobody
                    interface type                   | @RolesAllowed("a") interface I { void m(String x); } public static class C implements I { @Override public void m(String x) {} } | roles [a]
                    default of an interface          | @RolesAllowed("a") interface I { default void m(String x) {} } public static class C implements I {} | roles [a]
                    open default of an interface     | interface I { @PermitAll default void m(String x) {} } public static class C implements I {} | public
                    open method of an interface      | interface I { @PermitAll void m(String x); } public static class C implements I { @Override public void m(String x) {} } | uncovered!
                    open method of a superclass      | public static class A { @PermitAll public void m(String x) {} } public static class C extends A { @Override public void m(String x) {} } | uncovered!
                    open class over inherited method | public static class A { public void m(String x) {} } @PermitAll public static class C extends A {} | uncovered!
                    closed class, inherited method   | public static class A { public void m(String x) {} } @RolesAllowed("b") public static class C extends A {} | roles [b]
                    the same rule twice              | @RolesAllowed("a") public static class A { public void m(String x) {} } @RolesAllowed("a") public static class C extends A {} | roles [a]
                    nearest in one line              | interface J { @RolesAllowed("b") void m(String x); } interface I extends J { @RolesAllowed("a") void m(String x); } public static class C implements I { @Override public void m(String x) {} } | roles [a]
                    an overload only                 | public static class A { @PermitAll public void m(Integer x) {} } public static class C extends A { public void m(String x) {} } | uncovered!
                    """)
    void theMethodThatRunsIsFound(String what, String source, String expected) {
        Class<?> type = compiled(source.replace(" interface ", " public interface "), "C");
        List<Method> called = Stream.concat(Dispatch.classes(type).stream(), Dispatch.interfaces(type).stream())
                .flatMap(at -> Stream.of(at.getDeclaredMethods()))
                .filter(method -> method.getName().equals("m") && method.getParameterTypes()[0] != Integer.class)
                .toList();
        assertThat(called)
                .isNotEmpty()
                .allSatisfy(method -> assertThat(ruling(rbac, Endpoint.resource("GET", "/x", type, method)))
                        .as(what)
                        .isEqualTo(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    two interfaces        | interface I { @RolesAllowed("a") void m(String x); } interface J { @RolesAllowed("b") void m(String x); } public static class C implements I, J { @Override public void m(String x) {} } | I#m(java.lang.String) has roles [a] | J#m(java.lang.String) has roles [b]
                    open against closed   | interface I { @PermitAll void m(String x); } public static class A { @RolesAllowed("b") public void m(String x) {} } public static class C extends A implements I { @Override public void m(String x) {} } | I#m(java.lang.String) has public | A#m(java.lang.String) has roles [b]
                    class and interface   | interface I { @RolesAllowed("a") void m(String x); } public static class A { public void m(String x) {} } @RolesAllowed("b") public static class C extends A implements I {} | C has roles [b] | I#m(java.lang.String) has roles [a]
                    shadowed rule         | public static class A { @RolesAllowed("a") public void m(String x) {} } @RolesAllowed("b") public static class C extends A {} | shadowed rule | has roles [a]
                    shadowed by denial    | public static class A { @PermitAll public void m(String x) {} } @DenyAll public static class C extends A {} | shadowed rule | has public
                    """)
    void differentRulesAreNamedAndStopTheStart(String what, String source, String one, String other) {
        Class<?> type = compiled(source.replace(" interface ", " public interface "), "C");
        assertThatThrownBy(() -> ruled(type, "m"))
                .as(what)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("rule-conflict")
                .hasMessageContaining(one)
                .hasMessageContaining(other);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    @RolesAllowed("a")         | @PermitAll                  | true
                    @RolesAllowed("a")         | @RolesAllowed({"a", "b"})   | true
                    @RolesAllowed("a")         | @Authenticated              | true
                    @DenyAll                   | @RolesAllowed("a")          | true
                    @RequiresPermission("x:y") | @RolesAllowed("b")          | true
                    @RequiresPermission("x:y") | @RolesAllowed("a")          | false
                    @RolesAllowed({"a", "b"})  | @RolesAllowed("a")          | false
                    @RolesAllowed("a")         | @DenyAll                    | false
                    @PermitAll                 | @RolesAllowed("a")          | false
                    """)
    void anOverrideThatAdmitsMoreIsPointedOut(String overridden, String own, boolean pointedOut) {
        Class<?> type = compiled(
                "public static class A { " + overridden + " public void m() {} }"
                        + " public static class C extends A { @Override " + own + " public void m() {} }",
                "C");
        EndpointRules rules = Decided.rules(LoadedPolicy.compile(
                RoleModel.empty().role("a", "x:y").role("b").document(), new Problems()));
        List<String> lints = rules.ruled(method(type, "m")).lints().stream()
                .filter(lint -> lint.code() != Lint.Code.PUBLIC_WITHOUT_REASON)
                .map(Lint::toString)
                .toList();
        assertThat(lints)
                .hasSize(pointedOut ? 1 : 0)
                .allSatisfy(lint -> assertThat(lint).startsWith("p.Outer$C#m() override-weakened has "));
    }

    @Test
    void privateAndStaticMethodsAreNoEndpoints() throws NoSuchMethodException {
        Class<?> type = compiled(
                "@PermitAll public static class C { private void hidden() {} public static void fixed() {} }", "C");
        assertThat(ruling(rbac, Endpoint.resource("GET", "/", type, type.getDeclaredMethod("hidden"))))
                .isEqualTo("uncovered!");
        assertThat(ruling(rbac, Endpoint.resource("GET", "/", type, type.getDeclaredMethod("fixed"))))
                .isEqualTo("uncovered!");
    }
}
