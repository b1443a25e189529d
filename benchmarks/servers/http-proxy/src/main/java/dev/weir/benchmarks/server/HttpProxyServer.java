package dev.weir.benchmarks.server;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyOptions;
import io.vertx.httpproxy.cache.CacheOptions;

/**
 * vertx-http-proxy with its cache as it comes, on one event loop. In mode {@code tls}, a certificate and its key follow,
 * and it serves https with HTTP/2.
 */
public final class HttpProxyServer {
    /** As many as nginx keeps: more than ask at once. */
    private static final int ORIGIN_CONNECTIONS = 128;

    private HttpProxyServer() {}

    public static void main(String[] arguments) {
        Endpoints endpoints = new Endpoints(arguments);
        Vertx vertx = Vertx.vertx(
                new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
        HttpClient client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(ORIGIN_CONNECTIONS));
        HttpProxy proxy = HttpProxy.reverseProxy(new ProxyOptions().setCacheOptions(new CacheOptions()), client)
                .origin(endpoints.originPort(), "127.0.0.1");
        HttpServerOptions options = new HttpServerOptions().setAcceptBacklog(4096);
        if (endpoints.mode().equals("tls")) {
            options.setSsl(true)
                    .setUseAlpn(true)
                    .setKeyCertOptions(
                            new PemKeyCertOptions().setCertPath(arguments[3]).setKeyPath(arguments[4]));
        }
        vertx.createHttpServer(options)
                .requestHandler(proxy)
                .listen(0, "127.0.0.1")
                .onSuccess(server -> Endpoints.listening(server.actualPort()))
                .onFailure(Endpoints::failed);
    }
}
