package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.Query;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Violation;
import io.gapura.filters.Violation.Place;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the record of a shadow tells of the values that it would have refused. */
class OfferedValuesTest {
    private static List<?> told(RequestView request, Violation... violations) {
        Rejection would = Rejection.of(422, "content-refused", "param.pattern").violations(List.of(violations));
        AuditEvent event = Events.completed(request).shadowed(List.of(new AuditEvent.WouldReject("validation", would)));
        Object told = Events.at(Events.parsed(event), "unmapped", "shadow_values");
        return told instanceof List<?> list ? list : List.of();
    }

    private static Violation at(Place place, String name) {
        return new Violation(place, name, "param.pattern");
    }

    @ParameterizedTest
    @CsvSource({
        "canary, '6 letters'",
        "12345, '5 digits'",
        "'', '0 nothing'",
        "canary%204%21, '9 letters+digits+blanks+punctuation'",
        "%F0%9F%99%82, '1 symbols'",
        "a%CC%88, '2 letters+marks'",
        "a%E2%80%AEb, '3 letters+invisibles'",
        "a%01, '2 letters+controls'",
        "%EE%80%80, '1 others'",
    })
    void howLongItWasAndOfWhichCharacters(String sent, String told) {
        assertThat(told(RequestView.get("/orders?page=" + sent), at(Place.QUERY, "page")))
                .singleElement()
                .asString()
                .startsWith("query page: " + told + " hmac-sha256:");
    }

    @Test
    void equalValuesHaveOneHashAndOthersAnother() {
        String first = hash("/orders?page=canary");
        assertThat(hash("/orders?page=canary&other=1")).isEqualTo(first);
        assertThat(hash("/orders?page=Canary")).isNotEqualTo(first);
    }

    private static String hash(String target) {
        String told =
                told(RequestView.get(target), at(Place.QUERY, "page")).get(0).toString();
        return told.substring(told.indexOf("hmac-sha256:"));
    }

    @Test
    void theValueItselfIsNowhere() {
        RequestView request = RequestView.get("/orders?page=q-canary")
                .header("X-Shelf", "h-canary")
                .withForm(Query.form("name=f-canary"))
                .withPathParameters(name -> name.equals("id") ? List.of("p-canary") : List.of());
        Violation[] violations = {
            at(Place.QUERY, "page"), at(Place.HEADER, "x-shelf"), at(Place.FORM, "name"), at(Place.TARGET, "id")
        };
        assertThat(told(request, violations))
                .extracting(each -> each.toString().replaceAll(":.*", ""))
                .containsExactlyInAnyOrder("query page", "header x-shelf", "form name", "target id");
        AuditEvent event = Events.completed(request)
                .shadowed(List.of(new AuditEvent.WouldReject(
                        "validation", Rejection.malformed("param.pattern").violations(List.of(violations)))));
        assertThat(new String(Events.bytes(event), StandardCharsets.UTF_8)).doesNotContain("-canary");
    }

    @Test
    void credentialsContentAndWhatNobodyDeclaredAreNotLookedUp() {
        RequestView request = RequestView.post("/orders?page=1")
                .header("Authorization", "Bearer abc")
                .header("Cookie", "s=1");
        assertThat(told(
                        request,
                        at(Place.HEADER, "authorization"),
                        at(Place.COOKIE, "s"),
                        at(Place.QUERY, "access_token"),
                        at(Place.FORM, "password"),
                        at(Place.TARGET, "token"),
                        at(Place.BODY, "/page"),
                        at(Place.QUERY, ""),
                        at(Place.QUERY, "other")))
                .isEmpty();
    }

    @Test
    void eightAreToldAndNoMore() {
        String eight = String.join(
                "&", IntStream.range(0, 8).mapToObj(i -> "page=" + i).toList());
        assertThat(told(RequestView.get("/orders?" + eight), at(Place.QUERY, "page")))
                .hasSize(8);
        assertThat(told(RequestView.get("/orders?" + eight + "&page=8"), at(Place.QUERY, "page")))
                .hasSize(8);
    }
}
