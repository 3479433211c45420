package io.gapura.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Caller;
import io.gapura.filters.Deployment;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Exchange;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Recording;
import io.gapura.filters.RequestView;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Separation of duty under reloads: whatever texts come one after the other, sound or not, nobody goes on with more roles
 * of a set than the text allows that counted when its request began, and nobody else is refused.
 */
class SeparationPropertiesTest {
    private static final int ROLES = 5;
    private static final int CALLERS = 3;

    public static class Orders {
        @RolesAllowed("**")
        public void list() {}

        @PermitAll
        public void shop() {}
    }

    /** Roles of which one caller may hold so many. */
    private record Apart(boolean dynamic, Set<Integer> roles, int fewer) {
        int max() {
            return Math.max(1, roles.size() - fewer);
        }

        boolean isBrokenBy(Set<Integer> held) {
            return roles.stream().filter(held::contains).count() > max();
        }

        String text(int number) {
            return "{ name: set-" + number + ", roles: " + names(roles) + ", max: " + max() + " }";
        }
    }

    /**
     * One text.
     *
     * @param below by role: those that it includes, of which the smaller ones are left out
     * @param assigned by caller
     * @param cut whether the text ends in the middle
     */
    private record Text(List<Set<Integer>> below, List<Set<Integer>> assigned, List<Apart> sets, boolean cut) {
        static final Text FIRST = new Text(
                IntStream.range(0, ROLES).mapToObj(i -> Set.<Integer>of()).toList(),
                IntStream.range(0, CALLERS).mapToObj(i -> Set.<Integer>of()).toList(),
                List.of(),
                false);

        /** With all that they include, by brute force. */
        Set<Integer> closure(Set<Integer> roles) {
            Set<Integer> held = new TreeSet<>(roles);
            for (int role = 0; role < ROLES; role++) {
                if (held.contains(role)) {
                    int senior = role;
                    below.get(role).stream().filter(junior -> junior > senior).forEach(held::add);
                }
            }
            return held;
        }

        boolean isBrokenBy(Set<Integer> stated) {
            return sets.stream().anyMatch(set -> set.isBrokenBy(closure(stated)));
        }

        /** No role and no assignment breaks a static set. */
        boolean isSound() {
            List<Set<Integer>> given = new ArrayList<>(assigned);
            IntStream.range(0, ROLES).forEach(role -> given.add(Set.of(role)));
            return !cut
                    && sets.stream()
                            .filter(set -> !set.dynamic())
                            .allMatch(set -> given.stream().noneMatch(roles -> set.isBrokenBy(closure(roles))));
        }

        byte[] bytes() {
            StringBuilder yaml = new StringBuilder("version: 1\nroles:\n");
            for (int role = 0; role < ROLES; role++) {
                int senior = role;
                Set<Integer> juniors = below.get(role).stream()
                        .filter(junior -> junior > senior)
                        .collect(Collectors.toCollection(TreeSet::new));
                yaml.append("  r" + role + ": { includes: " + names(juniors) + " }\n");
            }
            yaml.append("separation:\n  static: [ " + sets(false) + " ]\n  dynamic: [ " + sets(true) + " ]\n");
            yaml.append("assignments:\n  signing:\n");
            for (int caller = 0; caller < CALLERS; caller++) {
                yaml.append("    c" + caller + ": { roles: " + names(assigned.get(caller)) + " }\n");
            }
            yaml.append("claims:\n  - issuer: https://idp.example\n    roles: { claim: roles, same-name: "
                    + names(IntStream.range(0, ROLES).boxed().collect(Collectors.toSet())) + " }\n");
            String text = cut ? yaml.substring(0, yaml.length() - 12) : yaml.toString();
            return text.getBytes(StandardCharsets.UTF_8);
        }

        private String sets(boolean dynamic) {
            return IntStream.range(0, sets.size())
                    .filter(i -> sets.get(i).dynamic() == dynamic)
                    .mapToObj(i -> sets.get(i).text(i))
                    .collect(Collectors.joining(", "));
        }
    }

    private static String names(Set<Integer> roles) {
        return roles.stream().sorted().map(role -> "r" + role).collect(Collectors.joining(", ", "[ ", " ]"));
    }

    private static Arbitrary<Set<Integer>> roles(int least, int most) {
        return Arbitraries.integers()
                .between(0, ROLES - 1)
                .set()
                .ofMinSize(least)
                .ofMaxSize(most);
    }

    @Provide
    Arbitrary<List<Text>> texts() {
        Arbitrary<Apart> set = Combinators.combine(
                        Arbitraries.of(true, true, false),
                        roles(2, 3),
                        Arbitraries.integers().between(1, 2))
                .as(Apart::new);
        Arbitrary<Text> text = Combinators.combine(
                        roles(0, 1).list().ofSize(ROLES),
                        roles(0, 3).list().ofSize(CALLERS),
                        set.list().ofMaxSize(2),
                        Arbitraries.of(false, false, false, false, true))
                .as(Text::new);
        return text.list().ofMinSize(2).ofMaxSize(6);
    }

    @Provide
    Arbitrary<List<Set<Integer>>> tokens() {
        return roles(0, 4).list().ofSize(3);
    }

    /** Who asks: an assigned caller, or one whose token states roles. */
    private record Asking(Caller caller, int assigned, Set<Integer> stated) {
        Set<Integer> roles(Text text) {
            return assigned < 0 ? stated : text.assigned().get(assigned);
        }
    }

    private static List<Asking> everybody(List<Set<Integer>> tokens) {
        List<Asking> all = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            all.add(new Asking(Decided.signing("c" + caller), caller, Set.of()));
        }
        for (Set<Integer> stated : tokens) {
            String[] names = stated.stream().map(role -> "r" + role).toArray(String[]::new);
            all.add(new Asking(Decided.bearer(names), -1, stated));
        }
        return all;
    }

    /** A request that began under a text, and is decided later. */
    private record Begun(Asking asking, Text text, Exchange exchange, boolean open) {
        void decide(Pipeline pipeline) throws IOException {
            Endpoint endpoint = Decided.method(Orders.class, open ? "shop" : "list");
            boolean admitted = exchange.arrive(pipeline).isEmpty()
                    && exchange.enter(endpoint).isEmpty();
            Set<Integer> stated = asking.roles(text);
            assertThat(admitted).as("%s under %s", asking, text).isEqualTo(open || !text.isBrokenBy(stated));
            if (admitted) {
                Set<Integer> held = exchange.caller().roles().stream()
                        .map(name -> Integer.valueOf(name.substring(1)))
                        .collect(Collectors.toSet());
                assertThat(held).isEqualTo(text.isBrokenBy(stated) ? Set.of() : text.closure(stated));
                assertThat(text.sets()).noneMatch(set -> set.isBrokenBy(held));
            }
        }
    }

    @Property(tries = 40)
    void nobodyHoldsTooManyRolesOfASetWhateverIsReloaded(
            @ForAll("texts") List<Text> texts, @ForAll("tokens") List<Set<Integer>> tokens) throws IOException {
        AtomicReference<Text> latest = new AtomicReference<>(Text.FIRST);
        Rbac rbac = Rbac.of(new PolicySource() {
                    @Override
                    public String name() {
                        return "random";
                    }

                    @Override
                    public byte[] read() {
                        return latest.get().bytes();
                    }
                })
                .reloadEvery(Duration.ofDays(1));
        Pipeline pipeline = Pipeline.builder().addAll(rbac.policies()).build();
        Deployment deployment = new Recording().deployment(pipeline);
        deployment.cover(Decided.method(Orders.class, "list"));
        deployment.cover(Decided.method(Orders.class, "shop"));
        List<Asking> everybody = everybody(tokens);
        Text counting = Text.FIRST;
        for (Text text : texts) {
            List<Begun> earlier = begin(deployment, everybody, counting);
            latest.set(text);
            deployment.renew();
            counting = text.isSound() ? text : counting;
            for (Begun begun : earlier) {
                begun.decide(pipeline);
            }
            for (Begun begun : begin(deployment, everybody, counting)) {
                begun.decide(pipeline);
            }
        }
    }

    private static List<Begun> begin(Deployment deployment, List<Asking> everybody, Text text) {
        List<Begun> begun = new ArrayList<>();
        for (Asking asking : everybody) {
            for (boolean open : new boolean[] {true, false}) {
                Exchange exchange = deployment.begin(RequestView.get("/orders").withCaller(asking.caller()));
                begun.add(new Begun(asking, text, exchange, open));
            }
        }
        return begun;
    }
}
