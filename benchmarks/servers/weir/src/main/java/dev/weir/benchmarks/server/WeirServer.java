package dev.weir.benchmarks.server;

import static dev.weir.http.HttpHandler.ok;
import static dev.weir.http.Routes.get;

import dev.weir.Weir;
import dev.weir.cache.Cache;
import dev.weir.cache.CacheSettings;
import dev.weir.http.HttpException;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.http.Routes;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.io.IOException;
import java.util.List;

/**
 * Weir with its settings as they come, on one event loop: handlers that give futures, what hashes on a worker, in mode
 * {@code cached} behind the cache where that may be stored; in mode {@code virtual} every handler on a virtual thread,
 * written to block; or in mode {@code routes} many routes and nothing behind them.
 */
public final class WeirServer {
    private static final Buffer PLAIN = Buffer.buffer(Endpoints.PLAIN);
    private static final long CACHE_BYTES = 16 << 20;
    private static final Buffer LARGE = Buffer.buffer(Endpoints.LARGE);

    private WeirServer() {}

    public static void main(String[] arguments) throws IOException {
        Endpoints endpoints = new Endpoints(arguments);
        Vertx vertx = Vertx.vertx(
                new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
        HttpHandler routes =
                switch (endpoints.mode()) {
                    case "virtual" -> virtual(endpoints);
                    case "routes" -> numbered(endpoints.routes());
                    default -> futures(vertx, endpoints);
                };
        Weir.serve(vertx, 0, routes)
                .onSuccess(server -> Endpoints.listening(server.port()))
                .onFailure(Endpoints::failed);
    }

    private static HttpHandler futures(Vertx vertx, Endpoints endpoints) {
        WebClient client = WebClient.create(
                vertx,
                new WebClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(endpoints.originPort()),
                new PoolOptions().setHttp1MaxSize(Endpoints.ORIGIN_CONNECTIONS));
        return Routes.of(
                get("/plain", request -> ok(Response.bytes("text/plain", PLAIN))),
                get("/json", request -> ok(Response.json(Endpoints.message()))),
                get("/large", request -> ok(Response.bytes("text/plain", LARGE))),
                get("/wait", request -> request.client(client).get("/").send().map(answer -> {
                    if (answer.statusCode() != 200) {
                        throw new HttpException(502, "The origin answered " + answer.statusCode() + ".");
                    }
                    return Response.bytes("text/plain", answer.body());
                })),
                get("/hash", HttpHandler.blocking(request -> hash(endpoints))),
                get(Endpoints.PAGE, page(vertx, endpoints)));
    }

    private static HttpHandler page(Vertx vertx, Endpoints endpoints) {
        HttpHandler page = HttpHandler.blocking(
                request -> hash(endpoints).with("Cache-Control", Endpoints.FOR_A_SECOND));
        return endpoints.mode().equals("cached")
                ? Cache.create(vertx, CacheSettings.ofMemory(CACHE_BYTES)).around(page)
                : page;
    }

    private static HttpHandler virtual(Endpoints endpoints) {
        BlockingClient client = new BlockingClient(endpoints.originPort(), Endpoints.ORIGIN_CONNECTIONS);
        return Routes.of(
                get("/plain", HttpHandler.virtual(request -> Response.bytes("text/plain", PLAIN))),
                get("/json", HttpHandler.virtual(request -> Response.json(Endpoints.message()))),
                get("/large", HttpHandler.virtual(request -> Response.bytes("text/plain", LARGE))),
                get(
                        "/wait",
                        HttpHandler.virtual(request -> Response.bytes("text/plain", Buffer.buffer(client.get())))),
                get("/hash", HttpHandler.virtual(request -> hash(endpoints))));
    }

    private static HttpHandler numbered(List<NumberedRoute> routes) {
        return Routes.of(routes.stream()
                .map(route -> get(route.pattern(), request -> {
                    String id = route.hasId() ? request.param(NumberedRoute.ID) : null;
                    return ok(Response.bytes("text/plain", Buffer.buffer(route.answer(id))));
                }))
                .toList());
    }

    private static Response hash(Endpoints endpoints) {
        return Response.bytes("text/plain", Buffer.buffer(endpoints.hash()));
    }
}
