package dev.weir.benchmarks.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;

/** Vert.x and nothing around it: one event loop; what hashes goes to a worker. */
public final class VertxServer {
    private final Vertx vertx;
    private final Endpoints endpoints;
    private final HttpClient client;

    private VertxServer(Vertx vertx, Endpoints endpoints) {
        this.vertx = vertx;
        this.endpoints = endpoints;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(endpoints.originPort()),
                new PoolOptions().setHttp1MaxSize(Endpoints.ORIGIN_CONNECTIONS));
    }

    public static void main(String[] arguments) {
        Vertx vertx = Vertx.vertx(
                new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
        VertxServer server = new VertxServer(vertx, new Endpoints(arguments));
        vertx.createHttpServer(new HttpServerOptions().setAcceptBacklog(4096))
                .requestHandler(server::handle)
                .listen(0, "127.0.0.1")
                .onSuccess(listening -> Endpoints.listening(listening.actualPort()))
                .onFailure(Endpoints::failed);
    }

    private void handle(HttpServerRequest request) {
        answer(request.path())
                .onSuccess(content -> request.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, Endpoints.type(request.path()))
                        .end(content))
                .onFailure(cause -> request.response().setStatusCode(500).end(cause.toString()));
    }

    private Future<Buffer> answer(String path) {
        return switch (path) {
            case "/plain" -> Future.succeededFuture(Buffer.buffer(Endpoints.PLAIN));
            case "/json" -> Future.succeededFuture(Buffer.buffer(Endpoints.json()));
            case "/large" -> Future.succeededFuture(Buffer.buffer(Endpoints.LARGE));
            case "/wait" -> client.request(HttpMethod.GET, "/")
                    .compose(asked -> asked.send())
                    .compose(answer -> answer.statusCode() == 200
                            ? answer.body()
                            : Future.failedFuture("the origin answered " + answer.statusCode()));
            case "/hash" -> vertx.executeBlocking(() -> Buffer.buffer(endpoints.hash()), false);
            default -> Future.failedFuture("nothing at " + path);
        };
    }
}
