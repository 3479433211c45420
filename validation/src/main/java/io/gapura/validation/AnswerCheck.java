package io.gapura.validation;

import io.gapura.filters.Decision;
import io.gapura.filters.Headers;
import io.gapura.filters.Rejection;
import io.gapura.filters.ResponseGuard;
import io.gapura.filters.ResponseView;
import io.gapura.filters.json.JsonPieceException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Holds an answer against its contract before it leaves. What it finds is named by {@code answer.type}, {@code
 * answer.header} or {@code answer.members}, never with a name or value of the answer. Immutable and thread-safe.
 */
final class AnswerCheck implements ResponseGuard {
    /** What HTTP, servers and the policies of the gate write. */
    private static final Set<String> UNDECLARED = Set.of(
            "accept-ranges",
            "accept-signature",
            "allow",
            "cache-control",
            "connection",
            "content-digest",
            "content-encoding",
            "content-language",
            "content-length",
            "content-security-policy",
            "content-security-policy-report-only",
            "content-type",
            "cross-origin-embedder-policy",
            "cross-origin-opener-policy",
            "cross-origin-resource-policy",
            "date",
            "etag",
            "expires",
            "keep-alive",
            "last-modified",
            "location",
            "origin-agent-cluster",
            "permissions-policy",
            "pragma",
            "referrer-policy",
            "reporting-endpoints",
            "retry-after",
            "server",
            "signature",
            "signature-input",
            "strict-transport-security",
            "trailer",
            "transfer-encoding",
            "vary",
            "www-authenticate",
            "x-content-type-options",
            "x-frame-options",
            "x-permitted-cross-domain-policies",
            "x-request-id");

    private static final Rejection TYPE =
            Rejection.of(500, "internal-error", "answer.type").note("the media type of the answer is not declared");
    private static final Rejection HEADER =
            Rejection.of(500, "internal-error", "answer.header").note("a header field of the answer is not declared");
    private static final Rejection MEMBERS =
            Rejection.of(500, "internal-error", "answer.members").note("a member of the answer is not declared");

    private final ResponseContract contract;
    private final Settlement settlement;

    AnswerCheck(ResponseContract contract, Settlement settlement) {
        this.contract = contract;
        this.settlement = new Settlement(settlement.shadowed() || !contract.isEnforced(), settlement.observed());
    }

    @Override
    public int bound() {
        return contract.bound();
    }

    @Override
    public Decision decide(ResponseView answer) {
        Decision.Proceed left = Decision.proceed();
        for (Optional<Rejection> found : List.of(type(answer), header(answer.headers()), members(answer))) {
            Decision decided = found.isEmpty() ? left : settlement.of(left, found.get());
            if (!(decided instanceof Decision.Proceed goesOn)) {
                return decided;
            }
            left = goesOn;
        }
        return left;
    }

    private Optional<Rejection> type(ResponseView answer) {
        boolean error = answer.status() >= 400;
        List<String> types = answer.headers().all("content-type");
        boolean empty =
                answer.content().filter(content -> !content.hasRemaining()).isPresent();
        boolean pageOfTheContainer =
                error && types.isEmpty() && answer.content().isEmpty();
        if (empty || pageOfTheContainer) {
            return Optional.empty();
        }
        Optional<MediaType> type = types.size() == 1 ? MediaType.read(types.get(0)) : Optional.empty();
        boolean declared = type.map(MediaType::essence)
                .filter(each ->
                        contract.mediaTypes().contains(each) || error && each.equals("application/problem+json"))
                .isPresent();
        return declared ? Optional.empty() : Optional.of(TYPE);
    }

    private Optional<Rejection> header(Headers headers) {
        AtomicBoolean undeclared = new AtomicBoolean();
        headers.each((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            boolean known =
                    UNDECLARED.contains(lower) || lower.startsWith("access-control-") || contract.allowsHeader(lower);
            if (!known) {
                undeclared.set(true);
            }
        });
        return undeclared.get() ? Optional.of(HEADER) : Optional.empty();
    }

    private Optional<Rejection> members(ResponseView answer) {
        Optional<MemberPaths> declared = contract.members();
        if (declared.isEmpty() || answer.status() >= 400 || answer.headers().contains("content-encoding")) {
            return Optional.empty();
        }
        Optional<ByteBuffer> content = answer.content().filter(ByteBuffer::hasRemaining);
        boolean json = answer.headers().all("content-type").stream()
                .flatMap(type -> MediaType.read(type).stream())
                .anyMatch(MediaType::isJson);
        return content.isPresent() && json && !covers(declared.get(), content.get())
                ? Optional.of(MEMBERS)
                : Optional.empty();
    }

    /** What cannot be read cannot be known to be declared. */
    private static boolean covers(MemberPaths declared, ByteBuffer content) {
        byte[] document = new byte[content.remaining()];
        content.duplicate().get(document);
        try {
            return declared.cover(document);
        } catch (JsonPieceException noJson) {
            return false;
        }
    }
}
