package io.gapura.filters.callers;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.security.auth.x500.X500Principal;

/** Makes certificates while a test runs, well-formed or not: DER by hand, because no public API of the JDK writes one. */
public final class TestAuthority {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final byte[] ECDSA_SHA256 = sequence(oid("1.2.840.10045.4.3.2"));

    private final Issued own;

    /** A certificate and what signs with it. */
    public record Issued(X509Certificate certificate, KeyPair keys) {}

    /** One to be issued; refining methods return copies. */
    public record Order(byte[] subject, Instant from, Instant until, List<byte[]> extensions) {
        public Order alternatives(byte[]... names) {
            return extension("2.5.29.17", sequence(names));
        }

        public Order purposes(String... oids) {
            byte[][] parts = new byte[oids.length][];
            for (int i = 0; i < oids.length; i++) {
                parts[i] = oid(oids[i]);
            }
            return extension("2.5.29.37", sequence(parts));
        }

        /** Any extension, whatever its content. */
        public Order extension(String id, byte[] content) {
            List<byte[]> more = new ArrayList<>(extensions);
            more.add(sequence(oid(id), tagged(0x04, content)));
            return new Order(subject, from, until, more);
        }

        public Order valid(Instant since, Instant end) {
            return new Order(subject, since, end, extensions);
        }
    }

    private TestAuthority(Issued own) {
        this.own = own;
    }

    /** An authority of its own. */
    public static TestAuthority named(String name) {
        KeyPair keys = keys();
        Order order = order(name).extension("2.5.29.19", sequence(tagged(0x01, new byte[] {(byte) 0xFF})));
        return new TestAuthority(new Issued(made(order, order.subject(), keys.getPublic(), keys.getPrivate()), keys));
    }

    public X509Certificate certificate() {
        return own.certificate();
    }

    /** For a distinguished name, empty for none, valid around the days of these tests. */
    public static Order order(String name) {
        return new Order(
                new X500Principal(name).getEncoded(),
                Instant.parse("2020-01-01T00:00:00Z"),
                Instant.parse("2040-01-01T00:00:00Z"),
                List.of());
    }

    public Issued issue(Order order) {
        KeyPair keys = keys();
        byte[] issuer = own.certificate().getSubjectX500Principal().getEncoded();
        return new Issued(made(order, issuer, keys.getPublic(), own.keys().getPrivate()), keys);
    }

    public X509Certificate certificate(Order order) {
        return issue(order).certificate();
    }

    public static byte[] dns(String name) {
        return tagged(0x82, name.getBytes(StandardCharsets.ISO_8859_1));
    }

    public static byte[] uri(String name) {
        return tagged(0x86, name.getBytes(StandardCharsets.ISO_8859_1));
    }

    public static byte[] email(String name) {
        return tagged(0x81, name.getBytes(StandardCharsets.ISO_8859_1));
    }

    public static byte[] address(int... parts) {
        byte[] bytes = new byte[parts.length];
        for (int i = 0; i < parts.length; i++) {
            bytes[i] = (byte) parts[i];
        }
        return tagged(0x87, bytes);
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static X509Certificate made(Order order, byte[] issuer, PublicKey key, PrivateKey signer) {
        byte[] body = sequence(
                tagged(0xA0, tagged(0x02, new byte[] {2})),
                tagged(0x02, BigInteger.valueOf(System.nanoTime()).toByteArray()),
                ECDSA_SHA256,
                issuer,
                sequence(time(order.from()), time(order.until())),
                order.subject(),
                key.getEncoded(),
                order.extensions().isEmpty()
                        ? new byte[0]
                        : tagged(0xA3, sequence(order.extensions().toArray(new byte[0][]))));
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(signer);
            signature.update(body);
            byte[] bits = concatenated(new byte[] {0}, signature.sign());
            byte[] der = sequence(body, ECDSA_SHA256, tagged(0x03, bits));
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (GeneralSecurityException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static byte[] time(Instant instant) {
        return tagged(0x18, TIME.format(instant).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] oid(String dotted) {
        String[] parts = dotted.split("\\.", -1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(Integer.parseInt(parts[0]) * 40 + Integer.parseInt(parts[1]));
        for (int i = 2; i < parts.length; i++) {
            int value = Integer.parseInt(parts[i]);
            for (int shift = 28; shift > 0; shift -= 7) {
                if (value >>> shift > 0) {
                    bytes.write(value >>> shift & 0x7F | 0x80);
                }
            }
            bytes.write(value & 0x7F);
        }
        return tagged(0x06, bytes.toByteArray());
    }

    /** A SEQUENCE of parts that are DER already. */
    public static byte[] sequence(byte[]... parts) {
        return tagged(0x30, concatenated(parts));
    }

    /** One element. */
    public static byte[] tagged(int tag, byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(tag);
        if (content.length < 0x80) {
            bytes.write(content.length);
        } else if (content.length < 0x100) { // the shortest form: readers write it anew when they verify
            bytes.write(0x81);
            bytes.write(content.length);
        } else {
            bytes.write(0x82);
            bytes.write(content.length >> 8);
            bytes.write(content.length);
        }
        bytes.writeBytes(content);
        return bytes.toByteArray();
    }

    private static byte[] concatenated(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}
