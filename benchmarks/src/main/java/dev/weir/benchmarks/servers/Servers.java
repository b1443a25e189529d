package dev.weir.benchmarks.servers;

import static dev.weir.benchmarks.servers.Family.ASYNCHRONOUS;
import static dev.weir.benchmarks.servers.Family.POOL;
import static dev.weir.benchmarks.servers.Family.VIRTUAL;

import java.util.List;
import java.util.Set;

/** The servers with handlers that are compared, in the order of the report. */
public final class Servers {
    public static final String WEIR = "Weir";
    public static final String WEIR_VIRTUAL = "Weir on virtual threads";
    public static final String JDK_HTTP_SERVER = "JDK HttpServer";
    private static final String VERTX_WEB = "vertx-web";
    private static final String TOMCAT = "Tomcat";
    private static final String TOMCAT_VIRTUAL = "Tomcat on virtual threads";

    /** Those that a quick run takes, and those that are enough to see that everything works. */
    private static final Set<String> QUICK =
            Set.of(WEIR, "Vert.x", TOMCAT, TOMCAT_VIRTUAL);

    /** What a standard run leaves out where a full one has all: one more of a kind of which there are others. */
    private static final Set<String> FULL_ONLY = Set.of(
            "Jetty", "Undertow", JDK_HTTP_SERVER, TOMCAT_VIRTUAL, "Jetty on virtual threads");

    private static final Set<String> SMOKE = Set.of(WEIR, TOMCAT);

    private static final String APACHE = "; asks by Apache HttpClient 5";

    private static final List<JvmServer> ALL = List.of(
            new JvmServer(WEIR, ASYNCHRONOUS, "weir", "WeirServer", "weir", "", false, "one event loop; asks by WebClient"),
            new JvmServer(
                    WEIR_VIRTUAL,
                    VIRTUAL,
                    "weir",
                    "WeirServer",
                    "weir",
                    "virtual",
                    true,
                    "one event loop, each handler on a virtual thread" + APACHE),
            new JvmServer(
                    "Vert.x",
                    ASYNCHRONOUS,
                    "vertx",
                    "VertxServer",
                    "vertx-core",
                    "",
                    false,
                    "one event loop; asks by its HttpClient"),
            new JvmServer(
                    VERTX_WEB,
                    ASYNCHRONOUS,
                    "vertx",
                    "VertxWebServer",
                    "vertx-web",
                    "",
                    false,
                    "one event loop; asks by WebClient"),
            new JvmServer(
                    TOMCAT, POOL, "tomcat", "TomcatServer", "tomcat-embed-core", "", false, "200 threads" + APACHE),
            new JvmServer("Jetty", POOL, "jetty", "JettyServer", "jetty-server", "", false, "200 threads" + APACHE),
            new JvmServer(
                    "Undertow", POOL, "undertow", "UndertowServer", "undertow-core", "", false, "200 workers" + APACHE),
            new JvmServer(JDK_HTTP_SERVER, POOL, "jdk", "JdkServer", "", "", false, "200 threads" + APACHE),
            new JvmServer(
                    TOMCAT_VIRTUAL,
                    VIRTUAL,
                    "tomcat",
                    "TomcatServer",
                    "tomcat-embed-core",
                    "virtual",
                    true,
                    "a virtual thread for each request" + APACHE),
            new JvmServer(
                    "Jetty on virtual threads",
                    VIRTUAL,
                    "jetty",
                    "JettyServer",
                    "jetty-server",
                    "virtual",
                    true,
                    "a virtual thread for each request" + APACHE),
            new JvmServer(
                    "Helidon",
                    VIRTUAL,
                    "helidon",
                    "HelidonServer",
                    "helidon-webserver",
                    "",
                    true,
                    "a virtual thread for each connection" + APACHE));

    private Servers() {}

    public static List<? extends Server> all() {
        return ALL;
    }

    public static List<? extends Server> standard() {
        return ALL.stream()
                .filter(server -> !FULL_ONLY.contains(server.name()))
                .toList();
    }

    public static List<? extends Server> quick() {
        return named(QUICK);
    }

    public static List<? extends Server> smoke() {
        return named(SMOKE);
    }

    /** One that does not block, and one that does, with a pool and on virtual threads. */
    public static List<? extends Server> ofEachKind() {
        return named(Set.of(WEIR, TOMCAT, TOMCAT_VIRTUAL));
    }

    /** Weir alone and with its cache, and a blocking server alone and behind Weir's cache. */
    public static List<? extends Server> withAndWithoutCache() {
        Server weir = named(Set.of(WEIR)).get(0);
        Server tomcat = named(Set.of(TOMCAT)).get(0);
        Server cached = new JvmServer(
                "Weir with its cache",
                ASYNCHRONOUS,
                "weir",
                "WeirServer",
                "weir",
                "cached",
                false,
                "one event loop; its cache around the handler");
        return List.of(weir, cached, tomcat, new Before(Caches.WEIR_PROXY, tomcat));
    }

    /** Those that can have a table of routes. */
    public static List<JvmServer> routers() {
        return named(Set.of(WEIR, VERTX_WEB));
    }

    private static List<JvmServer> named(Set<String> names) {
        return ALL.stream().filter(server -> names.contains(server.name())).toList();
    }
}
