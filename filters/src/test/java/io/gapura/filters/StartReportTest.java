package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StartReportTest {
    private final StartReport report = new StartReport();

    @Test
    void aFactIsSaidOnce() {
        report.say("server: a");
        report.say("server: a");
        report.warn("server: a");
        report.warn("server: b");
        assertThat(report.lines()).containsExactly("server: a", "server: b");
    }

    @Test
    void sixtyFourFactsAreKept() {
        for (int i = 0; i < 65; i++) {
            report.say("fact " + i);
        }
        assertThat(report.lines()).hasSize(64).doesNotContain("fact 64");
    }

    @Test
    void theFeatureIsSaidToHaveRunOnce() {
        assertThat(report.hasFeatureRun()).isFalse();
        report.featureRan();
        report.featureRan();
        assertThat(report.hasFeatureRun()).isTrue();
        assertThat(report.lines()).containsExactly("mount: GapuraFeature has run");
    }

    @Test
    void aFeatureThatNeverRanIsTold() {
        report.featureMissed();
        report.featureMissed();
        assertThat(report.lines()).singleElement().asString().startsWith("mount: GapuraFeature has not run: ");
    }

    @Test
    void aFeatureThatRanElsewhereIsToldApart() {
        report.featureRan();
        report.featureMissed();
        assertThat(report.lines()).hasSize(2).last().asString().contains("has run, but not in every REST application");
    }

    @Test
    void theStartEventHoldsWhatWasKnownByThen() {
        Recording recording = new Recording();
        Deployment deployment = recording.deployment();
        deployment.join("test", Pipeline.builder().build());
        deployment.report().say("server: a");
        deployment.report().warn("lint.container: b");
        deployment.open();
        deployment.report().say("server: late");
        assertThat(recording.all())
                .filteredOn(event -> event.kind() == AuditEvent.Kind.START)
                .singleElement()
                .satisfies(event -> assertThat(event.facts()).containsEntry("report", "server: a; lint.container: b"));
        deployment.close();
        assertThat(recording.all())
                .filteredOn(event -> event.kind() == AuditEvent.Kind.STOP)
                .allSatisfy(event -> assertThat(event.facts()).doesNotContainKey("report"));
    }

    @Test
    void aRequestThatTheFeatureMetIsNoSignOfOneThatIsMissing() throws Exception {
        Recording recording = new Recording();
        Deployment deployment = recording.deployment();
        Exchange met = deployment.begin(RequestView.get("/a"));
        met.awaitEndpoint();
        met.metByFeature();
        met.refuse(met.withheld().orElseThrow());
        assertThat(deployment.report().lines()).isEqualTo(List.of("mount: GapuraFeature has run"));

        Exchange passed = deployment.begin(RequestView.get("/a"));
        passed.awaitEndpoint();
        passed.refuse(passed.withheld().orElseThrow());
        assertThat(deployment.report().lines()).hasSize(2);
    }
}
