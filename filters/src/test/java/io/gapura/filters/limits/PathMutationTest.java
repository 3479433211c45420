package io.gapura.filters.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Decision;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.RefusedException;
import io.gapura.filters.RequestView;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

/** Whatever somebody does to the spelling of a path: it is refused, or the rule of the canonical path still holds. */
class PathMutationTest {
    /** Stands for a rule on a path: what is below it is another policy's business, and refused. */
    private static final Policy ADMIN = Policy.of(
            "admin",
            request -> request.target().path().startsWith("/admin/")
                    ? Decision.reject(403, "forbidden", "admin")
                    : Decision.proceed());

    private static final Pipeline GATE =
            Pipeline.builder().add(Firewall.strict()).add(ADMIN).build();

    @Property(tries = 20_000)
    void noSpellingOfARuledPathIsLetThrough(
            @ForAll("names") String name, @ForAll("mutations") List<Tuple2<Integer, String>> mutations)
            throws IOException {
        String path = "/admin/" + name;
        String spelled = mutated(path, mutations);
        Optional<RequestView> view = read(spelled);
        if (view.isPresent() && GATE.decide(view.get()).rejection().isEmpty()) {
            // Let through: then it is another path even to the most obliging reader.
            assertThat(obliging(spelled)).as(spelled).doesNotStartWith("/admin/");
        }
    }

    @Property(tries = 5_000)
    void aLetterThatIsEncodedMeansTheSame(@ForAll("names") String name, @ForAll int at) throws IOException {
        String path = "/admin/" + name;
        int place = 1 + Math.floorMod(at, path.length() - 1);
        char c = path.charAt(place);
        String spelled = path.substring(0, place) + String.format("%%%02x", (int) c) + path.substring(place + 1);
        Optional<RequestView> view = read(spelled);
        assertThat(view.isEmpty() || GATE.decide(view.get()).rejection().isPresent())
                .as(spelled)
                .isTrue();
    }

    /** Decodes as long as there is something to decode, takes every slash for one, cuts, collapses and resolves. */
    private static String obliging(String target) {
        String path = target.split("[?#]", 2)[0];
        for (int i = 0; i < 4; i++) {
            path = decodedOnce(path);
        }
        Deque<String> names = new ArrayDeque<>();
        for (String segment : path.replace('\\', '/').split("/")) {
            String name = segment.split(";", -1)[0].replace("\0", "").strip();
            if (name.equals("..")) {
                names.pollLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.addLast(name);
            }
        }
        return "/" + String.join("/", names);
    }

    private static String decodedOnce(String text) {
        StringBuilder decoded = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            boolean escape = text.substring(i).matches("(?s)%[0-9a-fA-F]{2}.*");
            decoded.append(escape ? (char) Integer.parseInt(text.substring(i + 1, i + 3), 16) : text.charAt(i));
            i += escape ? 2 : 0;
        }
        return decoded.toString();
    }

    private static Optional<RequestView> read(String target) {
        try {
            RequestView view = RequestView.get(target);
            return view.target().hardViolation().isPresent() ? Optional.empty() : Optional.of(view);
        } catch (RefusedException refused) {
            return Optional.empty();
        }
    }

    private static String mutated(String path, List<Tuple2<Integer, String>> mutations) {
        String spelled = path;
        for (Tuple2<Integer, String> mutation : mutations) {
            int place = 1 + Math.floorMod(mutation.get1(), spelled.length());
            spelled = spelled.substring(0, place)
                    + mutation.get2()
                    + spelled.substring(Math.min(place, spelled.length()));
        }
        return spelled;
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(8);
    }

    @Provide
    Arbitrary<List<Tuple2<Integer, String>>> mutations() {
        Arbitrary<String> inserted = Arbitraries.of(
                ";x", ";", "//", "/", "/./", "/../", "/..", "..;/", "/%2e/", "%2e%2e/", "%2F", "%2f", "%5C", "\\",
                "%00", "%252f", "%25", "%C0%AF", "%c0%ae", "#", " ", "%", ".", "..", "A", "%41", "%u002f", "\u2215",
                "?");
        return Combinators.combine(Arbitraries.integers(), inserted)
                .as(Tuple::of)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }
}
