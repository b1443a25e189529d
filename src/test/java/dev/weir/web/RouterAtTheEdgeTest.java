package dev.weir.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.http.Cancellation;
import dev.weir.support.Await;
import dev.weir.support.Fixture;
import dev.weir.support.Protocol;
import dev.weir.support.RawClient;
import dev.weir.support.RawHttp2;
import dev.weir.support.Transport;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A Router in Weir's server: the same over both versions of HTTP, and told when its client leaves. */
class RouterAtTheEdgeTest {
    private static final byte[] CANCEL = {0, 0, 0, 8};

    private final Vertx vertx = Transport.EPOLL.vertx();
    private final Router router = Router.router(vertx);
    private final CompletableFuture<Void> arrived = new CompletableFuture<>();
    private final CompletableFuture<Cancellation> cancelled = new CompletableFuture<>();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    @BeforeEach
    void routes() {
        router.get("/hello/:name")
                .handler(context -> context.response()
                        .putHeader("X-Version", context.request().version().name())
                        .putHeader("X-Scheme", context.request().scheme())
                        .end("hello " + context.pathParam("name") + context.queryParam("mark")));
        router.post("/length")
                .handler(BodyHandler.create(false))
                .handler(context ->
                        context.response().end("got " + context.body().buffer().length()));
        router.get("/long").handler(context -> {
            context.response().setChunked(true);
            for (int i = 0; i < 10; i++) {
                context.response().write(Buffer.buffer(new byte[100_000]));
            }
            context.response().end();
        });
        router.get("/never").handler(this::wait);
        router.post("/upload").handler(context -> context.request().handler(bytes -> wait(context)));
        router.get("/begun").handler(context -> {
            context.response().setChunked(true).write("begun");
            wait(context);
        });
    }

    private void wait(RoutingContext context) {
        VertxWeb.request(context).orElseThrow().onCancel(cancelled::complete);
        context.addEndHandler(end -> ended.complete(end.succeeded()));
        context.response().closeHandler(gone -> closed.complete(null));
        arrived.complete(null);
    }

    @AfterEach
    void close() throws Exception {
        Await.of(vertx.close());
    }

    private Fixture serve(Protocol protocol) throws Exception {
        return Fixture.serving(Transport.EPOLL, protocol.settings(), VertxWeb.mount(router));
    }

    @ParameterizedTest
    @EnumSource
    void routesContentsAndErrorsAreThoseOfTheRouter(Protocol protocol) throws Exception {
        try (Fixture fixture = serve(protocol)) {
            HttpClient client = protocol.client();
            String url = fixture.server.url();
            HttpResponse<String> hello = client.send(
                    HttpRequest.newBuilder(URI.create(url + "/hello/ada?mark=1"))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(hello.body()).isEqualTo("hello ada[1]");
            assertThat(hello.headers().firstValue("x-version")).contains(protocol.name());
            assertThat(hello.headers().firstValue("x-scheme")).contains(protocol == Protocol.HTTP_2 ? "https" : "http");
            assertThat(client.send(
                                    HttpRequest.newBuilder(URI.create(url + "/length"))
                                            .POST(BodyPublishers.ofByteArray(new byte[300_000]))
                                            .build(),
                                    BodyHandlers.ofString())
                            .body())
                    .isEqualTo("got 300000");
            assertThat(client.send(
                                    HttpRequest.newBuilder(URI.create(url + "/none"))
                                            .build(),
                                    BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(404);
            List<CompletableFuture<HttpResponse<byte[]>>> many = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                many.add(client.sendAsync(
                        HttpRequest.newBuilder(URI.create(url + "/long")).build(), BodyHandlers.ofByteArray()));
            }
            for (CompletableFuture<HttpResponse<byte[]>> one : many) {
                assertThat(one.get(10, TimeUnit.SECONDS).body()).hasSize(1_000_000);
            }
        }
    }

    private void itIsTold() throws Exception {
        assertThat(cancelled.get(10, TimeUnit.SECONDS)).isEqualTo(Cancellation.CLIENT_GONE);
        assertThat(ended.get(10, TimeUnit.SECONDS)).isFalse();
        closed.get(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /never HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /begun HTTP/1.1\r\nHost: a\r\n\r\n",
                "POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nabc",
            })
    void aConnectionThatBreaksIsToldToTheRouter(String request) throws Exception {
        try (Fixture fixture = serve(Protocol.HTTP_1_1)) {
            try (RawClient client = fixture.client()) {
                client.send(request);
                arrived.get(10, TimeUnit.SECONDS);
            }
            itIsTold();
        }
    }

    @ParameterizedTest
    @CsvSource({"GET, /never", "GET, /begun", "POST, /upload"})
    void aStreamThatIsResetIsToldToTheRouter(String method, String path) throws Exception {
        try (Fixture fixture = serve(Protocol.HTTP_2);
                RawHttp2 client = RawHttp2.connect(fixture.server.port())) {
            byte[] head = RawHttp2.block(":method=" + method, ":scheme=https", ":authority=a", ":path=" + path);
            boolean upload = method.equals("POST");
            client.send(
                    RawHttp2.HEADERS,
                    upload ? RawHttp2.END_HEADERS : RawHttp2.END_HEADERS | RawHttp2.END_STREAM,
                    1,
                    head);
            if (upload) {
                client.send(RawHttp2.DATA, 0, 1, new byte[3]);
            }
            arrived.get(10, TimeUnit.SECONDS);
            client.send(RawHttp2.RST_STREAM, 0, 1, CANCEL);
            itIsTold();
        }
    }
}
