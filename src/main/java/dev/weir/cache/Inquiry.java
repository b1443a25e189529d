package dev.weir.cache;

import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.http.HttpHandler;
import dev.weir.http.Request;
import dev.weir.policy.Asked;
import dev.weir.policy.Storability;
import dev.weir.store.CacheKey;
import dev.weir.store.Entry;

/**
 * A request that the cache is asked for.
 *
 * @param next the handler below
 * @param attempt how often it has been looked up before: what it waited for may turn out to be for others only
 * @param since when it came, in ticks
 */
record Inquiry(Request request, HttpHandler next, CacheKey key, Asked asked, int attempt, long since) {

    long now() {
        return request.scope().time().ticks();
    }

    /** The same request, as if it wanted something else. */
    Inquiry asking(Asked other) {
        return new Inquiry(request, next, key, other, attempt, since);
    }

    /**
     * What validates {@code stored} in nobody's name: without what this client demands, and without its credentials, unless
     * what comes may be stored all the same. Otherwise what came would be of no use, again and again.
     */
    Inquiry forAll(Entry stored) {
        Fields fields = request.fields().without(FieldNames.CACHE_CONTROL);
        Fields nobodys = Storability.isForAuthorized(stored.head()) ? fields : fields.without(FieldNames.AUTHORIZATION);
        return new Inquiry(request.withFields(nobodys), next, key, asked, attempt, since);
    }

    Inquiry again() {
        return new Inquiry(request, next, key, asked, attempt + 1, since);
    }
}
