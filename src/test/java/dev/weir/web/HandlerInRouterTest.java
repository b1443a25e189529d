package dev.weir.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.BodyWriter;
import dev.weir.http.Cancellation;
import dev.weir.http.HttpException;
import dev.weir.http.Response;
import dev.weir.http.WebSockets;
import dev.weir.support.Await;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weir's handlers in a Router of a plain Vert.x server. */
class HandlerInRouterTest {
    private final Vertx vertx = Vertx.vertx();
    /** Held, since Vert.x closes a client that nobody holds. */
    private final WebSocketClient sockets = vertx.createWebSocketClient();

    private final Router router = Router.router(vertx);
    private final WebClient client = WebClient.create(vertx);
    private int port;

    @BeforeEach
    void serve() throws Exception {
        HttpServer server = vertx.createHttpServer().requestHandler(router);
        port = Await.of(server.listen(0, "127.0.0.1")).actualPort();
    }

    @AfterEach
    void close() throws Exception {
        Await.of(vertx.close());
    }

    private HttpResponse<Buffer> get(String path) throws Exception {
        return Await.of(client.get(port, "127.0.0.1", path).send());
    }

    private String post(String path, Buffer content) throws Exception {
        return Await.of(client.post(port, "127.0.0.1", path).sendBuffer(content))
                .bodyAsString();
    }

    @Test
    void theContentIsReadByTheHandler() throws Exception {
        router.post("/length")
                .handler(VertxWeb.handler(
                        request -> request.bytes().map(bytes -> Response.text(request.path() + " " + bytes.length()))));
        assertThat(post("/length", Buffer.buffer(new byte[200_000]))).isEqualTo("/length 200000");
    }

    @Test
    void theContentMayHaveBeenReadBefore() throws Exception {
        router.route().handler(BodyHandler.create(false));
        router.post("/length")
                .handler(VertxWeb.handler(
                        request -> request.bytes().map(bytes -> Response.text("read " + bytes.length()))));
        assertThat(post("/length", Buffer.buffer(new byte[200_000]))).isEqualTo("read 200000");
        assertThat(post("/length", Buffer.buffer())).isEqualTo("read 0");
    }

    @Test
    void aContentThatNobodyReadsDoesNotHoldUpTheConnection() throws Exception {
        router.post("/ignore")
                .handler(VertxWeb.handler(request -> Response.text("ignored").asFuture()));
        for (int i = 0; i < 3; i++) {
            assertThat(post("/ignore", Buffer.buffer(new byte[300_000]))).isEqualTo("ignored");
        }
    }

    @Test
    void everyKindOfContentIsSent(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("file.txt"), "0123456789");
        router.get("/none").handler(VertxWeb.handler(request -> Response.of(204).asFuture()));
        router.get("/file")
                .handler(VertxWeb.handler(request -> Response.of(200, Fields.empty(), new Body.FileRegion(file, 2, 5))
                        .asFuture()));
        router.get("/stream").handler(VertxWeb.handler(request -> {
            BodyWriter writer = BodyWriter.of(request.scope());
            vertx.setTimer(1, later -> {
                writer.write(Buffer.buffer("bit "));
                writer.write(Buffer.buffer("by bit"));
                writer.end(Fields.of("X-Trailer", "end"));
            });
            return Response.of(200, Fields.empty(), writer.body()).asFuture();
        }));
        assertThat(get("/none").statusCode()).isEqualTo(204);
        assertThat(get("/file").bodyAsString()).isEqualTo("23456");
        assertThat(get("/stream").bodyAsString()).isEqualTo("bit by bit");
        HttpResponse<Buffer> head =
                Await.of(client.head(port, "127.0.0.1", "/file").send());
        assertThat(head.statusCode()).isEqualTo(405);
    }

    @Test
    void aContentThatBreaksOffDoesNotLookWhole() throws Exception {
        router.get("/broken").handler(VertxWeb.handler(request -> {
            BodyWriter writer = BodyWriter.of(request.scope());
            vertx.setTimer(
                    1,
                    later -> writer.write(Buffer.buffer("half of it"))
                            .onComplete(taken -> writer.fail(new IllegalStateException("on purpose"))));
            return Response.of(200, Fields.empty(), writer.body()).asFuture();
        }));
        Future<HttpResponse<Buffer>> broken =
                client.get(port, "127.0.0.1", "/broken").send();
        assertThat(broken.toCompletionStage().toCompletableFuture()).failsWithin(java.time.Duration.ofSeconds(10));
    }

    @Test
    void aFailureIsTheRouters() throws Exception {
        router.get("/refused").handler(VertxWeb.handler(request -> Future.failedFuture(new HttpException(409, "no"))));
        router.errorHandler(
                409,
                context -> context.response()
                        .setStatusCode(409)
                        .end(context.failure().getMessage()));
        assertThat(get("/refused").bodyAsString()).isEqualTo("no");
    }

    @Test
    void aClientThatLeavesCancels() throws Exception {
        Promise<Cancellation> cancelled = Promise.promise();
        Promise<Void> arrived = Promise.promise();
        router.get("/never").handler(VertxWeb.handler(request -> {
            request.onCancel(cancelled::tryComplete);
            arrived.complete();
            return Promise.<Response>promise().future();
        }));
        io.vertx.core.net.NetSocket socket = Await.of(vertx.createNetClient().connect(port, "127.0.0.1"));
        Await.of(socket.write("GET /never HTTP/1.1\r\nHost: a\r\n\r\n"));
        Await.of(arrived.future());
        Await.of(socket.close());
        assertThat(Await.of(cancelled.future())).isEqualTo(Cancellation.CLIENT_GONE);
    }

    @Test
    void aWebSocketOpens() throws Exception {
        router.get("/socket")
                .handler(VertxWeb.handler(WebSockets.endpoint((request, socket) ->
                        socket.textMessageHandler(text -> socket.writeTextMessage(request.path() + " " + text)))));
        Promise<String> heard = Promise.promise();
        Await.of(sockets.connect(new WebSocketConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .setURI("/socket"))
                .compose(socket -> {
                    socket.textMessageHandler(heard::tryComplete);
                    return socket.writeTextMessage("you");
                }));
        assertThat(Await.of(heard.future())).isEqualTo("/socket you");
    }
}
