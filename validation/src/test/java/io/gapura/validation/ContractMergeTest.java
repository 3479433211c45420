package io.gapura.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Query;
import io.gapura.filters.RequestView;
import io.gapura.filters.config.DataSize;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ContractMergeTest {
    private static final ParameterRule PAGE =
            ParameterRule.of(ParameterType.INT).range(1, 100);

    @Provide
    Arbitrary<ParameterRule> rules() {
        Arbitrary<ParameterRule> types = Arbitraries.of(ParameterType.values()).map(ParameterRule::of);
        Arbitrary<Integer> ends = Arbitraries.integers().between(-5, 5);
        Arbitrary<Integer> lengths = Arbitraries.integers().between(0, 4);
        return Combinators.combine(types, ends, lengths, Arbitraries.of(0, 1, 2, 3), Arbitraries.of(true, false))
                .as((type, end, length, kind, required) -> {
                    ParameterRule rule = required ? type.required() : type;
                    rule = kind == 1 && type.type().isNumber() ? rule.range(end, end + 4) : rule;
                    rule = kind == 2 ? rule.length(length, length + 2) : rule;
                    return kind == 3 ? rule.many(length + 1) : rule;
                });
    }

    @Provide
    Arbitrary<List<String>> values() {
        Arbitrary<String> one = Arbitraries.oneOf(
                Arbitraries.integers().between(-9, 9).map(String::valueOf),
                Arbitraries.of("", "true", "1.5", "2026-02-28", "2026-02-28T00:00Z", "a", "+1", "99999999999"));
        return one.list().ofMaxSize(3);
    }

    private static boolean refuses(EndpointContract contract, List<String> values) {
        StringBuilder query = new StringBuilder();
        values.forEach(value -> query.append("&a=").append(value.replace("+", "%2B")));
        RequestView request = values.isEmpty() ? RequestView.get("/") : RequestView.get("/?" + query.substring(1));
        return new InputCheck(contract, Set.<String>of()::contains).violations(request, Query.empty()) != null;
    }

    /** Or nothing could keep both, and the start fails. */
    @Property
    void whatOneOfTwoRefusesBothRefuse(
            @ForAll("rules") ParameterRule first,
            @ForAll("rules") ParameterRule second,
            @ForAll("values") List<String> values) {
        EndpointContract one = EndpointContract.named("one").query("a", first);
        EndpointContract other = EndpointContract.named("other").query("a", second);
        merged(one, other).ifPresent(both -> {
            assertThat(refuses(both, values)).isEqualTo(refuses(one, values) || refuses(other, values));
            assertThat(merged(other, one).map(turned -> refuses(turned, values)))
                    .contains(refuses(both, values));
        });
    }

    private static Optional<EndpointContract> merged(EndpointContract one, EndpointContract other) {
        try {
            return Optional.of(one.and(other));
        } catch (ConfigurationException contradiction) {
            return Optional.empty();
        }
    }

    @Test
    void whatNothingCouldKeepIsAContradiction() {
        EndpointContract pages = EndpointContract.named("a").query("page", PAGE);
        contradicts(
                pages,
                EndpointContract.named("b")
                        .query("page", ParameterRule.of(ParameterType.INT).range(101, 200)));
        contradicts(pages, EndpointContract.named("b").query("page", ParameterRule.of(ParameterType.DATE)));
        contradicts(
                EndpointContract.named("a").query("q", ParameterRule.oneOf("a", "b")),
                EndpointContract.named("b").query("q", ParameterRule.oneOf("c")));
        contradicts(
                EndpointContract.named("a")
                        .query("q", ParameterRule.of(ParameterType.TEXT).length(0, 3)),
                EndpointContract.named("b")
                        .query("q", ParameterRule.of(ParameterType.TEXT).length(4, 9)));
        assertThat(pages.and(EndpointContract.named("b")
                                .query(
                                        "page",
                                        ParameterRule.of(ParameterType.INT).range(100, 200)))
                        .parameters(ParameterPlace.QUERY))
                .containsKey("page");
    }

    @Test
    void aParameterThatTheCodeDoesNotReadIsAContradiction() {
        EndpointContract closed =
                EndpointContract.named("a").query("page", PAGE).closed();
        contradicts(closed, EndpointContract.named("b").query("size", PAGE));
        contradicts(EndpointContract.named("b").query("size", PAGE), closed);
        contradicts(closed, EndpointContract.named("b").body(BodyRule.of("application/json")));
        assertThat(closed.and(EndpointContract.named("b").query("page", PAGE)).isClosed())
                .isTrue();
    }

    private static void contradicts(EndpointContract one, EndpointContract other) {
        assertThatThrownBy(() -> one.and(other))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("lint.contradiction");
    }

    @Test
    void ofTwoRulesForContentTheNarrowerCounts() {
        BodyRule wide = BodyRule.of("application/json", "application/xml")
                .maxBody(DataSize.of("64KiB"))
                .depth(5);
        BodyRule both = EndpointContract.named("a")
                .body(wide)
                .and(EndpointContract.named("b")
                        .body(BodyRule.json(String.class)
                                .maxBody(DataSize.of("32KiB"))
                                .depth(9)
                                .required()))
                .body()
                .orElseThrow();
        assertThat(both.mediaTypes()).containsExactly("application/json");
        assertThat(both.maxBody()).hasValue(32 * 1024);
        assertThat(both.depth()).hasValue(5);
        assertThat(both.isRequired()).isTrue();
        assertThat(both.shape()).contains(String.class);
        contradicts(
                EndpointContract.named("a").body(wide),
                EndpointContract.named("b").body(BodyRule.of("text/plain")));
    }

    @Test
    void aRangeOfTypesIsNarrowedToWhatIsInIt() {
        BodyRule any = BodyRule.of("application/*");
        assertThat(any.and(BodyRule.of("application/pdf", "text/plain"), "x").mediaTypes())
                .containsExactly("application/pdf");
        assertThat(any.accepts("application/json")).isTrue();
        assertThat(any.accepts("text/plain")).isFalse();
        assertThat(BodyRule.of("*/*").accepts("text/plain")).isTrue();
    }
}
