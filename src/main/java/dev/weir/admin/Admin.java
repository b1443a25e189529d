package dev.weir.admin;

import dev.weir.cache.Cache;
import dev.weir.http.Filter;
import dev.weir.http.Route;
import dev.weir.http.Routes;

/**
 * A cache's resources for its owner. Mounted anywhere, as in {@code nested("/cache", Admin.routes(cache, guard))}; not
 * inside the cache.
 */
public final class Admin {

    private Admin() {}

    /**
     * The routes.
     *
     * @param guard goes around each of them, and lets nobody through but the owner: {@link dev.weir.filter.BearerAuth}, say
     */
    public static Route[] routes(Cache cache, Filter guard) {
        return new Route[] {
            Routes.post("/purge", guard.around(new PurgeHandler(cache))),
            Routes.get("/explain", guard.around(new ExplainHandler(cache))),
            Routes.get("/metrics", guard.around(new MetricsHandler(cache)))
        };
    }
}
