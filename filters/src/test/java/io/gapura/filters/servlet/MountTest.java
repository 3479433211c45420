package io.gapura.filters.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Deployment;
import io.gapura.filters.Pipeline;
import io.gapura.filters.container.Place;
import io.gapura.filters.limits.Firewall;
import io.gapura.filters.limits.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** By what the gate is said to stand, and when. */
class MountTest {
    private final FakeContext context = new FakeContext();

    private static Pipeline pipeline() {
        return Pipeline.builder().add(Firewall.strict()).add(Limits.defaults()).build();
    }

    private List<String> report() {
        return ((Deployment) context.getAttribute(GapuraFilter.DEPLOYMENT))
                .report()
                .lines();
    }

    private List<String> mounts() {
        return report().stream().filter(line -> line.startsWith("mount: ")).toList();
    }

    private static void request(GapuraFilter filter) throws Exception {
        filter.doFilter(FakeRequest.get("/app/orders"), new FakeResponse(), (given, answer) -> {});
    }

    @Test
    void aFilterOfTheDescriptorIsToldApartFromOneThatWasMadeInCode() {
        context.filter("coded", List.of("/*"), List.of()).filter("described", List.of("/*"), List.of());
        new GapuraFilter(pipeline()).init(context.config("coded"));
        assertThat(mounts()).isEmpty();
        new GapuraFilter().init(context.config("described", "policies", "headers"));
        assertThat(mounts())
                .containsExactly("mount: filter coded by code, filter described by web.xml; decides on servlets");
    }

    @Test
    void theFilterOfTheInitializerIsSaidToBeItsOwn() {
        context.resource("/WEB-INF/gapura.properties", "policies = limits, firewall\n");
        new GapuraFilter().init(context.config("gapura.properties", "config", "/WEB-INF/gapura.properties"));
        assertThat(mounts()).containsExactly("mount: filter gapura.properties by the initializer; decides on servlets");
    }

    @Test
    void aFeatureThatIsAwaitedIsSaidNotToHaveRunYet() {
        new GapuraFilter(pipeline(), Endpoints.JAXRS).init(context.config("gapura"));
        assertThat(mounts())
                .containsExactly(
                        "mount: filter gapura by code; GapuraFeature is to decide on resources, and has not run yet");
    }

    @Test
    void aFeatureThatHasRunBeforeIsSaidToDecide() {
        Deployment deployment = Deployment.create();
        context.setAttribute(GapuraFilter.DEPLOYMENT, deployment);
        deployment.report().featureRan();
        new GapuraFilter(pipeline(), Endpoints.JAXRS).init(context.config("gapura"));
        assertThat(mounts())
                .containsExactly(
                        "mount: GapuraFeature has run",
                        "mount: filter gapura by code; GapuraFeature decides on resources");
    }

    /** WildFly makes the second one when the first request comes by. */
    @Test
    void aFilterThatIsNotMadeYetIsToldWithTheFirstRequest() throws Exception {
        context.filter("first", List.of("/*"), List.of()).filter("second", List.of("/*"), List.of());
        GapuraFilter first = new GapuraFilter(pipeline());
        first.init(context.config("first"));
        assertThat(mounts()).isEmpty();
        request(first);
        assertThat(mounts())
                .containsExactly("mount: filter first by code, filter second by web.xml; decides on servlets");
        request(first);
        assertThat(mounts()).hasSize(1);
    }

    /** Undertow shows its settings with the first request. */
    @Test
    void anAdapterThatKnowsOnlyLaterIsWaitedFor() throws Exception {
        List<Map<String, String>> published = new ArrayList<>();
        context.setAttribute(Place.PUBLISHED, published);
        GapuraFilter filter = new GapuraFilter(pipeline());
        filter.init(context.config("gapura"));
        assertThat(report()).hasSize(1).isEqualTo(mounts());
        published.add(Map.of("connector", "listener", "MAX_HEADERS", "7"));
        request(filter);
        assertThat(report()).hasSize(4).anySatisfy(line -> assertThat(line).startsWith("server: limits: "));
        request(filter);
        assertThat(report()).hasSize(4);
    }
}
