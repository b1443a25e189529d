package dev.weir.cache;

import dev.weir.http.HttpException;
import dev.weir.http.Response;
import dev.weir.policy.Answer;
import dev.weir.policy.Answer.Refuse;
import dev.weir.policy.Answer.Serve;
import dev.weir.policy.OriginFailure;
import dev.weir.store.Entry;

/** What those who wait get when the origin has failed. */
final class Failed {
    /** Fills that fail one after the other before all who still wait are told so: no stampede, and no endless queue. */
    static final int LIMIT = 2;

    private Failed() {}

    static HttpException answered(int status) {
        return new HttpException(status, "The origin answered " + status + " to those who asked before.");
    }

    /** Answers with what is stored, where that may be served stale; whether it was so. */
    static boolean serveStale(Waiter waiter, int status, long now, Parts parts) {
        if (waiter.stale.isEmpty()) {
            return false;
        }
        Entry entry = waiter.stale.get();
        Answer answer = OriginFailure.decide(waiter.asked(), entry.head(), status, now);
        String name = parts.settings().name();
        if (answer instanceof Refuse refuse) {
            waiter.reply(Replies.refused(refuse.status(), refuse.reason(), name));
            return true;
        }
        if (answer instanceof Serve serve) {
            Outcome outcome = Outcome.forward(serve.reason(), status).withTtl(serve.ttlMillis());
            Response response = Replies.fetched(
                    waiter.request(), waiter.asked(), entry.head(), entry.content(), now, outcome, name);
            parts.counters().staleServed.increment();
            waiter.reply(response);
            return true;
        }
        return false;
    }
}
