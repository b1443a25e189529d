package dev.weir.filter;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.Cancellation;
import dev.weir.http.Filter;
import dev.weir.http.HttpException;
import dev.weir.http.HttpHandler;
import dev.weir.http.Key;
import dev.weir.http.Response;
import dev.weir.server.Drain;
import dev.weir.support.CountedStream;
import dev.weir.support.Fixture;
import dev.weir.support.LogCapture;
import dev.weir.support.Protocol;
import dev.weir.support.RawClient;
import dev.weir.support.Transport;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the filters do, as a client sees it. */
class FiltersOverSocketsTest {
    private static final Key<String> USER = Key.of("user", String.class);
    private static final HttpHandler FINE = request -> HttpHandler.ok(Response.text("fine"));
    private static final HttpHandler WHO =
            request -> HttpHandler.ok(Response.text(request.get(USER).orElse("nobody")));
    private static final HttpHandler NEVER =
            request -> Promise.<Response>promise().future();
    private static final Duration SOON = Duration.ofMillis(100);

    private Optional<Fixture> serving = Optional.empty();

    @AfterEach
    void close() throws Exception {
        if (serving.isPresent()) {
            serving.get().close();
        }
    }

    /** A server with this handler, and a client of it. */
    private final class Site {
        final Fixture fixture;
        final HttpClient client;

        Site(Protocol protocol, HttpHandler handler) throws Exception {
            fixture = Fixture.serving(Transport.EPOLL, protocol.settings(), handler);
            serving = Optional.of(fixture);
            client = protocol.client();
        }

        HttpRequest request(String method, String... fields) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(fixture.server.url() + "/a?secret=1"))
                    .method(method, BodyPublishers.noBody())
                    .timeout(Duration.ofSeconds(10));
            return fields.length == 0
                    ? request.build()
                    : request.headers(fields).build();
        }

        HttpResponse<String> get(String... fields) throws Exception {
            return client.send(request("GET", fields), BodyHandlers.ofString());
        }
    }

    private static String field(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("none");
    }

    @ParameterizedTest
    @EnumSource
    void anErrorIsAPageForBrowsersAndAProblemForPrograms(Protocol protocol) throws Exception {
        HttpHandler refusing = request -> Future.failedFuture(new HttpException(409, "taken"));
        Site site = new Site(protocol, Errors.create().around(refusing));
        HttpResponse<String> problem = site.get("Accept", "application/json");
        assertThat(problem.statusCode()).isEqualTo(409);
        assertThat(field(problem, "content-type")).isEqualTo("application/problem+json");
        assertThat(problem.body()).isEqualTo("{\"title\":\"Conflict\",\"status\":409,\"detail\":\"taken\"}");
        HttpResponse<String> page = site.get("Accept", "text/html");
        assertThat(page.statusCode()).isEqualTo(409);
        assertThat(field(page, "content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(field(page, "content-length"))
                .isEqualTo(Integer.toString(page.body().length()));
        assertThat(page.body()).contains("<h1>409 Conflict</h1>", "taken");
    }

    @ParameterizedTest
    @EnumSource
    void anExchangeIsLoggedWithWhatWasSent(Protocol protocol) throws Exception {
        HttpHandler handler =
                Filter.of(AccessLog.create(), RequestId.generate()).around(FINE);
        try (LogCapture log = LogCapture.of("dev.weir.access", Level.INFO)) {
            HttpResponse<String> response = new Site(protocol, handler).get();
            assertThat(log.next().getFormattedMessage())
                    .startsWith("client=127.0.0.1 method=GET host=127.0.0.1:")
                    .contains(protocol == Protocol.HTTP_2 ? " protocol=HTTP/2 " : " protocol=HTTP/1.1 ")
                    .contains(" path=/a ", " status=200 bytes=4 ", " id=" + field(response, "x-request-id"))
                    .doesNotContain("secret", "cancelled");
        }
    }

    @Test
    void aClientThatLeftBeforeTheAnswerIsLoggedAsSuch() throws Exception {
        CompletableFuture<Void> arrived = new CompletableFuture<>();
        HttpHandler waiting = request -> {
            arrived.complete(null);
            return Promise.<Response>promise().future();
        };
        try (LogCapture log = LogCapture.of("dev.weir.access", Level.INFO);
                RawClient client =
                        new Site(Protocol.HTTP_1_1, AccessLog.create().around(waiting)).fixture.client()) {
            client.send("GET /left HTTP/1.1\r\nHost: a\r\n\r\n");
            arrived.get(10, TimeUnit.SECONDS);
            client.close();
            assertThat(log.next().getFormattedMessage())
                    .contains(" path=/left ", " status=0 bytes=0 ")
                    .endsWith(" cancelled=client_gone");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRequestIdThatIsTrustedComesBack(Protocol protocol) throws Exception {
        HttpHandler echo = request ->
                HttpHandler.ok(Response.text(request.field("X-Request-Id").orElse("none")));
        HttpResponse<String> response =
                new Site(protocol, RequestId.trusting().around(echo)).get("X-Request-Id", "abc-1");
        assertThat(response.body()).isEqualTo("abc-1");
        assertThat(response.headers().allValues("x-request-id")).containsExactly("abc-1");
    }

    @ParameterizedTest
    @EnumSource
    void aPasswordIsAskedForAndLetsIn(Protocol protocol) throws Exception {
        BasicAuth<String> filter = BasicAuth.of(
                "mill",
                USER,
                (name, password) -> Future.succeededFuture(
                        Secrets.equal(password, "wörd") ? Optional.of(name) : Optional.<String>empty()));
        Site site = new Site(protocol, filter.around(WHO));
        HttpResponse<String> asked = site.get();
        assertThat(asked.statusCode()).isEqualTo(401);
        assertThat(field(asked, "www-authenticate")).isEqualTo("Basic realm=\"mill\", charset=\"UTF-8\"");
        String pair = Base64.getEncoder().encodeToString("ada:wörd".getBytes(StandardCharsets.UTF_8));
        assertThat(site.get("Authorization", "Basic " + pair).body()).isEqualTo("ada");
    }

    @ParameterizedTest
    @EnumSource
    void aTokenIsAskedForAndLetsIn(Protocol protocol) throws Exception {
        BearerAuth<String> filter = BearerAuth.of(
                "mill",
                USER,
                token -> Future.succeededFuture(token.equals("t0") ? Optional.of("ada") : Optional.<String>empty()));
        Site site = new Site(protocol, filter.around(WHO));
        assertThat(field(site.get(), "www-authenticate")).isEqualTo("Bearer realm=\"mill\"");
        HttpResponse<String> wrong = site.get("Authorization", "Bearer t1");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(field(wrong, "www-authenticate")).isEqualTo("Bearer realm=\"mill\", error=\"invalid_token\"");
        assertThat(site.get("Authorization", "Bearer t0").body()).isEqualTo("ada");
    }

    @ParameterizedTest
    @EnumSource
    void aPageOfAnotherOriginMayAskAndRead(Protocol protocol) throws Exception {
        Site site = new Site(
                protocol, Cors.of(CorsSettings.origins("https://app.example")).around(FINE));
        HttpResponse<String> preflight = site.client.send(
                site.request("OPTIONS", "Origin", "https://app.example", "Access-Control-Request-Method", "POST"),
                BodyHandlers.ofString());
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.headers().firstValue("content-length")).isEmpty();
        assertThat(field(preflight, "access-control-allow-origin")).isEqualTo("https://app.example");
        assertThat(field(preflight, "access-control-allow-methods")).isEqualTo("GET, HEAD, POST");
        assertThat(field(preflight, "access-control-max-age")).isEqualTo("600");
        HttpResponse<String> read = site.get("Origin", "https://app.example");
        assertThat(read.body()).isEqualTo("fine");
        assertThat(field(read, "access-control-allow-origin")).isEqualTo("https://app.example");
        assertThat(field(read, "vary")).isEqualTo("Origin");
        assertThat(field(site.get("Origin", "https://other.example"), "access-control-allow-origin"))
                .isEqualTo("none");
    }

    @ParameterizedTest
    @EnumSource
    void browsersAreMadeCarefulAndToldToStayWithHttpsWhereThatIsSpoken(Protocol protocol) throws Exception {
        HttpResponse<String> response =
                new Site(protocol, SecurityHeaders.defaults().around(FINE)).get();
        assertThat(field(response, "x-content-type-options")).isEqualTo("nosniff");
        assertThat(field(response, "content-security-policy")).startsWith("default-src 'self'");
        assertThat(field(response, "strict-transport-security"))
                .isEqualTo(protocol == Protocol.HTTP_2 ? "max-age=31536000" : "none");
    }

    @ParameterizedTest
    @EnumSource
    void aHandlerThatTakesTooLongIsToldAndItsClientGetsA504AndTheConnectionLives(Protocol protocol) throws Exception {
        CompletableFuture<Cancellation> told = new CompletableFuture<>();
        HttpHandler late = request -> {
            request.onCancel(told::complete);
            return request.field("X-Now").isPresent() ? FINE.handle(request) : NEVER.handle(request);
        };
        Site site = new Site(protocol, Deadline.of(SOON).around(late));
        assertThat(site.get().statusCode()).isEqualTo(504);
        assertThat(told.get(10, TimeUnit.SECONDS)).isEqualTo(Cancellation.DEADLINE);
        assertThat(site.get("X-Now", "1").body()).isEqualTo("fine");
    }

    /** The client that waits in vain is the one that will ask which request it was, and a page must be able to read it. */
    @ParameterizedTest
    @EnumSource
    void theAnswerToATimeoutGoesThroughTheFiltersToo(Protocol protocol) throws Exception {
        Filter all = Filter.of(
                AccessLog.create(),
                RequestId.generate(),
                Cors.of(CorsSettings.origins("https://app.example")),
                SecurityHeaders.defaults(),
                Errors.create(),
                Deadline.of(SOON));
        try (LogCapture log = LogCapture.of("dev.weir.access", Level.INFO)) {
            HttpResponse<String> response =
                    new Site(protocol, all.around(NEVER)).get("Origin", "https://app.example", "Accept", "text/html");
            assertThat(response.statusCode()).isEqualTo(504);
            assertThat(response.body()).contains("<h1>504 Gateway Timeout</h1>");
            assertThat(field(response, "access-control-allow-origin")).isEqualTo("https://app.example");
            assertThat(field(response, "x-content-type-options")).isEqualTo("nosniff");
            assertThat(log.next().getFormattedMessage())
                    .contains(" status=504 ", " id=" + field(response, "x-request-id"))
                    .endsWith(" cancelled=deadline");
        }
    }

    @Test
    void aServerThatStopsSaysSoWithA503ThroughTheFilters() throws Exception {
        Protocol protocol = Protocol.HTTP_1_1; // over HTTP/2 this client gives up at the GOAWAY
        CompletableFuture<Void> arrived = new CompletableFuture<>();
        HttpHandler waiting = request -> {
            arrived.complete(null);
            return NEVER.handle(request);
        };
        HttpHandler handler = RequestId.generate().around(waiting);
        Fixture fixture = Fixture.serving(
                Transport.EPOLL, protocol.settings().withDrain(Drain.defaults().within(Duration.ZERO, SOON)), handler);
        serving = Optional.of(fixture);
        CompletableFuture<HttpResponse<String>> asked = protocol.client()
                .sendAsync(
                        HttpRequest.newBuilder(URI.create(fixture.server.url())).build(), BodyHandlers.ofString());
        arrived.get(10, TimeUnit.SECONDS);
        Future<Void> drained = fixture.server.drain();
        HttpResponse<String> response = asked.get(10, TimeUnit.SECONDS);
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("The server stops.");
        assertThat(field(response, "x-request-id")).hasSize(32);
        assertThat(drained.toCompletionStage()).succeedsWithin(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @EnumSource
    void oneTooManyIsToldToComeAgainUntilAnotherIsOver(Protocol protocol) throws Exception {
        Promise<Response> answer = Promise.promise();
        CompletableFuture<Void> arrived = new CompletableFuture<>();
        ConcurrencyLimit limit = ConcurrencyLimit.of(1, Duration.ofSeconds(7));
        Site site = new Site(protocol, limit.around(request -> {
            arrived.complete(null);
            return answer.future();
        }));
        CompletableFuture<HttpResponse<String>> first =
                site.client.sendAsync(site.request("GET"), BodyHandlers.ofString());
        arrived.get(10, TimeUnit.SECONDS);
        HttpResponse<String> refused = site.get();
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(field(refused, "retry-after")).isEqualTo("7");
        answer.complete(Response.text("done"));
        assertThat(first.get(10, TimeUnit.SECONDS).body()).isEqualTo("done");
        assertThat(site.get().body()).isEqualTo("done");
    }

    @Test
    void aClientThatLeavesInTheMiddleOfAContentGivesItsPlaceBack() throws Exception {
        ConcurrencyLimit limit = ConcurrencyLimit.of(1, Duration.ofSeconds(1));
        CompletableFuture<Void> over = new CompletableFuture<>();
        CountedStream endless = CountedStream.of(10_000, Long.MAX_VALUE);
        Site site = new Site(Protocol.HTTP_1_1, limit.around(request -> {
            request.scope().onEnd(sent -> over.complete(null)); // told behind the filter
            return HttpHandler.ok(Response.of(200, Fields.empty(), endless.body(Body.UNKNOWN_LENGTH)));
        }));
        try (RawClient client = site.fixture.client()) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            client.readHead();
            assertThat(limit.inFlight()).isEqualTo(1);
        }
        endless.closedOnce.get(10, TimeUnit.SECONDS);
        over.get(10, TimeUnit.SECONDS);
        assertThat(limit.inFlight()).isZero();
    }
}
