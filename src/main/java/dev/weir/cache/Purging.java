package dev.weir.cache;

import dev.weir.cache.Purge.Everything;
import dev.weir.cache.Purge.Reach;
import dev.weir.cache.Purge.Tag;
import dev.weir.cache.Purge.Tagged;
import dev.weir.cache.Purge.Url;
import dev.weir.fields.Fields;
import dev.weir.http.Time;
import dev.weir.store.CacheKey;
import dev.weir.store.Entry;
import dev.weir.store.Variants;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Takes a purge to what is on its way, and through what is stored. */
record Purging(CacheState state) {

    /** How many stored responses it has changed. */
    Future<Long> purge(Purge purge) {
        // In this order: what is stored in between is found there, and what is stored after it knows that it is too
        // late.
        if (purge.reach() instanceof Url url) {
            List<CacheKey> keys = state.lessons().keys(url.key());
            keys.forEach(state.epochs()::move);
            return Future.succeededFuture(keys.stream()
                    .mapToLong(key -> change(key, purge, now(), entry -> true))
                    .sum());
        }
        state.epochs().move(purge.reach());
        if (purge.reach() instanceof Everything && !purge.isSoft()) {
            state.lessons().clear();
        }
        // There may be a million: nothing for an event loop.
        Context context = Vertx.currentContext();
        return context != null && Context.isOnEventLoopThread()
                ? context.executeBlocking(() -> goThrough(purge), false)
                : Future.succeededFuture(goThrough(purge));
    }

    private long goThrough(Purge purge) {
        Optional<Long> now = now();
        Reach reach = purge.reach();
        Predicate<Entry> isReached =
                entry -> reach.reaches(entry.key(), entry.head().fields());
        if (reach instanceof Tagged tagged) {
            boolean known = reach instanceof Tag; // of groups the storage knows no origin
            return state.store().tagged(tagged.tag()).stream()
                    .mapToLong(found -> change(
                            found.key(), purge, now, entry -> (known && entry == found) || isReached.test(entry)))
                    .sum();
        }
        long[] changed = {0};
        state.store()
                .forEachKey(key ->
                        changed[0] += reach.reaches(key, Fields.empty()) ? change(key, purge, now, isReached) : 0);
        return changed[0];
    }

    /** In ticks; there is none before anything was stored. */
    private Optional<Long> now() {
        return Optional.ofNullable(state.time().get()).map(Time::ticks);
    }

    private long change(CacheKey key, Purge purge, Optional<Long> now, Predicate<Entry> isReached) {
        int[] changed = {0};
        state.store().update(key, variants -> {
            Variants left = variants;
            for (Entry entry : variants.entries()) {
                if (isReached.test(entry)) {
                    left = purge.isSoft() && now.isPresent() ? stale(left, entry, now.get()) : left.without(entry);
                    changed[0] += left.contains(entry) ? 0 : 1;
                }
            }
            return left;
        });
        return changed[0];
    }

    private static Variants stale(Variants variants, Entry entry, long now) {
        return entry.head().ttlMillis(now) <= 0
                ? variants
                : variants.replace(entry, entry.withHead(entry.head().expired(now)));
    }
}
