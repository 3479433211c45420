package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.ApplicationEvent;
import io.gapura.filters.AuditClass;
import io.gapura.filters.AuditEvent;
import io.gapura.filters.AuditWord;
import io.gapura.filters.Caller;
import io.gapura.filters.DataClass;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of the events of applications, and of their values by class. */
class ApplicationEventLineTest {
    private static final RequestView REQUEST =
            RequestView.get("/customers/17").withCaller(Caller.of("bearer", "https://id.example", "clerk-1"));

    static AuditEvent event(ApplicationEvent said) {
        return AuditEvent.ofRequest(AuditEvent.Kind.APPLICATION, Events.NOON, Events.INCIDENT, "1-abc", REQUEST, 0)
                .application(said);
    }

    private static Map<String, Object> line(ApplicationEvent said) {
        return Events.parsed(event(said));
    }

    @Test
    void aReadOfSensitiveDataNamesWhoWhatAndWhom() {
        Map<String, Object> event = line(ApplicationEvent.of(AuditWord.SENSITIVE_READ)
                .resource("customer", "17")
                .about("alice")
                .value("fields", "address", DataClass.INTERNAL)
                .value("rows", 3, DataClass.PUBLIC)
                .value("exported", false, DataClass.PUBLIC));

        assertThat(event)
                .containsEntry("class_uid", 6005L)
                .containsEntry("type_uid", 600501L)
                .containsEntry("resources", List.of(Map.of("type", "customer", "uid", "17")))
                .containsEntry("table", Map.of("name", "customer"))
                .containsEntry("unmapped", Map.of("fields", "address", "rows", 3L, "exported", false));
        assertThat(Events.at(event, "actor", "user", "uid")).isEqualTo("clerk-1");
        assertThat(Events.at(event, "metadata", "event_code")).isEqualTo("sensitive_read");
        assertThat(event).doesNotContainKeys("http_response");
    }

    @Test
    void aPrivilegeChangeNamesTheUserItIsAbout() {
        Map<String, Object> event = line(
                ApplicationEvent.of(AuditWord.PRIVILEGE_PERMISSIONS_CHANGED).about("bob"));

        assertThat(event).containsEntry("class_uid", 3005L).containsKey("privileges");
        assertThat(Events.at(event, "user", "uid")).isEqualTo("bob");
        assertThat(Events.at(event, "actor", "user", "uid")).isEqualTo("clerk-1");
    }

    @Test
    void whatFailedIsNoSuccess() {
        assertThat(line(ApplicationEvent.of(AuditWord.USER_DELETED).failed())).containsEntry("status_id", 2L);
        assertThat(line(ApplicationEvent.of(AuditWord.USER_DELETED))).containsEntry("status_id", 1L);
    }

    @Test
    void aSecretLeavesNoTraceNotEvenItsName() {
        Map<String, Object> event = line(ApplicationEvent.of(AuditWord.DECISION)
                .value("pin", "canary-4711", DataClass.SECRET)
                .value("rows", 1, DataClass.PUBLIC));
        assertThat(event.toString()).doesNotContain("canary-4711", "pin");
        assertThat(Events.at(event, "unmapped", "rows")).isEqualTo(1L);
    }

    @Test
    void aTokenIsAKeyedHashAndAPersonalValueIsNeverClear() {
        Map<String, Object> event = line(ApplicationEvent.of(AuditWord.DECISION)
                .value("job", "canary-1", DataClass.TOKEN)
                .value("email", "canary-2@example.com", DataClass.PERSONAL));
        assertThat(event.toString()).doesNotContain("canary");
        assertThat(Events.at(event, "unmapped", "job").toString()).startsWith("hmac-sha256:run-");
        assertThat(Events.at(event, "unmapped", "email").toString()).startsWith("hmac-sha256:run-");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            4111111111111111 | <redacted:card>
            9007199254740993 | 9007199254740993
            -9007199254740993 | -9007199254740993
            """)
    void aNumberIsScannedAndFitsADouble(long number, String stored) {
        Map<String, Object> event =
                line(ApplicationEvent.of(AuditWord.DECISION).value("number", number, DataClass.PUBLIC));
        assertThat(Events.at(event, "unmapped", "number")).isEqualTo(stored);
    }

    @Test
    void theLargestSafeNumberStaysANumber() {
        long largest = (1L << 53) - 1;
        Map<String, Object> event =
                line(ApplicationEvent.of(AuditWord.DECISION).value("number", largest, DataClass.PUBLIC));
        assertThat(Events.at(event, "unmapped", "number")).isEqualTo(largest);
    }

    @Test
    void aNameThatSmellsKeepsNoClearValue() {
        Map<String, Object> event =
                line(ApplicationEvent.of(AuditWord.DECISION).value("reset_token", "canary", DataClass.PUBLIC));
        assertThat(event.toString()).doesNotContain("canary");
        assertThat(Events.at(event, "unmapped", "reset_token")).isEqualTo("<redacted:name>");
    }

    @Test
    void aValueWhoseTextCannotBeMadeIsMarked() {
        Object broken = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("canary");
            }
        };
        Object endless = new Object() {
            @Override
            public String toString() {
                return "a" + this;
            }
        };
        Map<String, Object> event = line(ApplicationEvent.of(AuditWord.DECISION)
                .value("broken", broken, DataClass.PUBLIC)
                .value("endless", endless, DataClass.PERSONAL)
                .value("whole", "yes", DataClass.PUBLIC));
        assertThat(Events.at(event, "unmapped", "broken")).isEqualTo("<unreadable>");
        assertThat(Events.at(event, "unmapped", "endless")).isEqualTo("<unreadable>");
        assertThat(Events.at(event, "unmapped", "whole")).isEqualTo("yes");
    }

    @Test
    void aNameOfOursIsNotTheApplicationsToUse() {
        ApplicationEvent said =
                ApplicationEvent.of(AuditWord.DECISION).value("claimed_request_id", "forged", DataClass.PUBLIC);
        Map<String, Object> event = line(said);
        assertThat(Events.at(event, "unmapped", "claimed_request_id")).isEqualTo("forged");

        AuditEvent noted = event(ApplicationEvent.of(AuditWord.DECISION).value("note", "forged", DataClass.PUBLIC))
                .refused(Rejection.of(403, "forbidden", "no").note("ours"), "rbac");
        Map<String, Object> both = Events.parsed(noted);
        assertThat(Events.at(both, "unmapped", "note")).isEqualTo("ours");
        assertThat(Events.at(both, "unmapped", "values_dropped")).isEqualTo(1L);
    }

    @Test
    void valuesAreBoundedTogetherAndTheEventSaysThatItWasCut() {
        ApplicationEvent said = ApplicationEvent.of(AuditWord.DECISION);
        for (int i = 0; i < 16; i++) {
            said = said.value("value_" + i, "x".repeat(2_000), DataClass.PUBLIC);
        }
        byte[] bytes = Events.bytes(event(said));
        Map<String, Object> event = Events.read(bytes);
        assertThat(bytes).hasSizeLessThan(6 * 1_024);
        assertThat(Events.at(event, "metadata", "is_truncated")).isEqualTo(true);
        assertThat((Long) Events.at(event, "metadata", "untruncated_size")).isBetween(32_000L, 34_000L);
    }

    @ParameterizedTest
    @EnumSource(AuditWord.class)
    void everyWordHasItsNumbersAndItsClass(AuditWord word) {
        EventKind kind = EventCatalog.of(event(ApplicationEvent.of(word)));
        assertThat(kind.code()).isEqualTo(word.code());
        assertThat(kind.auditClass()).isEqualTo(word.least());
        assertThat(Set.of(3002, 3005, 3007, 6003, 6005, 6008)).contains(kind.classUid());
        assertThat(Events.line(event(ApplicationEvent.of(word))).auditClass()).isEqualTo(word.least());
        assertThat(word.code()).matches("[a-z][a-z_]{2,40}");
    }

    @Test
    void whatChangesRightsAndAccountsIsCritical() {
        assertThat(EnumSet.allOf(AuditWord.class).stream().filter(word -> word.least() == AuditClass.CRITICAL))
                .contains(
                        AuditWord.PRIVILEGE_PERMISSIONS_CHANGED,
                        AuditWord.AUTHZ_CHANGE,
                        AuditWord.USER_CREATED,
                        AuditWord.USER_DELETED,
                        AuditWord.SENSITIVE_EXPORT)
                .doesNotContain(AuditWord.SENSITIVE_READ);
    }
}
