package io.gapura.examples.orders;

import io.gapura.filters.Caller;
import io.gapura.filters.Decision;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Policy;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.passwords.HashingBusyException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says which person asks, by password or by the token of a login: a policy of one's own, as an application writes it. Without
 * an {@code Authorization} field the caller stays anonymous; with a bad one the request is refused. Thread-safe.
 */
final class PeoplePolicy implements Policy {
    static final String MECHANISM = "people";

    private static final List<HeaderLine> CHALLENGES = List.of(
            new HeaderLine("WWW-Authenticate", "Bearer realm=\"orders\""),
            new HeaderLine("WWW-Authenticate", "Basic realm=\"orders\", charset=\"UTF-8\""));

    private final People people;
    private final Tokens tokens;
    private final LoginAttempts attempts;

    PeoplePolicy(People people, Tokens tokens, LoginAttempts attempts) {
        this.people = people;
        this.tokens = tokens;
        this.attempts = attempts;
    }

    @Override
    public String name() {
        return MECHANISM;
    }

    @Override
    public Decision decide(RequestView request) {
        Optional<String> field = request.headers().only("Authorization");
        if (field.isEmpty()) {
            return Decision.proceed();
        }
        Optional<Authorization> authorization = Authorization.read(field.get());
        if (authorization.isEmpty()) {
            return refuse("unreadable");
        }
        try {
            return authorization.get() instanceof Authorization.Basic basic
                    ? byPassword(request, basic)
                    : byToken(request, (Authorization.Bearer) authorization.get());
        } catch (Database.UnavailableException unavailable) {
            return retryLater(503, "store-unavailable", "database");
        }
    }

    private Decision byPassword(RequestView request, Authorization.Basic basic) {
        if (!attempts.take(basic.name())) {
            return retryLater(429, "rate-exceeded", "attempts");
        }
        try {
            Optional<Person> person = people.withPassword(basic.name(), basic.password());
            person.ifPresent(found -> attempts.giveBack(found.name()));
            return proceedOrRefuse(request, person, Credential.PASSWORD, "password");
        } catch (HashingBusyException busy) {
            attempts.giveBack(basic.name());
            return retryLater(503, "overloaded", "hashing");
        }
    }

    private Decision byToken(RequestView request, Authorization.Bearer bearer) {
        return proceedOrRefuse(request, tokens.holder(bearer.token()), Credential.TOKEN, "token");
    }

    private static Decision proceedOrRefuse(
            RequestView request, Optional<Person> person, Credential credential, String reason) {
        return person.<Decision>map(found -> Decision.proceed(request.withCaller(caller(found, credential))))
                .orElseGet(() -> refuse(reason));
    }

    private static Caller caller(Person person, Credential credential) {
        return Caller.of(MECHANISM, person.name())
                .withRoles(Set.of(person.role()))
                .withProof(credential);
    }

    /** The same answer for an unknown name, a wrong password, an ended token and an unreadable field. */
    private static Decision refuse(String reason) {
        Rejection rejection = Rejection.of(401, "token-refused", reason);
        for (HeaderLine challenge : CHALLENGES) {
            rejection = rejection.header(challenge.name(), challenge.value());
        }
        return Decision.reject(rejection);
    }

    private static Decision retryLater(int status, String code, String reason) {
        return Decision.reject(Rejection.of(status, code, reason).header("Retry-After", "60"));
    }

    @Override
    public boolean provesCallers() {
        return true;
    }

    @Override
    public List<HeaderLine> challenges(RequestView request) {
        return CHALLENGES;
    }
}
