package dev.weir.benchmarks.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.io.IOException;

/**
 * vertx-web: a router with five routes on one event loop; what hashes goes to a worker. In mode {@code routes} it has many
 * routes instead, and nothing behind them.
 */
public final class VertxWebServer {
    private VertxWebServer() {}

    public static void main(String[] arguments) throws IOException {
        Endpoints endpoints = new Endpoints(arguments);
        Vertx vertx = Vertx.vertx(
                new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
        Router router = Router.router(vertx);
        if (endpoints.mode().equals("routes")) {
            endpoints.routes().forEach(route -> add(router, route));
        } else {
            addEndpoints(router, vertx, endpoints);
        }
        vertx.createHttpServer(new HttpServerOptions().setAcceptBacklog(4096))
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .onSuccess(server -> Endpoints.listening(server.actualPort()))
                .onFailure(Endpoints::failed);
    }

    private static void add(Router router, NumberedRoute route) {
        router.get(route.pattern().replaceAll("\\{(\\w+)}", ":$1"))
                .handler(context -> context.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain")
                        .end(route.answer(context.pathParam(NumberedRoute.ID))));
    }

    private static void addEndpoints(Router router, Vertx vertx, Endpoints endpoints) {
        WebClient client = WebClient.create(
                vertx,
                new WebClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(endpoints.originPort()),
                new PoolOptions().setHttp1MaxSize(Endpoints.ORIGIN_CONNECTIONS));
        router.get("/plain").respond(context -> {
            context.response().putHeader(HttpHeaders.CONTENT_TYPE, "text/plain");
            return Future.succeededFuture(Buffer.buffer(Endpoints.PLAIN));
        });
        router.get("/json")
                .handler(context -> context.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .end(Buffer.buffer(Endpoints.json())));
        router.get("/large")
                .handler(context -> context.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain")
                        .end(Buffer.buffer(Endpoints.LARGE)));
        router.get("/wait")
                .handler(context -> client.get("/").send().onFailure(context::fail).onSuccess(answer -> {
                    if (answer.statusCode() == 200) {
                        end(context.response().putHeader(HttpHeaders.CONTENT_TYPE, "text/plain"), answer);
                    } else {
                        context.fail(502);
                    }
                }));
        router.get("/hash")
                .blockingHandler(context -> context.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain")
                        .end(Buffer.buffer(endpoints.hash())), false);
    }

    private static void end(HttpServerResponse response, HttpResponse<Buffer> answer) {
        response.end(answer.body());
    }
}
