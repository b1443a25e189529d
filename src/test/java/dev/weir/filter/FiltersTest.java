package dev.weir.filter;

import static dev.weir.testkit.Call.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.http.Failures;
import dev.weir.http.HttpException;
import dev.weir.http.HttpHandler;
import dev.weir.http.Key;
import dev.weir.http.Response;
import dev.weir.testkit.Call;
import dev.weir.testkit.TestRequest;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FiltersTest {
    private static final Key<String> USER = Key.of("user", String.class);
    private static final HttpHandler OK = request -> HttpHandler.ok(Response.text("fine"));

    private static HttpHandler failing(Throwable cause) {
        return request -> Future.failedFuture(cause);
    }

    @Nested
    class ErrorsAre {
        private final HttpHandler refusing =
                Errors.create().around(failing(new HttpException(409, "<b>taken</b> &lt;")));

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "text/html,application/xhtml+xml,*/*;q=0.8 | text/html; charset=utf-8",
                    "application/json | application/problem+json",
                    "application/problem+json;q=0.9, text/html;q=0.5 | application/problem+json",
                    "*/* | application/problem+json",
                })
        void inTheFormThatTheClientReads(String accept, String type) {
            Call call = call(refusing, TestRequest.get("/").field("Accept", accept));
            assertThat(call.status()).isEqualTo(409);
            assertThat(call.field("Content-Type")).isEqualTo(type);
            assertThat(call.field("Vary")).isEqualTo("Accept");
            assertThat(call.text()).contains("Conflict");
        }

        @Test
        void withoutMarkupOfTheClient() {
            Call call = call(refusing, TestRequest.get("/").field("Accept", "text/html"));
            assertThat(call.text())
                    .contains("&lt;b&gt;taken&lt;/b&gt; &amp;lt;")
                    .doesNotContain("<b>");
        }

        @Test
        void toldForWhatIsThrownAndForNull() {
            HttpHandler throwing = request -> {
                throw new IllegalStateException("secret");
            };
            Call call = call(Errors.create().around(throwing), TestRequest.get("/"));
            assertThat(call.status()).isEqualTo(500);
            assertThat(call.text()).doesNotContain("secret");
            assertThat(call.response().get(Failures.CAUSE)).containsInstanceOf(IllegalStateException.class);
        }

        @Test
        void givenAContentWhereTheyHaveNoneAndKeepTheirFields() {
            HttpHandler bare = request -> HttpHandler.ok(Response.of(405).with("Allow", "GET"));
            Call call = call(Errors.create().around(bare), TestRequest.post("/"));
            assertThat(call.field("Allow")).isEqualTo("GET");
            assertThat(call.text()).contains("\"status\":405");
        }

        @Test
        void leftAloneWhereTheHandlerHasWrittenThem() {
            HttpHandler own = request -> HttpHandler.ok(Response.text("mine").withStatus(404));
            Call call = call(Errors.create().around(own), TestRequest.get("/").field("Accept", "text/html"));
            assertThat(call.text()).isEqualTo("mine");
            assertThat(call(Errors.create().around(OK), TestRequest.get("/")).text())
                    .isEqualTo("fine");
        }
    }

    @Nested
    class ARequestId {
        private final HttpHandler echo = request -> HttpHandler.ok(Response.text(request.get(RequestId.ID)
                        .orElse("") + " " + request.field("X-Request-Id").orElse("")));

        @Test
        void isMadeAndToldToEveryone() {
            Call call = call(RequestId.generate().around(echo), TestRequest.get("/"));
            String id = call.field("X-Request-Id");
            assertThat(id).matches("[0-9a-f]{32}");
            assertThat(call.text()).isEqualTo(id + " " + id);
            assertThat(call(RequestId.generate().around(echo), TestRequest.get("/"))
                            .field("X-Request-Id"))
                    .isNotEqualTo(id);
        }

        @Test
        void isOnFailuresToo() {
            Call call = call(RequestId.generate().around(failing(new IllegalStateException())), TestRequest.get("/"));
            assertThat(call.field("X-Request-Id")).isNotEmpty();
        }

        @ParameterizedTest
        @CsvSource({
            "good-1,true,true",
            "good-1,false,false",
            "bad<script>,true,false",
            "a b,true,false",
            "'',true,false"
        })
        void isBelievedWhereItIsTrustedAndSane(String incoming, boolean trusted, boolean kept) {
            RequestId filter = trusted ? RequestId.trusting() : RequestId.generate();
            Call call = call(filter.around(echo), TestRequest.get("/").field("X-Request-Id", incoming));
            assertThat(call.field("X-Request-Id").equals(incoming)).isEqualTo(kept);
        }
    }

    @Nested
    class BasicAuthentication {
        private final HttpHandler guarded = BasicAuth.of(
                        "the \"mill\"",
                        USER,
                        (name, password) -> Future.succeededFuture(
                                Secrets.equal(password, "pass:wörd") ? Optional.of(name) : Optional.<String>empty()))
                .around(request ->
                        HttpHandler.ok(Response.text(request.get(USER).orElse("nobody"))));

        private String basic(String pair) {
            return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        }

        @Test
        void letsThroughWhoHasThePassword() {
            Call call = call(guarded, TestRequest.get("/").field("Authorization", basic("ada:pass:wörd")));
            assertThat(call.text()).isEqualTo("ada");
            assertThat(call(
                                    guarded,
                                    TestRequest.get("/")
                                            .field(
                                                    "Authorization",
                                                    basic("ada:pass:wörd").replace("Basic", "bAsIc")))
                            .status())
                    .isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "Basic", "Basic !!!", "Bearer x", "Basic YWRh", "Basic //8="})
        void challengesOthers(String authorization) {
            Call call = call(guarded, TestRequest.get("/").field("Authorization", authorization));
            assertThat(call.status()).isEqualTo(401);
            assertThat(call.field("WWW-Authenticate")).isEqualTo("Basic realm=\"the \\\"mill\\\"\", charset=\"UTF-8\"");
        }

        @Test
        void challengesAWrongPasswordAndTwoLines() {
            assertThat(call(guarded, TestRequest.get("/").field("Authorization", basic("ada:wrong")))
                            .status())
                    .isEqualTo(401);
            assertThat(call(
                                    guarded,
                                    TestRequest.get("/")
                                            .field("Authorization", basic("ada:pass:wörd"))
                                            .field("Authorization", basic("eve:wrong")))
                            .status())
                    .isEqualTo(401);
        }
    }

    @Nested
    class BearerAuthentication {
        private final BearerAuth<String> filter = BearerAuth.of(
                "api",
                USER,
                token -> Future.succeededFuture(token.equals("t0k.en=") ? Optional.of("ada") : Optional.empty()));
        private final HttpHandler guarded = filter.around(
                request -> HttpHandler.ok(Response.text(request.get(USER).orElse("nobody"))));

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "'' | 401 | Bearer realm=\"api\"",
                    "Basic YTpi | 401 | Bearer realm=\"api\"",
                    "Bearer other | 401 | Bearer realm=\"api\", error=\"invalid_token\"",
                    "Bearer a b | 400 | Bearer realm=\"api\", error=\"invalid_request\"",
                    "Bearer t0k.en= | 200 | ''",
                })
        void tellsWhatIsWrong(String authorization, int status, String challenge) {
            Call call = call(guarded, TestRequest.get("/").field("Authorization", authorization));
            assertThat(call.status()).isEqualTo(status);
            assertThat(call.field("WWW-Authenticate")).isEqualTo(challenge);
        }

        @Test
        void saysWhichScopeIsMissing() {
            assertThat(filter.insufficientScope("write").field("WWW-Authenticate"))
                    .contains("Bearer realm=\"api\", error=\"insufficient_scope\", scope=\"write\"");
        }
    }

    @Nested
    class CrossOrigin {
        private final HttpHandler named = Cors.of(CorsSettings.origins("https://app.example")
                        .withMethods("GET", "PUT")
                        .withRequestFields("Content-Type")
                        .exposing("X-Total")
                        .withCredentials())
                .around(request -> HttpHandler.ok(Response.text("data").with("Vary", "Accept")));

        @Test
        void answersAPreflightItself() {
            Call call = call(
                    named,
                    TestRequest.options("/")
                            .field("Origin", "https://app.example")
                            .field("Access-Control-Request-Method", "PUT"));
            assertThat(call.status()).isEqualTo(204);
            assertThat(call.field("Access-Control-Allow-Origin")).isEqualTo("https://app.example");
            assertThat(call.field("Access-Control-Allow-Methods")).isEqualTo("GET, PUT");
            assertThat(call.field("Access-Control-Allow-Headers")).isEqualTo("Content-Type");
            assertThat(call.field("Access-Control-Allow-Credentials")).isEqualTo("true");
            assertThat(call.field("Access-Control-Max-Age")).isEqualTo("600");
        }

        @Test
        void letsNamedOriginsRead() {
            Call call = call(named, TestRequest.get("/").field("Origin", "https://app.example"));
            assertThat(call.field("Access-Control-Allow-Origin")).isEqualTo("https://app.example");
            assertThat(call.field("Access-Control-Expose-Headers")).isEqualTo("X-Total");
            assertThat(call.field("Vary")).isEqualTo("Accept, Origin");
        }

        @ParameterizedTest
        @ValueSource(strings = {"https://evil.example", "https://app.example.evil", "http://app.example", "null"})
        void keepsOthersOut(String origin) {
            Call call = call(named, TestRequest.get("/").field("Origin", origin));
            assertThat(call.response().fields().contains("Access-Control-Allow-Origin"))
                    .isFalse();
            assertThat(call.field("Vary")).isEqualTo("Accept, Origin");
        }

        @Test
        void variesByOriginAlsoWithoutOne() {
            assertThat(call(named, TestRequest.get("/")).field("Vary")).isEqualTo("Accept, Origin");
        }

        @Test
        void isOpenToAllWhereItIsSaidButNeverWithCredentials() {
            Call call = call(
                    Cors.of(CorsSettings.origins("*")).around(OK),
                    TestRequest.get("/").field("Origin", "https://any.example"));
            assertThat(call.field("Access-Control-Allow-Origin")).isEqualTo("*");
            assertThat(call.response().fields().contains("Vary")).isFalse();
            for (String never : new String[] {
                "https://a.example/",
                "HTTPS://a.example",
                "https://A.example",
                "https://a.example:443",
                "a.example",
                "null"
            }) {
                assertThatThrownBy(() -> CorsSettings.origins(never))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(never);
            }
            assertThatThrownBy(() -> CorsSettings.origins("*").withCredentials())
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void isOnFailuresToo() {
            HttpHandler failing =
                    Cors.of(CorsSettings.origins("https://app.example")).around(failing(new HttpException(409, "no")));
            Call call = call(failing, TestRequest.get("/").field("Origin", "https://app.example"));
            assertThat(call.status()).isEqualTo(409);
            assertThat(call.field("Access-Control-Allow-Origin")).isEqualTo("https://app.example");
        }
    }
}
