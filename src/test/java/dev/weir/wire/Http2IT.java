package dev.weir.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.weir.edge.ExchangeLimits;
import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.Cancellation;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.http.Sent;
import dev.weir.server.ServerSettings;
import dev.weir.support.Await;
import dev.weir.support.Certificates;
import dev.weir.support.CountedStream;
import dev.weir.support.Fixture;
import dev.weir.support.LogCapture;
import dev.weir.support.Transport;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same behaviours over HTTP/2, where many exchanges share one connection. */
@Timeout(120)
class Http2IT {
    private final CompletableFuture<Cancellation> told = new CompletableFuture<>();
    private final CompletableFuture<Void> arrived = new CompletableFuture<>();

    @TempDir
    private Path folder = Path.of("unset");

    private final ServerSettings settings = ServerSettings.onPort(0).withTls(Certificates.ONE);

    private Fixture serving(HttpHandler handler) throws Exception {
        return Fixture.serving(Transport.EPOLL, settings, handler);
    }

    private Fixture serving(UnaryOperator<ExchangeLimits> change, HttpHandler handler) throws Exception {
        return Fixture.serving(Transport.EPOLL, settings.withLimits(change.apply(ExchangeLimits.defaults())), handler);
    }

    /** Kept for the time of the test: Vert.x closes a client that nobody holds. */
    private final List<HttpClientAgent> clients = new ArrayList<>();

    private HttpClientAgent client(Fixture fixture) {
        HttpClientAgent client = fixture.vertx.createHttpClient(new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setSsl(true)
                .setUseAlpn(true)
                .setTrustAll(true)
                .setVerifyHost(false)
                .setDefaultHost("127.0.0.1")
                .setDefaultPort(fixture.server.port()));
        clients.add(client);
        return client;
    }

    private static Future<HttpClientRequest> request(HttpClientAgent client, HttpMethod method) {
        return client.request(method, "/a?b");
    }

    @Test
    void aRequestWithoutContentHasNoneAndIsSeenAsItWasSent() throws Exception {
        HttpHandler telling = request -> HttpHandler.ok(Response.text(request.protocol() + " " + request.scheme() + " "
                + request.authority() + " " + request.target() + " " + (request.body() == Body.none())));
        try (Fixture fixture = serving(telling)) {
            for (HttpMethod method : new HttpMethod[] {HttpMethod.GET, HttpMethod.POST}) {
                Buffer body = Await.of(request(client(fixture), method)
                        .compose(HttpClientRequest::send)
                        .compose(HttpClientResponse::body));
                assertThat(body.toString()).isEqualTo("HTTP/2 https 127.0.0.1:" + fixture.server.port() + " /a?b true");
            }
        }
    }

    @Test
    void aContentArrivesAndSoDoTrailers() throws Exception {
        HttpHandler echo = request -> request.bytes(1 << 24)
                .map(bytes -> Response.of(
                        200,
                        Fields.of("Connection", "x", "X-Length", Integer.toString(bytes.length())),
                        CountedStream.of(1_000, 300_000).body(Body.UNKNOWN_LENGTH, Fields.of("Checksum", "1"))));
        try (Fixture fixture = serving(echo)) {
            HttpClientResponse response = Await.of(request(client(fixture), HttpMethod.POST)
                    .compose(request -> request.send(Buffer.buffer(new byte[3_000_000])))
                    .compose(head -> head.body().map(head)));
            assertThat(response.getHeader("x-length")).isEqualTo("3000000");
            assertThat(response.headers().contains("connection")).isFalse();
            assertThat(Await.of(response.body()).length()).isEqualTo(300_000);
            assertThat(response.getTrailer("checksum")).isEqualTo("1");
        }
    }

    @Test
    void linesThatAreSentToManyAreSentTheSameEachTime() throws Exception {
        Fields lines = Fields.of("A", "1", "Connection", "x", "Date", "Sun, 06 Nov 1994 08:49:37 GMT", "a", "2");
        Response shared = Response.of(200, lines, Body.none());
        try (Fixture fixture = serving(request -> HttpHandler.ok(shared))) {
            for (int i = 0; i < 4; i++) {
                HttpClientResponse response =
                        Await.of(request(client(fixture), HttpMethod.GET).compose(HttpClientRequest::send));
                List<String> got = new ArrayList<>();
                response.headers().forEach((name, value) -> got.add(name + ": " + value));
                assertThat(got)
                        .containsExactly("a: 1", "date: Sun, 06 Nov 1994 08:49:37 GMT", "a: 2", "content-length: 0");
            }
        }
    }

    @Test
    void aContentThatEndsShortIsAReset() throws Exception {
        CountedStream stream = CountedStream.of(1_000, 5_000);
        try (Fixture fixture =
                serving(request -> HttpHandler.ok(Response.of(200, Fields.empty(), stream.body(10_000))))) {
            Future<Buffer> body = request(client(fixture), HttpMethod.GET)
                    .compose(HttpClientRequest::send)
                    .compose(HttpClientResponse::body);
            assertThat(body.toCompletionStage()).failsWithin(Duration.ofSeconds(Await.SECONDS));
            stream.closedOnce.get(Await.SECONDS, TimeUnit.SECONDS);
        }
    }

    @Test
    void anUnreadContentDoesNotKeepItsResponseNorOtherStreamsBack() throws Exception {
        try (Fixture fixture = serving(request -> HttpHandler.ok(Response.text("unread")))) {
            HttpClientAgent client = client(fixture);
            for (int i = 0; i < 3; i++) {
                HttpClientRequest upload = Await.of(request(client, HttpMethod.POST));
                upload.setChunked(true);
                Future<Void> ignored = upload.write(Buffer.buffer(new byte[1_000_000]));
                assertThat(Await.of(upload.response().compose(HttpClientResponse::body)))
                        .hasToString("unread");
            }
        }
    }

    @Test
    void aPartOfAFileIsSent() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "0123456789".repeat(50_000));
        try (Fixture fixture = serving(
                request -> HttpHandler.ok(Response.of(200, Fields.empty(), new Body.FileRegion(file, 5, 400_000))))) {
            HttpClientResponse response = Await.of(request(client(fixture), HttpMethod.GET)
                    .compose(HttpClientRequest::send)
                    .compose(head -> head.body().map(head)));
            assertThat(response.getHeader("content-length")).isEqualTo("400000");
            assertThat(Await.of(response.body()).toString()).hasSize(400_000).startsWith("567890");
        }
    }

    @Test
    void aReaderThatTakesNothingIsReset() throws Exception {
        CountedStream stream = CountedStream.of(10_000, 100_000_000);
        HttpHandler handler = request -> {
            request.onCancel(told::complete);
            return HttpHandler.ok(Response.of(200, Fields.empty(), stream.body(Body.UNKNOWN_LENGTH)));
        };
        try (Fixture fixture =
                serving(limits -> limits.withStalls(Duration.ofMinutes(1), Duration.ofMillis(200)), handler)) {
            CompletableFuture<Throwable> reset = new CompletableFuture<>();
            HttpClientResponse response = Await.of(request(client(fixture), HttpMethod.GET)
                    .compose(HttpClientRequest::send)
                    .map(head -> {
                        head.exceptionHandler(reset::complete);
                        head.pause();
                        return head;
                    }));
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(told.get(Await.SECONDS, TimeUnit.SECONDS)).isEqualTo(Cancellation.STALLED);
            stream.closedOnce.get(Await.SECONDS, TimeUnit.SECONDS);
            assertThat(stream.made.get()).isLessThan(50_000_000);
        }
    }

    @Test
    void aStreamThatIsResetCallsItsWorkOff() throws Exception {
        try (Fixture fixture = serving(waiting())) {
            HttpClientRequest request = Await.of(request(client(fixture), HttpMethod.GET));
            Future<HttpClientResponse> ignored = request.send();
            arrived.get(Await.SECONDS, TimeUnit.SECONDS);
            Await.of(request.reset());
            assertThat(told.get(Await.SECONDS, TimeUnit.SECONDS)).isEqualTo(Cancellation.CLIENT_GONE);
        }
    }

    /** Everyday life of a server, and not a fault of the handler's. */
    @Test
    void aStreamThatIsResetInTheMiddleOfItsContentIsAnsweredByNobodyAndNotLogged() throws Exception {
        CompletableFuture<Sent> end = new CompletableFuture<>();
        HttpHandler reading = request -> {
            request.onCancel(told::complete);
            request.scope().onEnd(end::complete);
            arrived.complete(null);
            return request.text().map(Response::text);
        };
        try (LogCapture log = LogCapture.of("dev.weir", Level.WARN);
                Fixture fixture = serving(reading)) {
            HttpClientRequest upload = Await.of(request(client(fixture), HttpMethod.POST));
            Future<Void> ignored = upload.setChunked(true).write("part");
            arrived.get(Await.SECONDS, TimeUnit.SECONDS);
            Await.of(upload.reset(8)); // CANCEL
            assertThat(told.get(Await.SECONDS, TimeUnit.SECONDS)).isEqualTo(Cancellation.CLIENT_GONE);
            assertThat(end.get(Await.SECONDS, TimeUnit.SECONDS).status()).isZero();
            assertThat(log.rest()).isEmpty();
        }
    }

    private HttpHandler waiting() {
        return request -> {
            request.onCancel(told::complete);
            arrived.complete(null);
            return Promise.<Response>promise().future();
        };
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatIsKilledIsNoticed(Transport transport) throws Exception {
        isNoticedWhenKilled(transport);
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatIsKilledDuringAPausedUploadIsNoticed(Transport transport) throws Exception {
        Path upload = Files.write(folder.resolve("upload"), new byte[1_000_000]);
        isNoticedWhenKilled(transport, "-T", upload.toString());
    }

    private void isNoticedWhenKilled(Transport transport, String... options) throws Exception {
        try (Fixture fixture = Fixture.serving(transport, settings, waiting())) {
            List<String> command = new ArrayList<>(List.of("curl", "-sk", "--http2"));
            command.addAll(List.of(options));
            command.add("https://127.0.0.1:" + fixture.server.port() + "/");
            Process curl = new ProcessBuilder(command).redirectErrorStream(true).start();
            try {
                arrived.get(Await.SECONDS, TimeUnit.SECONDS);
                assertThat(told).isNotDone();
            } finally {
                curl.destroyForcibly().waitFor();
            }
            assertThat(told.get(Await.SECONDS, TimeUnit.SECONDS)).isEqualTo(Cancellation.CLIENT_GONE);
        }
    }

    @Test
    void aDrainIsAnnouncedAndWhatIsInFlightFinishes() throws Exception {
        Promise<Response> answer = Promise.promise();
        CompletableFuture<Void> goAway = new CompletableFuture<>();
        HttpHandler handler = request -> {
            arrived.complete(null);
            return answer.future();
        };
        try (Fixture fixture = serving(handler)) {
            HttpClientRequest request = Await.of(request(client(fixture), HttpMethod.GET));
            request.connection().goAwayHandler(announced -> goAway.complete(null));
            Future<Buffer> body = request.send().compose(HttpClientResponse::body);
            arrived.get(Await.SECONDS, TimeUnit.SECONDS);
            Future<Void> drained = fixture.server.drain();
            goAway.get(Await.SECONDS, TimeUnit.SECONDS);
            answer.complete(Response.text("finished"));
            assertThat(Await.of(body)).hasToString("finished");
            Await.of(drained);
        }
    }
}
