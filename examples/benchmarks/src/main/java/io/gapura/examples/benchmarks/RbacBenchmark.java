package io.gapura.examples.benchmarks;

import io.gapura.filters.Caller;
import io.gapura.filters.Claims;
import io.gapura.filters.Decision;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Policy;
import io.gapura.filters.RequestView;
import io.gapura.rbac.Access;
import io.gapura.rbac.Authenticated;
import io.gapura.rbac.Permission;
import io.gapura.rbac.Rbac;
import io.gapura.rbac.RequiresPermission;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What access rules cost: one decision, finding out what a caller holds, one question about an object, and the load of a
 * policy. Inputs rotate, so that nothing is decided in advance; subtract the row {@code rotation}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class RbacBenchmark {
    private static final String ISSUER = "https://idp.example";
    private static final int MANY = 64;
    private static final int SETS = 1 << 15;

    @Param({"10", "100", "1000"})
    int roles;

    @Param({"100", "20000"})
    int permissions;

    @Param({"1000"})
    int instances;

    private Path file;
    private Rbac rbac;
    private Policy policy;
    private final RequestView[] admitted = new RequestView[MANY];
    private final RequestView[] refused = new RequestView[MANY];
    private final RequestView[] nobody = new RequestView[MANY];
    private final RequestView[] again = new RequestView[MANY];
    private RequestView arriving;
    private final Claims[] sets = new Claims[SETS];
    private String[] names;
    private final Permission[] objects = new Permission[MANY];
    private Access access;
    private int next;

    /** What is called. */
    public static final class Orders {
        /** One of three roles. */
        @RolesAllowed({"r7", "r8", "r9"})
        public void byRole() {}

        /** One permission. */
        @RequiresPermission("d0:a0")
        public void byPermission() {}

        /** Two permissions. */
        @RequiresPermission({"d0:a1", "d0:a2"})
        public void byPermissions() {}

        /** A role and a permission. */
        @RolesAllowed({"r5", "r9"})
        @RequiresPermission("d0:a3")
        public void byBoth() {}

        /** Somebody, whoever it is. */
        @Authenticated
        public void byName() {}
    }

    @Setup
    public void start() throws IOException {
        file = Files.createTempFile("policy", ".yaml");
        Files.writeString(file, document());
        rbac = Rbac.document(file);
        names = new String[roles];
        Arrays.setAll(names, role -> "r" + role);
        policy = rbac.policies().get(0);
        List<Endpoint> endpoints = new ArrayList<>();
        for (String name : List.of("byRole", "byPermission", "byPermissions", "byBoth", "byName")) {
            endpoints.add(Endpoint.resource("GET", "/" + name, Orders.class, method(name)));
        }
        endpoints.forEach(policy::ruling); // as every deployment does at start-up
        arriving = RequestView.get("/x").withEndpoint(endpoints.get(4));
        for (int i = 0; i < MANY; i++) {
            RequestView request = RequestView.get("/x").withEndpoint(endpoints.get(i % 4));
            admitted[i] = request.withCaller(
                    rbac.access(Caller.of("signing", "boss" + i)).caller());
            refused[i] = request.withCaller(
                    rbac.access(Caller.of("signing", "nobody" + i)).caller());
            nobody[i] = request;
            again[i] = arriving.withCaller(Caller.of("bearer", ISSUER, "s" + i).withClaims(claims(i)));
            objects[i] = Permission.of("order:read").on("o" + i % instances);
            require(policy.decide(admitted[i]) instanceof Decision.Proceed);
            require(policy.decide(refused[i]) instanceof Decision.Reject);
            require(policy.decide(nobody[i]) instanceof Decision.Reject);
            require(rbac.access(again[i].caller()).caller().roles().size() == 5);
        }
        for (int i = 0; i < SETS; i++) {
            sets[i] = claims(i);
        }
        require(policy.decide(again[0]) instanceof Decision.Proceed);
        require(policy.decide(arriving(sets[0])) instanceof Decision.Proceed);
        access = rbac.access(Caller.of("signing", "objects"));
        require(access.permits(objects[0])
                && !access.permits(Permission.of("order:read").on("other")));
    }

    @TearDown
    public void stop() throws IOException {
        Files.delete(file);
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalStateException("what would be measured does not decide");
        }
    }

    private static Method method(String name) {
        try {
            return Orders.class.getMethod(name);
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Five roles, another five for each number as far as there are so many: drawn, because a formula has a period. One text
     * for each name: what is measured is the look-up, not how far away 300,000 texts lie.
     */
    private Claims claims(int number) {
        List<String> stated = new ArrayList<>();
        SplittableRandom draw = new SplittableRandom(number);
        while (stated.size() < 5) {
            String name = names[draw.nextInt(roles)];
            if (!stated.contains(name)) {
                stated.add(name);
            }
        }
        Optional<List<String>> found = Optional.of(List.copyOf(stated));
        return path -> found;
    }

    /** A tenth of the roles is granted by wildcard, each of the others its share of the permissions. */
    private String document() {
        StringBuilder text = new StringBuilder("version: 1\npermissions:\n");
        for (int i = 0; i < permissions; i++) {
            text.append("  - ").append(permission(i)).append('\n');
        }
        text.append("roles:\n");
        StringBuilder names = new StringBuilder();
        for (int role = 0; role < roles; role++) {
            text.append("  r" + role + ": { grants: [");
            if (role % 10 == 9) {
                text.append(" \"d" + role / 10 + ":*\"");
            }
            for (int i = role; i < permissions; i += roles) {
                text.append(", ").append('"').append(permission(i)).append('"');
            }
            text.append(" ] }\n");
            names.append(role == 0 ? "" : ", ").append('r').append(role);
        }
        text.append("  boss: { includes: [ r9, r0, r1, r2, r3 ], grants: [ \"d0:*\" ] }\n  reader: { grants: [");
        for (int i = 0; i < instances; i++) {
            text.append(i == 0 ? " " : ", ").append("\"order:read:o").append(i).append('"');
        }
        text.append(" ] }\nassignments:\n  signing:\n    objects: { roles: [ reader ] }\n");
        for (int i = 0; i < MANY; i++) {
            text.append("    boss" + i + ": { roles: [ boss, r" + i % roles + " ] }\n");
        }
        text.append("claims:\n  - issuer: " + ISSUER + "\n    roles: { claim: roles, same-name: [ " + names + " ] }\n");
        return text.toString().replace("[, ", "[ ");
    }

    private static String permission(int number) {
        return "d" + number / 50 + ":a" + number % 50;
    }

    /** The floor: taking the next input. */
    @Benchmark
    public Object rotation() {
        return admitted[next++ & MANY - 1];
    }

    @Benchmark
    public Object admit() throws IOException {
        return policy.decide(admitted[next++ & MANY - 1]);
    }

    @Benchmark
    public Object refuse() throws IOException {
        return policy.decide(refused[next++ & MANY - 1]);
    }

    /** Nobody, where somebody is asked for. */
    @Benchmark
    public Object refuseNobody() throws IOException {
        return policy.decide(nobody[next++ & MANY - 1]);
    }

    /** A caller that is handed out again, as for a token that was seen before: decided on, and sent on with its roles. */
    @Benchmark
    public Object callerSeenBefore() throws IOException {
        return policy.decide(again[next++ & MANY - 1]);
    }

    /** A caller that is new, with roles that others had. */
    @Benchmark
    public Object rolesSeenBefore() throws IOException {
        return policy.decide(arriving(sets[next++ & MANY - 1]));
    }

    /** A caller that is new, with roles that are not kept any more, when there are enough roles for so many sets. */
    @Benchmark
    public Object newRoles() throws IOException {
        return policy.decide(arriving(sets[next++ & SETS - 1]));
    }

    private RequestView arriving(Claims claims) {
        return arriving.withCaller(Caller.of("bearer", ISSUER, "new").withClaims(claims));
    }

    @Benchmark
    public boolean object() {
        return access.permits(objects[next++ & MANY - 1]);
    }

    @Benchmark
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public Object load() {
        return Rbac.document(file);
    }
}
