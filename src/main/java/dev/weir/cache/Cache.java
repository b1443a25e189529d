package dev.weir.cache;

import dev.weir.fields.HopByHop;
import dev.weir.http.Filter;
import dev.weir.http.FixedAuthority;
import dev.weir.http.HttpHandler;
import dev.weir.http.Key;
import dev.weir.http.Request;
import dev.weir.http.Response;
import dev.weir.policy.Asked;
import dev.weir.policy.Reuse;
import dev.weir.policy.Rule;
import dev.weir.policy.Rules;
import dev.weir.store.Budget;
import dev.weir.store.CacheKey;
import dev.weir.store.MemoryStore;
import dev.weir.store.Store;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A shared HTTP cache (RFC 9111) as a filter: around an origin or around your own handler, with the same rules.
 *
 * <p>Make one, in {@code main}, and share it between all instances and event loops: they share what is stored and what
 * is being fetched. What is stored answers on the request's own event loop. What is not is fetched once for all who want
 * it meanwhile; the handler below then sees a request that is nobody's: a GET, without the attributes of whoever came
 * first, which goes on when that one leaves, and is cancelled when all have left.
 */
public final class Cache implements Filter {

    /** What the cache did for a response; on each that passed it. */
    public static final Key<Outcome> OUTCOME = Key.of("cache outcome", Outcome.class);

    /** What is not for what is being fetched and for slow readers: an eighth of the memory each way. */
    private static final int STORE_EIGHTHS = 6;

    private final CacheState state;
    private final Fills fills;
    private final Passage passage;
    private final Walk walk;
    private final Rules rules;

    private Cache(CacheSettings settings, Budget budget, Store store) {
        Counters counters = new Counters();
        CacheSettings own = settings.withTerms(settings.terms().remembering());
        this.state = new CacheState(
                own,
                store,
                budget,
                new Epochs(),
                new Lessons(),
                counters,
                new Faults(counters),
                new Coder(),
                new AtomicReference<>());
        this.fills = new Fills(state);
        this.passage = new Passage(state);
        this.walk = new Walk(state, fills, passage);
        this.rules = settings.terms().rules();
    }

    /** A cache that is closed with {@code vertx}. */
    public static Cache create(Vertx vertx, CacheSettings settings) {
        Cache cache = create(settings);
        Future<String> ignored = vertx.deployVerticle(cache.new Closing());
        return cache;
    }

    /** A cache that whoever makes it closes. It needs no Vert.x: it lives in the time and loops of its requests. */
    public static Cache create(CacheSettings settings) {
        return with(settings, new MemoryStore(settings.memoryBytes() / 8 * STORE_EIGHTHS));
    }

    static Cache with(CacheSettings settings, Store store) {
        return new Cache(settings, new Budget(settings.memoryBytes()), store);
    }

    @Override
    public Future<Response> handle(Request request, HttpHandler next) {
        try {
            CacheKey own = key(request, next);
            CacheKey key = state.place(own);
            boolean getOrHead = isGetOrHead(request);
            Optional<Rule> bypass = getOrHead ? rules.bypass(own.authority(), own.target()) : Optional.empty();
            if (getOrHead && bypass.isEmpty() && isPlain(request)) {
                return walk.begin(request, next, own, key);
            }
            Asked asked = new Asked(request.method(), own.uri(), request.fields());
            Inquiry inquiry = new Inquiry(
                    request, next, key, asked, 0, request.scope().time().ticks());
            return getOrHead
                    ? passage.bypass(inquiry, bypass)
                    : passage.forward(inquiry, Reuse.decide(asked).reason());
        } catch (RuntimeException fault) {
            // A fault of the cache breaks no reply. Nothing has been sent down: what the handler below throws is a
            // failed future.
            state.faults().own(request, fault);
            return Calls.call(next, request);
        }
    }

    /**
     * What would be done with a request now, and why, without doing it or counting it. May be called at any time from any
     * thread.
     *
     * @param request as it would come; under a {@link FixedAuthority} with that authority
     */
    public Explanation explain(Request request) {
        return explain(new CacheKey(request.scheme(), request.authority(), request.target()), request);
    }

    /**
     * As {@link #explain(Request)}, for a request like that one for another URI.
     *
     * @param uri the URI that clients ask for
     * @throws IllegalArgumentException if it is not an absolute URI of http or https with a host
     */
    public Explanation explain(URI uri, Request like) {
        return explain(CacheKey.of(uri), like);
    }

    /**
     * As {@link #explain(URI, Request)}, for a URL as in {@link Purge#url(String)}.
     *
     * @throws IllegalArgumentException as there
     */
    public Explanation explain(String url, Request like) {
        return explain(CacheKey.of(url), like);
    }

    private Explanation explain(CacheKey own, Request request) {
        Explain explain = new Explain(state, fills, request, own);
        Optional<Rule> bypass = isGetOrHead(request) ? rules.bypass(own.authority(), own.target()) : Optional.empty();
        return explain.explanation(bypass, isGetOrHead(request) && !isPlain(request));
    }

    static CacheKey key(Request request, HttpHandler next) {
        String authority = next instanceof FixedAuthority fixed ? fixed.authority() : request.authority();
        return new CacheKey(request.scheme(), authority, request.target());
    }

    /** As nearly all are: with content, the meaning of a GET would be anybody's guess (RFC 9110 §9.3.1). */
    static boolean isPlain(Request request) {
        return request.body().length() == 0 && !HopByHop.offersUpgrade(request.fields());
    }

    private static boolean isGetOrHead(Request request) {
        return request.method().equals("GET") || request.method().equals("HEAD");
    }

    /**
     * Drops what {@code purge} reaches, or has it stale from now on, and does not store what of it is on its way: who asks
     * once this has completed gets nothing that was fetched before. May be called at any time from any thread. By
     * {@link Purge#url} it is done when this returns. All else a worker does where this is called on an event loop; on
     * other threads it is done when this returns.
     *
     * @return how many stored responses it has changed
     */
    public Future<Long> purge(Purge purge) {
        return new Purging(state).purge(purge);
    }

    /** What it has done, and what it holds. May be called at any time from any thread. */
    public CacheStats stats() {
        Counters counters = state.counters();
        Store store = state.store();
        return new CacheStats(
                counters.hits.sum(),
                counters.misses.sum(),
                counters.collapsed.sum(),
                counters.stored.sum(),
                store.evicted(),
                counters.staleServed.sum(),
                counters.originFetches.sum(),
                counters.faults.sum(),
                store.bytes(),
                state.budget().used(),
                store.keys(),
                fills.size(),
                counters.waiting.intValue());
    }

    /** Stops what is being fetched, in the background above all. From now on it answers from what is stored, or passes on. */
    public void close() {
        fills.close();
    }

    /** Lives as long as the Vert.x that it is deployed in. */
    private final class Closing extends VerticleBase {
        @Override
        public Future<?> stop() {
            close();
            return Future.succeededFuture();
        }
    }
}
