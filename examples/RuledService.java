import static dev.weir.http.HttpHandler.ok;
import static dev.weir.http.Routes.get;

import dev.weir.Weir;
import dev.weir.cache.Cache;
import dev.weir.cache.CacheSettings;
import dev.weir.config.Config;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.http.Routes;
import dev.weir.policy.Rules;
import dev.weir.server.RunningServer;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A service that says nothing about caching, and rules that say it for it.
 *
 * <p>Try {@code curl -i http://127.0.0.1:8080/page} twice, and the same with {@code /missing} and {@code /live/page}: the
 * field Cache-Status says what happened, for how long it is stored, and which rule has it go past the cache.
 */
public final class RuledService {

    private static final Rules RULES = Config.parse("""
                    rules:
                      - name: live
                        when: {path: /live/*}
                        bypass: true

                      - name: not found
                        when: {status: 404}
                        ttl: 10s

                      - name: all else
                        default-ttl: 1m
                        stale-if-error: 1h
                    """).rules();

    private RuledService() {}

    /** Takes the port as its first argument. */
    public static void main(String[] args) {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 8080;
        Vertx vertx = Vertx.vertx();
        Cache cache = Cache.create(vertx, CacheSettings.ofMemory(16 << 20).withRules(RULES));
        AtomicInteger asked = new AtomicInteger();
        HttpHandler page = request -> ok(Response.text("made for request number " + asked.incrementAndGet() + "\n"));

        Routes service = Routes.of(get("/page", page), get("/live/page", page));
        RunningServer server = Weir.serve(vertx, port, cache.around(service)).await();
        System.out.println("listening on " + server.url());
    }
}
