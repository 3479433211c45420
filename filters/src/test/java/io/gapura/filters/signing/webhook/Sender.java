package io.gapura.filters.signing.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The other side: signs as each provider's page says, written from that page with nothing but the JCA, so that the table
 * of dialects is checked against a second reading of it.
 */
enum Sender {
    GITHUB("github") {
        @Override
        Delivery sign(String secret, Instant now, String body) {
            return Delivery.of(
                    body,
                    "X-Hub-Signature-256",
                    "sha256=" + hex(hmac("HmacSHA256", text(secret), body)),
                    "X-GitHub-Delivery",
                    "72d3162e-cc78-11e3-81ab-4c9367dc0958");
        }
    },
    META("meta") {
        @Override
        Delivery sign(String secret, Instant now, String body) {
            return Delivery.of(body, "X-Hub-Signature-256", "sha256=" + hex(hmac("HmacSHA256", text(secret), body)));
        }
    },
    BITBUCKET("bitbucket") {
        @Override
        Delivery sign(String secret, Instant now, String body) {
            return Delivery.of(body, "X-Hub-Signature", "sha256=" + hex(hmac("HmacSHA256", text(secret), body)));
        }
    },
    STRIPE("stripe") {
        @Override
        Delivery sign(String secret, Instant now, String body) {
            long t = now.getEpochSecond();
            return Delivery.of(
                    body,
                    "Stripe-Signature",
                    "t=" + t + ",v1=" + hex(hmac("HmacSHA256", text(secret), t + "." + body)) + ",v0=beef");
        }
    },
    SLACK("slack") {
        @Override
        Delivery sign(String secret, Instant now, String body) {
            long t = now.getEpochSecond();
            return Delivery.of(
                    body,
                    "X-Slack-Signature",
                    "v0=" + hex(hmac("HmacSHA256", text(secret), "v0:" + t + ":" + body)),
                    "X-Slack-Request-Timestamp",
                    "" + t);
        }
    },
    ZOOM("zoom") {
        @Override
        Delivery sign(String secret, Instant now, String body) {
            long t = now.getEpochSecond();
            return Delivery.of(
                    body,
                    "x-zm-signature",
                    "v0=" + hex(hmac("HmacSHA256", text(secret), "v0:" + t + ":" + body)),
                    "x-zm-request-timestamp",
                    "" + t);
        }
    },
    STANDARD("standard-webhooks", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD") {
        @Override
        Delivery sign(String secret, Instant now, String body) {
            return standard("webhook", secret, now, body);
        }
    },
    SVIX("svix", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD") {
        @Override
        Delivery sign(String secret, Instant now, String body) {
            return standard("svix", secret, now, body);
        }
    },
    SHOPIFY("shopify") {
        @Override
        Delivery sign(String secret, Instant now, String body) {
            return Delivery.of(body, "X-Shopify-Hmac-SHA256", base64(hmac("HmacSHA256", text(secret), body)));
        }
    },
    LINE("line") {
        @Override
        Delivery sign(String secret, Instant now, String body) {
            return Delivery.of(body, "x-line-signature", base64(hmac("HmacSHA256", text(secret), body)));
        }
    },
    WOOCOMMERCE("woocommerce") {
        @Override
        Delivery sign(String secret, Instant now, String body) {
            return Delivery.of(body, "X-WC-Webhook-Signature", base64(hmac("HmacSHA256", text(secret), body)));
        }
    },
    /** The content is {@code To=…&From=…}: by name, name and value, nothing between. */
    TWILIO("twilio") {
        @Override
        Delivery sign(String secret, Instant now, String body) {
            String sorted = Arrays.stream(body.split("&", -1))
                    .map(pair -> pair.replaceFirst("=", "").replace("%2B", "+"))
                    .sorted()
                    .reduce("", String::concat);
            return Delivery.of(
                    body,
                    "X-Twilio-Signature",
                    base64(hmac("HmacSHA1", text(secret), Delivery.URL + sorted)),
                    "Content-Type",
                    "application/x-www-form-urlencoded; charset=UTF-8");
        }

        @Override
        String content() {
            return "From=%2B14158675309&To=%2B18005551212&Digits=1234";
        }

        @Override
        String otherContent() {
            return "From=%2B14158675309&To=%2B18005551212&Digits=1235";
        }
    },
    TWILIO_JSON("twilio-json") {
        @Override
        Delivery sign(String secret, Instant now, String body) {
            String query = "?a=1&bodySHA256=" + hex(sha256(body));
            return Delivery.of(body, "X-Twilio-Signature", base64(hmac("HmacSHA1", text(secret), Delivery.URL + query)))
                    .to(Delivery.PATH + query);
        }
    },
    SENDGRID("sendgrid", SenderKeys.P256_ONE, SenderKeys.P256_TWO) {
        @Override
        Delivery sign(String secret, Instant now, String body) {
            long t = now.getEpochSecond();
            return Delivery.of(
                    body,
                    "X-Twilio-Email-Event-Webhook-Signature",
                    base64(SenderKeys.sign("SHA256withECDSA", secret, t + body)),
                    "X-Twilio-Email-Event-Webhook-Timestamp",
                    "" + t);
        }
    },
    SQUARE("square") {
        @Override
        Delivery sign(String secret, Instant now, String body) {
            return Delivery.of(
                    body,
                    "x-square-hmacsha256-signature",
                    base64(hmac("HmacSHA256", text(secret), Delivery.URL + body)));
        }
    },
    HUBSPOT("hubspot") {
        @Override
        Delivery sign(String secret, Instant now, String body) {
            long t = now.toEpochMilli();
            String signed = "POST" + Delivery.URL + "?a=b@c/%20&d=%26" + body + t;
            return Delivery.of(
                            body,
                            "X-HubSpot-Signature-v3",
                            base64(hmac("HmacSHA256", text(secret), signed)),
                            "X-HubSpot-Request-Timestamp",
                            "" + t)
                    .to(Delivery.PATH + "?a=b%40c%2F%20&d=%26");
        }
    },
    DISCORD("discord", SenderKeys.ED_HEX_ONE, SenderKeys.ED_HEX_TWO) {
        @Override
        Delivery sign(String secret, Instant now, String body) {
            long t = now.getEpochSecond();
            return Delivery.of(
                    body,
                    "X-Signature-Ed25519",
                    hex(SenderKeys.sign("Ed25519", secret, t + body)),
                    "X-Signature-Timestamp",
                    "" + t);
        }
    },
    PADDLE("paddle") {
        @Override
        Delivery sign(String secret, Instant now, String body) {
            long t = now.getEpochSecond();
            return Delivery.of(
                    body,
                    "Paddle-Signature",
                    "ts=" + t + ";h1=" + hex(hmac("HmacSHA256", text(secret), t + ":" + body)));
        }
    },
    BOX("box") {
        @Override
        Delivery sign(String secret, Instant now, String body) {
            String t = now.atOffset(ZoneOffset.ofHours(-7)).toString();
            return Delivery.of(
                    body,
                    "BOX-SIGNATURE-PRIMARY",
                    base64(hmac("HmacSHA256", text(secret), body + t)),
                    "BOX-DELIVERY-TIMESTAMP",
                    t,
                    "BOX-SIGNATURE-VERSION",
                    "1",
                    "BOX-SIGNATURE-ALGORITHM",
                    "HmacSHA256");
        }
    },
    ZENDESK("zendesk") {
        @Override
        Delivery sign(String secret, Instant now, String body) {
            return Delivery.of(
                    body,
                    "X-Zendesk-Webhook-Signature",
                    base64(hmac("HmacSHA256", text(secret), now + body)),
                    "X-Zendesk-Webhook-Signature-Timestamp",
                    now.toString());
        }
    },
    TWITCH("twitch") {
        @Override
        Delivery sign(String secret, Instant now, String body) {
            String id = "e76c6bd4-55c9-4987-8304-da1588d8988b";
            String t = now.plusNanos(634_234_626).toString();
            return Delivery.of(
                    body,
                    "Twitch-Eventsub-Message-Signature",
                    "sha256=" + hex(hmac("HmacSHA256", text(secret), id + t + body)),
                    "Twitch-Eventsub-Message-Id",
                    id,
                    "Twitch-Eventsub-Message-Timestamp",
                    t);
        }
    },
    WEBFLOW("webflow") {
        @Override
        Delivery sign(String secret, Instant now, String body) {
            long t = now.toEpochMilli();
            return Delivery.of(
                    body,
                    "x-webflow-signature",
                    hex(hmac("HmacSHA256", text(secret), t + ":" + body)),
                    "x-webflow-timestamp",
                    "" + t);
        }
    },
    VERCEL("vercel") {
        @Override
        Delivery sign(String secret, Instant now, String body) {
            return Delivery.of(body, "x-vercel-signature", hex(hmac("HmacSHA1", text(secret), body)));
        }
    },
    ADYEN_PLATFORM("adyen-platform", SenderKeys.HEX_ONE, SenderKeys.HEX_TWO) {
        @Override
        Delivery sign(String secret, Instant now, String body) {
            byte[] key = HexFormat.of().parseHex(secret);
            return Delivery.of(body, "hmacsignature", base64(hmac("HmacSHA256", key, body)));
        }
    },
    /** The content is the amount; the rest is around it. */
    ADYEN_STANDARD("adyen-standard", SenderKeys.HEX_ONE, SenderKeys.HEX_TWO) {
        @Override
        Delivery sign(String secret, Instant now, String body) {
            String signed = "7914073381342284::TestMerchant:TestPayment-1:" + body + ":EUR:AUTHORISATION:true";
            String signature = base64(hmac("HmacSHA256", HexFormat.of().parseHex(secret), signed));
            return Delivery.of(notification(body, signature));
        }

        @Override
        String content() {
            return "1130";
        }

        @Override
        String otherContent() {
            return "1131";
        }
    };

    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final String dialect;
    private final List<String> secrets;

    Sender(String dialect) {
        this(dialect, "a-secret-of-the-first-kind-01", "a-secret-of-the-first-kind-02");
    }

    Sender(String dialect, String... secrets) {
        this.dialect = dialect;
        this.secrets = List.of(secrets);
    }

    abstract Delivery sign(String secret, Instant now, String body);

    String dialect() {
        return dialect;
    }

    /** Two good ones. */
    List<String> secrets() {
        return secrets;
    }

    /** A delivery of noon with the first secret. */
    Delivery delivery() {
        return sign(secrets.get(0), NOON, content());
    }

    String content() {
        return "{\"id\":\"evt_1\",\"event_id\":\"evt_1\",\"amount\":12.50,\"name\":\"Zoë\"}";
    }

    String otherContent() {
        return content().replace("12.50", "12.51");
    }

    /** What names the signature: the field that carries it. */
    String signatureField() {
        return delivery().fields().keySet().stream().findFirst().orElse("");
    }

    WebhookSource source(String... with) {
        byte[][] all = Arrays.stream(with).map(Sender::text).toArray(byte[][]::new);
        WebhookSource source = Webhooks.from(dialect, WebhookSecrets.of(all)).on(Delivery.PATH);
        return Dialect.named(dialect).url() == null ? source : source.url(Delivery.URL);
    }

    static String notification(String amount, String signature) {
        return "{\"live\":\"false\",\"notificationItems\":[{\"NotificationRequestItem\":{\"additionalData\":{"
                + "\"hmacSignature\":\"" + signature + "\"},\"amount\":{\"value\":" + amount + ",\"currency\":\"EUR\"},"
                + "\"pspReference\":\"7914073381342284\",\"eventCode\":\"AUTHORISATION\","
                + "\"merchantAccountCode\":\"TestMerchant\",\"merchantReference\":\"TestPayment-1\","
                + "\"paymentMethod\":\"visa\",\"success\":\"true\"}}]}";
    }

    static Delivery standard(String prefix, String secret, Instant now, String body) {
        String id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
        long t = now.getEpochSecond();
        byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        return Delivery.of(
                body,
                prefix + "-signature",
                "v1," + base64(hmac("HmacSHA256", key, id + "." + t + "." + body)),
                prefix + "-id",
                id,
                prefix + "-timestamp",
                "" + t);
    }

    static byte[] hmac(String algorithm, byte[] key, String message) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(text(message));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static byte[] sha256(String content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text(content));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
