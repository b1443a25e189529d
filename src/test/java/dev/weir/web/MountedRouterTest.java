package dev.weir.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Weir;
import dev.weir.filter.Compression;
import dev.weir.http.Filter;
import dev.weir.http.HttpHandler;
import dev.weir.http.Key;
import dev.weir.http.Response;
import dev.weir.server.RunningServer;
import dev.weir.support.Await;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.ext.web.FileUpload;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.FileSystemAccess;
import io.vertx.ext.web.handler.SessionHandler;
import io.vertx.ext.web.handler.StaticHandler;
import io.vertx.ext.web.multipart.MultipartForm;
import io.vertx.ext.web.sstore.LocalSessionStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountedRouterTest {
    private static final Key<String> USER = Key.of("user", String.class);

    private final Vertx vertx = Vertx.vertx();
    /** Held, since Vert.x closes a client that nobody holds. */
    private final WebSocketClient sockets = vertx.createWebSocketClient();

    private final Router router = Router.router(vertx);
    private final WebClient client = WebClient.create(vertx, new WebClientOptions().setDecompressionSupported(false));

    @TempDir
    Path directory;

    private RunningServer server;

    @BeforeEach
    void serve() throws Exception {
        server = Await.of(Weir.serve(vertx, 0, VertxWeb.mount(router)));
    }

    private void serve(HttpHandler handler) throws Exception {
        Await.of(server.drain());
        server = Await.of(Weir.serve(vertx, 0, handler));
    }

    @AfterEach
    void close() throws Exception {
        Await.of(vertx.close());
    }

    private HttpResponse<Buffer> get(String path) throws Exception {
        return Await.of(client.getAbs(server.url() + path).send());
    }

    @Test
    void whatARouteWritesIsTheResponse() throws Exception {
        router.get("/hello/:name")
                .handler(context -> context.response()
                        .setStatusCode(201)
                        .putHeader("X-Said", "yes")
                        .end("hello " + context.pathParam("name") + context.queryParam("q")));
        HttpResponse<Buffer> response = get("/hello/ada?q=1");
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.getHeader("x-said")).isEqualTo("yes");
        assertThat(response.getHeader("content-length")).isEqualTo("12");
        assertThat(response.bodyAsString()).isEqualTo("hello ada[1]");
    }

    @Test
    void whatIsWrittenBitByBitArrivesWhole() throws Exception {
        router.get("/parts").handler(context -> {
            context.response().setChunked(true).write("one ");
            vertx.setTimer(1, later -> {
                context.response().write("two ");
                context.response().end("three");
            });
        });
        assertThat(get("/parts").bodyAsString()).isEqualTo("one two three");
    }

    @Test
    void aRouterAnswersForWhatItHasNoRouteForAndForItsFaults() throws Exception {
        router.get("/fault").handler(context -> {
            throw new IllegalStateException("on purpose");
        });
        router.get("/refused").handler(context -> context.fail(403));
        router.errorHandler(
                403, context -> context.response().setStatusCode(403).end("not you"));
        assertThat(get("/nowhere").statusCode()).isEqualTo(404);
        assertThat(get("/fault").statusCode()).isEqualTo(500);
        assertThat(get("/refused").bodyAsString()).isEqualTo("not you");
    }

    @Test
    void staticFilesComeWithTypeAndConditions() throws Exception {
        Files.writeString(directory.resolve("page.html"), "<p>page</p>");
        router.route("/files/*").handler(StaticHandler.create(FileSystemAccess.ROOT, directory.toString()));
        HttpResponse<Buffer> page = get("/files/page.html");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.bodyAsString()).isEqualTo("<p>page</p>");
        assertThat(page.getHeader("content-type")).startsWith("text/html");
        HttpResponse<Buffer> again = Await.of(client.getAbs(server.url() + "/files/page.html")
                .putHeader("If-Modified-Since", page.getHeader("last-modified"))
                .send());
        assertThat(again.statusCode()).isEqualTo(304);
        HttpResponse<Buffer> part = Await.of(client.getAbs(server.url() + "/files/page.html")
                .putHeader("Range", "bytes=3-6")
                .send());
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.bodyAsString()).isEqualTo("page");
        HttpResponse<Buffer> head =
                Await.of(client.headAbs(server.url() + "/files/page.html").send());
        assertThat(head.getHeader("content-length")).isEqualTo("11");
        assertThat(get("/files/none.html").statusCode()).isEqualTo(404);
    }

    @Test
    void aSessionLastsFromRequestToRequest() throws Exception {
        router.route().handler(SessionHandler.create(LocalSessionStore.create(vertx)));
        router.get("/count").handler(context -> {
            int count =
                    Optional.ofNullable(context.session().<Integer>get("count")).orElse(0) + 1;
            context.session().put("count", count);
            context.response().end("" + count);
        });
        HttpResponse<Buffer> first = get("/count");
        String cookie = first.getHeader("set-cookie").split(";", 2)[0];
        HttpResponse<Buffer> second = Await.of(client.getAbs(server.url() + "/count")
                .putHeader("Cookie", cookie)
                .send());
        assertThat(first.bodyAsString()).isEqualTo("1");
        assertThat(second.bodyAsString()).isEqualTo("2");
    }

    @Test
    void uploadsAndFieldsOfAMultipartFormArrive() throws Exception {
        Buffer picture = Buffer.buffer(new byte[300_000]);
        router.post("/upload").handler(BodyHandler.create(directory.toString())).handler(context -> {
            FileUpload upload = context.fileUploads().get(0);
            long size =
                    vertx.fileSystem().propsBlocking(upload.uploadedFileName()).size();
            context.response().end(context.request().getFormAttribute("title") + " " + upload.fileName() + " " + size);
        });
        MultipartForm form = MultipartForm.create()
                .attribute("title", "a weir")
                .binaryFileUpload("picture", "weir.png", picture, "image/png");
        HttpResponse<Buffer> response =
                Await.of(client.postAbs(server.url() + "/upload").sendMultipartForm(form));
        assertThat(response.bodyAsString()).isEqualTo("a weir weir.png 300000");
    }

    @Test
    void aBodyHandlerReadsJsonAndRefusesTooMuch() throws Exception {
        router.route().handler(BodyHandler.create(false).setBodyLimit(1000));
        router.post("/sum")
                .handler(context -> context.json(context.body().asJsonObject().getInteger("a")
                        + context.body().asJsonObject().getInteger("b")));
        assertThat(Await.of(client.postAbs(server.url() + "/sum").sendBuffer(Buffer.buffer("{\"a\":1,\"b\":2}")))
                        .bodyAsString())
                .isEqualTo("3");
        assertThat(Await.of(client.postAbs(server.url() + "/sum").sendBuffer(Buffer.buffer(new byte[2000])))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void aContentThatNobodyReadsDoesNotHoldUpTheConnection() throws Exception {
        router.post("/ignore").handler(context -> context.response().end("ignored"));
        for (int i = 0; i < 3; i++) {
            assertThat(Await.of(client.postAbs(server.url() + "/ignore").sendBuffer(Buffer.buffer(new byte[10_000])))
                            .bodyAsString())
                    .isEqualTo("ignored");
        }
    }

    @Test
    void aWebSocketOfARouterOpens() throws Exception {
        router.get("/socket")
                .handler(context -> context.request()
                        .toWebSocket()
                        .onSuccess(
                                socket -> socket.textMessageHandler(text -> socket.writeTextMessage("heard " + text))));
        io.vertx.core.Promise<String> heard = io.vertx.core.Promise.promise();
        Await.of(sockets.connect(new WebSocketConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(server.port())
                        .setURI("/socket"))
                .compose(socket -> {
                    socket.textMessageHandler(heard::tryComplete);
                    return socket.writeTextMessage("you");
                }));
        assertThat(Await.of(heard.future())).isEqualTo("heard you");
    }

    @Test
    void filtersAroundARouterSeeItsResponses() throws Exception {
        AtomicInteger status = new AtomicInteger();
        Filter watch = (request, next) -> next.handle(request.with(USER, "ada")).map(response -> {
            status.set(response.status());
            return response.with("X-Watched", "yes");
        });
        router.get("/text")
                .handler(context -> context.response()
                        .putHeader("Content-Type", "text/plain")
                        .end(VertxWeb.request(context)
                                .flatMap(r -> r.get(USER))
                                .orElse("nobody")
                                .repeat(1000)));
        serve(Filter.of(watch, Compression.gzip()).around(VertxWeb.mount(router)));
        HttpResponse<Buffer> response = Await.of(client.getAbs(server.url() + "/text")
                .putHeader("Accept-Encoding", "gzip")
                .send());
        assertThat(status).hasValue(200);
        assertThat(response.getHeader("x-watched")).isEqualTo("yes");
        assertThat(response.getHeader("content-encoding")).isEqualTo("gzip");
        assertThat(response.body().length()).isLessThan(200);
    }

    @Test
    void aLastRouteLetsAnotherHandlerHaveATry() throws Exception {
        router.get("/mine").handler(context -> context.response().end("mine"));
        router.route()
                .last()
                .handler(VertxWeb.handler(request -> HttpHandler.ok(Response.text("other " + request.method()))));
        assertThat(get("/mine").bodyAsString()).isEqualTo("mine");
        assertThat(get("/elsewhere").bodyAsString()).isEqualTo("other " + HttpMethod.GET);
    }
}
