package io.gapura.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.BodyGuard;
import io.gapura.filters.Caller;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Decision;
import io.gapura.filters.Endpoint;
import io.gapura.filters.EntityCheck;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import io.gapura.filters.config.Configuration;
import io.gapura.filters.config.Reference;
import io.gapura.filters.config.Resources;
import io.gapura.validation.constraints.NewPassword;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new password is held against the list of the deployment, its words, and the names of who sets it. */
class NewPasswordSettingsTest {
    public record Change(@NotNull @NewPassword String password) {}

    public static final class Resource {
        @POST
        @Consumes("application/json")
        public void json(@NotNull Change change) {}

        @POST
        public void form(@FormParam("password") @NewPassword String password) {}
    }

    @TempDir
    private Path folder;

    private Path list = Path.of("");

    @BeforeEach
    void aList() throws IOException {
        list = Files.writeString(
                folder.resolve("common.txt"),
                IntStream.range(0, 3_000).mapToObj(i -> "common password " + i).collect(Collectors.joining("\n")));
    }

    private Validation policy() {
        return Validation.strict().newPasswords(Reference.file(list), "gapura", "Parcel");
    }

    private static Verdict verdict(Validation policy, RequestView request, String method) throws IOException {
        Endpoint endpoint = Decided.endpoint("POST", Resource.class, method);
        return Pipeline.builder().add(policy).build().decide(request.withEndpoint(endpoint));
    }

    private Optional<Rejection> streamed(String password) throws IOException {
        String content = "{\"password\":\"" + password + "\"}";
        RequestView request =
                RequestView.post("/").header("Content-Type", "application/json").body(content);
        BodyGuard guard = verdict(policy(), request, "json").bodyGuards().get(0);
        return Watched.whole(guard, content);
    }

    private List<String> bound(Caller caller, String password) throws IOException {
        RequestView request = RequestView.post("/")
                .header("Content-Type", "application/json")
                .body("{}")
                .withCaller(caller);
        EntityCheck check = verdict(policy(), request, "json").entityChecks().get(0);
        Decision decision = check.check(new Change(password));
        return decision instanceof Decision.Reject refused ? Decided.words(refused.rejection()) : List.of();
    }

    private List<String> form(Caller caller, String password) throws IOException {
        RequestView request = RequestView.post("/")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .body("password=" + password.replace(' ', '+'))
                .withCaller(caller);
        return verdict(policy(), request, "form")
                .rejection()
                .map(Decided::words)
                .orElse(List.of());
    }

    @Test
    void theListAndTheWordsOfTheDeploymentHoldWhileContentIsRead() throws IOException {
        assertThat(streamed("a long enough text")).isEmpty();
        assertThat(streamed("Common Password 2999").map(Decided::words))
                .contains(List.of("BODY /password password.common"));
        assertThat(streamed("it is GAPURA in front").map(Decided::words))
                .contains(List.of("BODY /password password.context"));
        assertThat(streamed("too short 1234").map(Decided::words)).contains(List.of("BODY /password password.length"));
        assertThat(streamed("long enough 123")).isEmpty();
    }

    @Test
    void theCallersNamesHoldInWhatIsBoundAndInForms() throws IOException {
        Caller ayunda = Caller.of("bearer", "idp", "ayunda@example.org");
        Caller named = Caller.of("bearer", "idp", "00u1-7")
                .withClaims(
                        path -> path.equals("preferred_username") ? Optional.of(List.of("wulan")) : Optional.empty());
        assertThat(bound(ayunda, "it is Ayunda once more"))
                .isEqualTo(form(ayunda, "it is Ayunda once more").stream()
                        .map(word -> word.replace("FORM password", "BODY /password"))
                        .toList())
                .containsExactly("BODY /password password.context");
        assertThat(bound(named, "it is wulan once more")).containsExactly("BODY /password password.context");
        assertThat(form(named, "it is wulan once more")).containsExactly("FORM password password.context");
        assertThat(form(named, "it is ayunda once more")).isEmpty();
        assertThat(bound(Caller.anonymous(), "it is wulan once more")).isEmpty();
        assertThat(bound(named, "common password 7")).containsExactly("BODY /password password.common");
    }

    /** One request's caller is none of the next one's business. */
    @Test
    void aNameIsForgottenWithItsRequest() throws IOException {
        Validation policy = policy();
        for (String name : List.of("ayunda", "wulan")) {
            RequestView request = RequestView.post("/")
                    .header("Content-Type", "application/json")
                    .body("{}")
                    .withCaller(Caller.of("bearer", "idp", name));
            EntityCheck check = verdict(policy, request, "json").entityChecks().get(0);
            assertThat(check.check(new Change("here comes wulan now")) instanceof Decision.Reject)
                    .isEqualTo(name.equals("wulan"));
        }
    }

    @Test
    void withoutAListAnEndpointThatTakesANewPasswordDoesNotStart() {
        for (String name : List.of("json", "form")) {
            assertThatThrownBy(() -> Validation.strict().ruling(Decided.endpoint("POST", Resource.class, name)))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("validation.common-passwords");
            assertThat(policy().ruling(Decided.endpoint("POST", Resource.class, name)))
                    .isEmpty();
        }
    }

    private Pipeline configured(String... more) {
        Map<String, String> settings = new HashMap<>(Map.of("policies", "validation"));
        for (int i = 0; i < more.length; i += 2) {
            settings.put("validation." + more[i], more[i + 1]);
        }
        return Configuration.of("test", settings, Resources.ofSystem())
                .pipeline(List.of(new ValidationCatalog()), Set.of());
    }

    @Test
    void listAndWordsAreSettings() throws IOException {
        String content = "{\"password\":\"it is gapura in front\"}";
        RequestView request = RequestView.post("/")
                .header("Content-Type", "application/json")
                .body(content)
                .withEndpoint(Decided.endpoint("POST", Resource.class, "json"));
        Pipeline pipeline = configured("common-passwords", "file:" + list, "context-words", "gapura, parcel");
        BodyGuard guard = pipeline.decide(request).bodyGuards().get(0);
        assertThat(Watched.whole(guard, content).map(Rejection::reason)).contains("password.context");
        assertThat(policy()).isEqualTo(policy()).isNotEqualTo(Validation.strict());
        assertThat(policy().contentStatus(400).lint(Validation.Lint.WARN).json(JsonLimits.DEFAULTS.depth(3)))
                .isNotEqualTo(Validation.strict()
                        .contentStatus(400)
                        .lint(Validation.Lint.WARN)
                        .json(JsonLimits.DEFAULTS.depth(3)));
        assertThat(policy().contentStatus(400).contentStatus(422)).isEqualTo(policy());
    }

    @Test
    void settingsThatMakeNoListDoNotStart() {
        assertThatThrownBy(() -> configured("common-passwords", "file:" + folder.resolve("absent")))
                .isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> configured("context-words", "gapura"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("set common-passwords as well");
        assertThatThrownBy(() -> configured("common-passwords", "file:" + list, "context-words", "a".repeat(65)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("at most 100 words of 1 to 64 characters");
        String words = IntStream.range(0, 101).mapToObj(i -> "word" + i).collect(Collectors.joining(","));
        assertThatThrownBy(() -> configured("common-passwords", "file:" + list, "context-words", words))
                .isInstanceOf(ConfigurationException.class);
        assertThat(configured(
                        "common-passwords",
                        "file:" + list,
                        "context-words",
                        words.substring(0, words.lastIndexOf(','))))
                .isNotNull();
        assertThat(configured("common-passwords", "file:" + list, "context-words", "a".repeat(64)))
                .isNotNull();
    }
}
