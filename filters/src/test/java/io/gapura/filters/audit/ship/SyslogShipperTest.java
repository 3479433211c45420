package io.gapura.filters.audit.ship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.audit.Anchor;
import io.gapura.filters.audit.ShippedLog;
import io.gapura.filters.config.DataSize;
import io.gapura.filters.config.Reference;
import io.gapura.filters.json.StrictObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyslogShipperTest extends ShipperContract {
    private static final Pattern MESSAGE = Pattern.compile("<(\\d+)>1 (\\S+) (\\S+) gapura (\\d+) (\\S+) "
            + "\\[gapura@32473 chain=\"([^\"]+)\" sequence=\"(\\d+)\" uid=\"([^\"]+)\" fingerprint=\"([0-9a-f]{64})\""
            + " leaf=\"([^\"]+)\" whole=\"(true|false)\"\\] (.*)");

    @TempDir
    static Path folder;

    private static TestCertificate certificate;

    private SyslogServer server;

    @BeforeAll
    static void makeCertificate() throws Exception {
        certificate = TestCertificate.of("localhost", folder);
    }

    @BeforeEach
    void listen() throws Exception {
        server = new SyslogServer(certificate.server());
    }

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    private static ShipSettings settings(String address, Optional<Reference> trust, Optional<DataSize> most) {
        ShipSettings d = ShipSettings.DEFAULTS;
        return new ShipSettings(
                Optional.of("syslog"),
                Optional.of(address),
                d.into(),
                d.user(),
                d.secret(),
                d.key(),
                d.keyId(),
                trust,
                d.properties(),
                most,
                d.required(),
                d.batchEvents(),
                d.batchBytes(),
                Duration.ofSeconds(60));
    }

    private static Optional<Reference> trust() {
        return Optional.of(Reference.file(certificate.pem()));
    }

    @Override
    protected Shipper shipper() {
        return ShipperTypes.open("audit.ship.siem", settings(server.address(), trust(), Optional.empty()));
    }

    @Override
    protected List<String> stored() {
        List<String> lines = new ArrayList<>(new LinkedHashSet<>(server.received()));
        return lines.stream().map(each -> parsed(each).group(12)).distinct().toList();
    }

    @Override
    protected void stop() throws Exception {
        server.stop();
    }

    @Override
    protected void start() throws Exception {
        server.start();
    }

    private static Matcher parsed(String message) {
        Matcher parts = MESSAGE.matcher(message);
        assertThat(parts.matches()).as(message).isTrue();
        return parts;
    }

    private List<String> received(int messages) throws Exception {
        ShippedLog.await(() -> server.received().size() >= messages);
        return server.received();
    }

    @Test
    void aCheckpointIsANoticeThatHoldsItWhole() throws Exception {
        String note = ShippedLog.ORIGIN + "\n20\n" + "h".repeat(44) + "\n\n\u2014 " + ShippedLog.ORIGIN + " AAAAAA==\n";
        byte[] bytes = note.getBytes(StandardCharsets.UTF_8);
        try (Anchor anchor =
                ShipperTypes.anchor("audit.ship.siem", settings(server.address(), trust(), Optional.empty()))) {
            anchor.take(bytes);

            String message = received(1).get(0);
            assertThat(message)
                    .startsWith("<" + (13 * 8 + 5) + ">1 ")
                    .contains(" checkpoint [gapura@32473 chain=\"" + ShippedLog.ORIGIN + "\" size=\"20\"] ");
            String line = message.substring(message.indexOf("] ") + 2);
            assertThat(line + "\n").isEqualTo(new String(Anchor.line(bytes), StandardCharsets.UTF_8));
            assertThat(StrictObject.read(line.getBytes(StandardCharsets.UTF_8))).isEqualTo(Map.of("note", note));

            server.stop();
            assertThatThrownBy(() -> anchor.take(bytes)).isInstanceOf(IOException.class);
            server.start();
            anchor.take(bytes);
            assertThat(received(2)).hasSize(2);
        }
    }

    @Test
    void aMessageSaysWhatRfc5424Wants() throws Exception {
        ShippedLine line = log.shipped(1).get(0);
        try (Shipper shipper = shipper()) {
            shipper.take(new Shipment(List.of(line)));
            Matcher parts = parsed(received(1).get(0));

            assertThat(parts.group(1)).isEqualTo(String.valueOf(13 * 8 + 6));
            assertThat(Instant.parse(parts.group(2))).isEqualTo("2026-03-01T12:00:00.123Z");
            assertThat(parts.group(4))
                    .isEqualTo(String.valueOf(ProcessHandle.current().pid()));
            assertThat(parts.group(5)).isEqualTo("gapura_access");
            assertThat(parts.group(6)).isEqualTo(ShippedLog.ORIGIN);
            assertThat(parts.group(7)).isEqualTo("0");
            assertThat(parts.group(8)).isEqualTo(line.uid());
            assertThat(parts.group(9)).isEqualTo(line.fingerprint());
            assertThat(parts.group(10)).isEqualTo(line.leaf().base64());
            assertThat(parts.group(11)).isEqualTo("true");
            assertThat(parts.group(12)).isEqualTo(line.text());
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            1, 110
            2, 109
            3, 108
            4, 107
            5, 106
            6, 105
            99, 110
            """)
    void severityIsThatOfTheEvent(long ocsf, String priority) throws Exception {
        byte[] line = ("{\"metadata\":{\"event_code\":\"x\"},\"severity_id\":" + ocsf + ",\"time\":0}")
                .getBytes(StandardCharsets.UTF_8);
        String message = new String(
                new SyslogMessage("host", 1, 8_192).framed(ShippedLine.of("c", 0, "u", "f", line)),
                StandardCharsets.UTF_8);

        assertThat(message).contains("<" + priority + ">1 1970-01-01T00:00:00.000Z host gapura 1 x [");
    }

    @Test
    void headersHoldVisibleAsciiAlone() throws Exception {
        byte[] line = "{\"metadata\":{\"event_code\":\"a b\\u00e4]\"},\"severity_id\":1,\"time\":0}"
                .getBytes(StandardCharsets.UTF_8);
        String message = new String(
                new SyslogMessage("", 1, 8_192).framed(ShippedLine.of("c", 0, "u", "f", line)), StandardCharsets.UTF_8);

        assertThat(message).contains(" - gapura 1 a?b?] [gapura@32473 ");
    }

    /** Both sides of the bound: the whole message counts, not the line. */
    @Test
    void aMessageThatWouldBeTooLongAnnouncesItsLine() throws Exception {
        ShippedLine line = log.shipped(1).get(0);
        byte[] whole = new SyslogMessage("h", 1, 1 << 20).framed(line);
        long length = Long.parseLong(new String(whole, StandardCharsets.UTF_8).split(" ", 2)[0]);

        assertThat(new SyslogMessage("h", 1, length).framed(line)).isEqualTo(whole);
        String cut = new String(new SyslogMessage("h", 1, length - 1).framed(line), StandardCharsets.UTF_8);
        Matcher parts = parsed(cut.substring(cut.indexOf('<')));
        assertThat(parts.group(11)).isEqualTo("false");
        Map<String, Object> announced = StrictObject.read(parts.group(12).getBytes(StandardCharsets.UTF_8));
        assertThat(announced)
                .containsEntry("sequence", 0L)
                .containsEntry("uid", line.uid())
                .containsEntry("fingerprint", line.fingerprint())
                .containsEntry("bytes", (long) line.length())
                .containsEntry("chain_uid", ShippedLog.ORIGIN)
                .containsEntry("left_out", true);
    }

    /** The address has the name of the certificate, or nothing is said. */
    @Test
    void aServerOfAnotherNameGetsNothing() throws Exception {
        TestCertificate other = TestCertificate.of("siem.example.com", temp);
        SyslogServer elsewhere = new SyslogServer(other.server());
        List<ShippedLine> lines = log.shipped(1);
        try (Shipper shipper = ShipperTypes.open(
                "audit.ship.siem",
                settings(elsewhere.address(), Optional.of(Reference.file(other.pem())), Optional.empty()))) {
            assertThatThrownBy(() -> shipper.take(new Shipment(lines))).isInstanceOf(javax.net.ssl.SSLException.class);
        } finally {
            elsewhere.close();
        }
        assertThat(elsewhere.received()).isEmpty();
    }

    @Test
    void aServerThatNobodyVouchesForGetsNothing() throws Exception {
        List<ShippedLine> lines = log.shipped(1);
        try (Shipper shipper =
                ShipperTypes.open("audit.ship.siem", settings(server.address(), Optional.empty(), Optional.empty()))) {
            assertThatThrownBy(() -> shipper.take(new Shipment(lines))).isInstanceOf(javax.net.ssl.SSLException.class);
        }
        assertThat(server.received()).isEmpty();
    }

    /** What was in the buffers of a server that died is written again: syslog has no acknowledgement. */
    @Test
    void whatADyingServerHadNotReadComesAgain() throws Exception {
        List<ShippedLine> lines = log.shipped(20);
        try (Shipper shipper = shipper()) {
            shipper.take(new Shipment(lines.subList(0, 5)));
            received(5);
            server.deaf(true);
            shipper.take(new Shipment(lines.subList(5, 10)));
            server.stop();
            server.deaf(false);
            server.start();
            ShippedLog.await(() -> takes(shipper, lines.subList(10, 20)));
            ShippedLog.await(() -> stored().size() == 20);
        }
        assertThat(stored()).isEqualTo(lines.stream().map(ShippedLine::text).toList());
    }

    private static boolean takes(Shipper shipper, List<ShippedLine> lines) {
        try {
            shipper.take(new Shipment(lines));
            return true;
        } catch (IOException broken) {
            return false;
        }
    }

    /** Its window is full, and a thread that writes to it hangs until somebody closes the connection. */
    @Test
    @SuppressWarnings("try") // closing in between is what is tested
    void aServerThatReadsNothingDoesNotHoldAShipperForEver() throws Exception {
        ShippedLine line = log.shipped(1).get(0);
        try (Shipper shipper = shipper()) {
            shipper.take(new Shipment(List.of(line)));
            server.deaf(true);
            Thread closing = new Thread(() -> {
                try {
                    Thread.sleep(1_000);
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
                shipper.close();
            });
            closing.start();
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 10_000_000; i++) {
                            shipper.take(new Shipment(List.of(line)));
                        }
                    })
                    .isInstanceOf(IOException.class);
            closing.join();
            server.deaf(false);
        }
    }

    @Test
    void manyShipmentsUseOneConnection() throws Exception {
        List<ShippedLine> lines = log.shipped(10);
        try (Shipper shipper = shipper()) {
            for (ShippedLine line : lines) {
                shipper.take(new Shipment(List.of(line)));
            }
            received(10);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"siem.example.com", "siem.example.com:0", "siem.example.com:65536", "udp://siem:514", "a b:1"})
    void anAddressIsAHostAndAPort(String address) {
        assertThatThrownBy(() ->
                        ShipperTypes.open("audit.ship.siem", settings(address, Optional.empty(), Optional.empty())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("audit.ship.siem.address must be HOST:PORT");
    }

    @ParameterizedTest
    @ValueSource(longs = {1_023, (1 << 20) + 1})
    void aBoundOfMessagesThatCannotBeMeantIsRefused(long most) {
        assertThatThrownBy(() -> ShipperTypes.open(
                        "audit.ship.siem", settings("h:1", Optional.empty(), Optional.of(DataSize.bytes(most)))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("max-message");
    }

    @Test
    void aTrustFileWithoutCertificatesIsRefused() throws Exception {
        Path empty = java.nio.file.Files.writeString(temp.resolve("empty.pem"), "nothing\n");

        assertThatThrownBy(() -> ShipperTypes.open(
                        "audit.ship.siem", settings("h:1", Optional.of(Reference.file(empty)), Optional.empty())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("audit.ship.siem.trust");
    }
}
