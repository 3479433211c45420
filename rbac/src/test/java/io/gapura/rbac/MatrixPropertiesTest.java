package io.gapura.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Authentication;
import io.gapura.filters.Caller;
import io.gapura.filters.Decision;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import io.gapura.rbac.AccessMatrix.Cell;
import io.gapura.rbac.Explanation.Outcome;
import io.gapura.rbac.Rbac.OnUncovered;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A cell of the matrix is what is decided, and what is explained. */
class MatrixPropertiesTest {
    private static final List<String> PATHS =
            List.of("/", "/a", "/a/b", "/a/c", "/a/b/d", "/b/c", "/b/d", "/c", "/z.do", "/a/z.do", "/a/c/d/e");
    private static final List<String> MAPPINGS = List.of("/a", "/a/b", "/b/c", "/z.do", "", "/a/*", "/b/*", "*.do");

    public static class Resource {
        @PermitAll
        public void open() {}

        @DenyAll
        public void closed() {}

        public void uncovered() {}

        @Authenticated
        public void anybody() {}

        @RolesAllowed({"r1", "r2"})
        public void roles() {}

        @RequiresPermission("a:x")
        public void permission() {}

        @RolesAllowed("r3")
        @RequiresPermission(
                value = {"a:x", "b:x"},
                mode = RequiresPermission.Mode.ANY)
        public void both() {}

        @RequiresScope("s")
        public void scope() {}

        @RolesAllowed("r0")
        @RequiresAuthentication(acr = "phr")
        public void stepUp() {}

        @TenantScoped(param = "tenant")
        public void tenant() {}

        @RequiresPermission("b:x")
        @CheckResource(ForAcme.class)
        public void check() {}
    }

    /** Admits who acts for acme. */
    public static final class ForAcme implements ResourceCheck {
        @Override
        public Decision decide(ResourceAccess access) {
            return access.caller().tenant().isPresent() ? access.proceed() : access.refuse("not for acme");
        }
    }

    @SuppressWarnings("serial")
    static class Bare extends HttpServlet {}

    @SuppressWarnings("serial")
    @RolesAllowed("r2")
    static class Annotated extends HttpServlet {}

    /** An endpoint, and a path that leads to it. */
    private record Asked(Endpoint endpoint, String path, boolean exact) {
        RequestView request(Caller caller) {
            RequestView request = RequestView.of(endpoint.httpMethod(), path)
                    .withEndpoint(endpoint)
                    .withPathParameters(name -> name.equals("tenant") ? List.of("acme") : List.of());
            return caller.isAnonymous() ? request : request.withCaller(caller);
        }
    }

    private static List<Endpoint> endpoints() {
        List<Endpoint> endpoints = new ArrayList<>();
        for (String name : List.of(
                "open",
                "closed",
                "uncovered",
                "anybody",
                "roles",
                "permission",
                "both",
                "scope",
                "stepUp",
                "tenant",
                "check")) {
            endpoints.add(Endpoint.resource("GET", "/" + name, Resource.class, Decided.find(Resource.class, name)));
        }
        for (String mapping : MAPPINGS) {
            for (String method : List.of("GET", "HEAD", "POST")) {
                endpoints.add(Endpoint.servlet(method, mapping, Bare.class));
                endpoints.add(Endpoint.servlet(method, mapping, Annotated.class));
            }
        }
        endpoints.add(Endpoint.files("GET", "/"));
        endpoints.add(Endpoint.unknown("GET", "/a/*", "unknown servlet"));
        return endpoints;
    }

    private static Stream<Asked> asked(Endpoint endpoint) {
        String mapping = endpoint.template();
        boolean exact = endpoint.type().isPresent() && MAPPINGS.indexOf(mapping) < 5;
        return PATHS.stream()
                .filter(path -> endpoint.method().isPresent() || leads(path, mapping))
                .map(path -> new Asked(endpoint, path, exact));
    }

    private static boolean leads(String path, String mapping) {
        if (mapping.equals("/")) {
            return true;
        }
        if (mapping.startsWith("*")) {
            return path.endsWith(mapping.substring(1));
        }
        if (mapping.endsWith("/*")) {
            String prefix = mapping.substring(0, mapping.length() - 2);
            return path.equals(prefix) || path.startsWith(prefix + "/");
        }
        return path.equals(mapping.isEmpty() ? "/" : mapping);
    }

    /** Who stands for a column, proven so that nothing a rule asks beyond roles and permissions holds. */
    private static Map<String, Caller> callers() {
        return Map.of(
                AccessMatrix.ANONYMOUS,
                Caller.anonymous(),
                AccessMatrix.AUTHENTICATED,
                Decided.signing("nobody"),
                "r0",
                Decided.signing("c0"),
                "r1",
                Decided.signing("c1"),
                "r2",
                Decided.signing("c2"),
                "r3",
                Decided.signing("c3"));
    }

    /** The same caller with everything that a rule may ask beyond. */
    private static Caller strong(Caller caller) {
        return caller.isAnonymous()
                ? caller
                : caller.withScopes(Set.of("s"))
                        .withTenant("acme")
                        .withAuthentication(
                                new Authentication(Optional.of("phr"), Set.of("otp"), Optional.of(Instant.now())));
    }

    @Provide
    Arbitrary<String> documents() {
        return RandomPolicies.documents();
    }

    @Property(tries = 60)
    void whatTheMatrixSaysIsWhatIsDecidedAndExplained(@ForAll("documents") String document) {
        holds(Decided.yaml(document), true);
    }

    @Property(tries = 20)
    void itSaysSoToWhereWhatNoRuleCoversIsLetThrough(@ForAll("documents") String document) {
        holds(Decided.yaml(document).onUncovered(OnUncovered.REPORT), false);
    }

    private static void holds(Rbac rbac, boolean explained) {
        AccessMatrix matrix = rbac.matrix(endpoints());
        callers().forEach((column, caller) -> {
            Gate weak = Gate.of(rbac, caller, explained);
            Gate strong = Gate.of(rbac, strong(caller), explained);
            endpoints().stream()
                    .flatMap(MatrixPropertiesTest::asked)
                    .forEach(asked -> holds(asked, cell(rbac, matrix, asked, column), weak, strong));
        });
    }

    private static void holds(Asked asked, Cell cell, Gate weak, Gate strong) {
        List<Boolean> decided = List.of(weak.admits(asked), strong.admits(asked));
        String what = asked + " for " + weak.caller() + ": " + cell;
        if (cell != Cell.IF) {
            assertThat(decided).as(what).containsOnly(cell == Cell.YES);
        } else if (asked.endpoint().method().isPresent() || asked.exact()) {
            assertThat(decided).as(what).containsExactly(false, true);
        }
    }

    /** Of a resource method, which path rules restrict further: they have rows of their own. */
    private static Cell cell(Rbac rbac, AccessMatrix matrix, Asked asked, String column) {
        Cell own = Objects.requireNonNull(matrix.cells(asked.endpoint().id()).get(column));
        return asked.endpoint().method().isPresent() ? and(own, pathCell(rbac, matrix, asked, column)) : own;
    }

    private static Cell and(Cell one, Cell other) {
        return one == Cell.NO || other == Cell.NO ? Cell.NO : one == Cell.YES ? other : Cell.IF;
    }

    /** What the row of the path rule says that matches; a file has no rule beside it. */
    private static Cell pathCell(Rbac rbac, AccessMatrix matrix, Asked asked, String column) {
        Function<String, Optional<Cell>> row =
                id -> Optional.ofNullable(matrix.cells(id + " path rule").get(column));
        PathTrie paths = rbac.engine().paths().orElse(null);
        CompiledRule rule = paths == null ? null : paths.match("GET", asked.path());
        if (rule == null) {
            return Cell.YES;
        }
        return paths.entries().stream()
                .filter(entry -> entry.rule() == rule)
                .map(entry -> entry.written().pattern().text())
                .flatMap(path -> Stream.of(row.apply("* " + path), row.apply("GET " + path)))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(Cell.NO);
    }

    /** One caller's way through the policies. */
    private record Gate(Rbac rbac, Caller caller, Pipeline pipeline, boolean explained) {
        static Gate of(Rbac rbac, Caller caller, boolean explained) {
            Policy credential = Policy.of("credential", view -> Decision.proceed(view.withCaller(caller)));
            Pipeline.Builder builder = Pipeline.builder();
            if (!caller.isAnonymous()) {
                builder.add(credential);
            }
            return new Gate(rbac, caller, builder.addAll(rbac.policies()).build(), explained);
        }

        boolean admits(Asked asked) {
            boolean proceeds =
                    verdict(asked.request(Caller.anonymous())).rejection().isEmpty();
            if (explained) {
                Explanation explanation = rbac.explain(asked.request(caller));
                assertThat(explanation.outcome())
                        .as(asked + "\n" + explanation)
                        .isEqualTo(proceeds ? Outcome.PASS : Outcome.FAIL);
            }
            return proceeds;
        }

        private Verdict verdict(RequestView request) {
            try {
                return pipeline.decide(request);
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }
    }
}
