package io.gapura.filters.signing.webhook;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The question with which a provider tries an address before it sends anything there. The gate proves the question like
 * any delivery and says what to answer; answering is the application's, because the gate writes no content.
 */
enum Challenge {
    /** The text of {@code challenge}. */
    SLACK("type", "challenge") {
        @Override
        WebhookDelivery.@Nullable Answer answer(Incoming request, WebhookKey proven)
                throws WebhookRefusedException, IOException {
            return is(request, "type", "url_verification") ? text(request, "challenge") : null;
        }
    },
    /** The token and its code under the secret of the endpoint. */
    ZOOM("event", "payload/plainToken") {
        @Override
        WebhookDelivery.@Nullable Answer answer(Incoming request, WebhookKey proven)
                throws WebhookRefusedException, IOException {
            String token = request.member("payload/plainToken").orElse("");
            boolean asked = is(request, "event", "endpoint.url_validation")
                    && PLAIN.matcher(token).matches();
            if (!asked || !(proven instanceof MacKey secret)) {
                return null;
            }
            String code = HexFormat.of().formatHex(secret.code(List.of(ByteBuffer.wrap(Part.bytes(token)))));
            return new WebhookDelivery.Answer(
                    JSON, "{\"plainToken\":\"" + token + "\",\"encryptedToken\":\"" + code + "\"}");
        }
    },
    /** The text of {@code challenge}, in the message of that type. */
    TWITCH("challenge") {
        @Override
        WebhookDelivery.@Nullable Answer answer(Incoming request, WebhookKey proven)
                throws WebhookRefusedException, IOException {
            boolean asked = request.field("Twitch-Eventsub-Message-Type", SignatureForm.LONGEST)
                    .filter("webhook_callback_verification"::equals)
                    .isPresent();
            return asked ? text(request, "challenge") : null;
        }
    },
    /** A ping is answered in kind; the wrong signatures that come beside it are refused like any. */
    DISCORD("type") {
        @Override
        WebhookDelivery.@Nullable Answer answer(Incoming request, WebhookKey proven)
                throws WebhookRefusedException, IOException {
            return is(request, "type", "1") ? new WebhookDelivery.Answer(JSON, "{\"type\":1}") : null;
        }
    };

    private static final String JSON = "application/json";

    /** What can be sent back as it came, in JSON as in plain text. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.~+/=-]{1,512}");

    @SuppressWarnings("ImmutableEnumChecker") // Set.of
    private final Set<String> members;

    Challenge(String... members) {
        this.members = Set.of(members);
    }

    /** The members of the content that it looks at. */
    Set<String> members() {
        return members;
    }

    abstract WebhookDelivery.@Nullable Answer answer(Incoming request, WebhookKey proven)
            throws WebhookRefusedException, IOException;

    /** What the application should answer to a proven request; empty when it asks nothing. */
    Optional<WebhookDelivery.Answer> of(Incoming request, WebhookKey proven)
            throws WebhookRefusedException, IOException {
        ByteBuffer content = request.body();
        if (!content.hasRemaining() || content.get() != '{') { // forms come here as well
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(answer(request, proven));
        } catch (WebhookRefusedException unread) {
            return Optional.empty(); // it was proven: what the application cannot read is for the application to say
        }
    }

    private static boolean is(Incoming request, String member, String value)
            throws WebhookRefusedException, IOException {
        return request.member(member).filter(value::equals).isPresent();
    }

    private static WebhookDelivery.@Nullable Answer text(Incoming request, String member)
            throws WebhookRefusedException, IOException {
        String challenge = request.member(member).orElse("");
        return PLAIN.matcher(challenge).matches() ? new WebhookDelivery.Answer("text/plain", challenge) : null;
    }
}
