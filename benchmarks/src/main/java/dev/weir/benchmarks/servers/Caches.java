package dev.weir.benchmarks.servers;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The caches that are compared, before an origin, in the order of the report. */
public final class Caches {
    public static final String WEIR = "Weir proxy";

    private static final String NGINX_SETTINGS = "one worker: src/main/conf/nginx.conf";

    /** {@code weir proxy}. */
    public static final Server WEIR_PROXY = new WeirProxy(false);

    public static final Server NGINX = nginx(
            Optional.of(nginx(Optional.empty(), (bench, originPort) -> {
                bench.workshop().makeCertificate();
                Peer nginx = startNginx(bench, originPort);
                return bench.workshop().overTls(nginx, "nginx");
            })),
            Caches::startNginx);

    public static final Server VARNISH = new InstalledServer(
            "Varnish",
            Family.CACHE,
            "varnishd",
            "varnish",
            "-V",
            "256 MB of memory, else as it comes: src/main/conf/varnish.vcl",
            Optional.empty(),
            (bench, originPort) -> bench.workshop().varnish("Varnish", Integer.toString(originPort), bench.log("Varnish")));

    public static final Server VERTX_HTTP_PROXY = httpProxy("", Optional.of(httpProxy(JvmServer.TLS, Optional.empty())));

    /** No cache at all: what answers cost that are there already. */
    public static final Server FLOOR = new InstalledServer(
            "C epoll loop",
            Family.ASYNCHRONOUS,
            "cc",
            "gcc",
            "",
            "canned bytes, nothing read but their number: src/main/c/floor.c",
            Optional.empty(),
            (bench, originPort) -> bench.workshop().floorByPath("C epoll loop"));

    private Caches() {}

    public static List<Server> all() {
        return List.of(WEIR_PROXY, NGINX, VARNISH, VERTX_HTTP_PROXY);
    }

    private static Peer startNginx(Bench bench, int originPort) throws IOException, InterruptedException {
        return bench.workshop().nginx("nginx", Integer.toString(originPort), bench.log("nginx"));
    }

    private static Server nginx(Optional<Server> overTls, InstalledServer.Starter starter) {
        return new InstalledServer("nginx", Family.CACHE, "nginx", "nginx-light", "-v", NGINX_SETTINGS, overTls, starter);
    }

    private static Server httpProxy(String mode, Optional<Server> overTls) {
        return new JvmServer(
                "vertx-http-proxy",
                Family.CACHE,
                "http-proxy",
                "HttpProxyServer",
                "vertx-http-proxy",
                mode,
                List.of(),
                false,
                "one event loop, its cache as it comes",
                overTls);
    }
}
