package dev.weir.cache;

import dev.weir.http.CancelledException;
import dev.weir.http.Failures;
import dev.weir.http.HttpException;
import dev.weir.http.Response;
import dev.weir.policy.Answer;
import dev.weir.policy.Answer.Refuse;
import dev.weir.policy.Answer.Serve;
import dev.weir.policy.OriginFailure;
import dev.weir.store.Entry;
import java.util.Optional;

/**
 * A failure of the origin, and what those who wait get.
 *
 * @param status what it is judged by, or {@link OriginFailure#UNREACHABLE}
 * @param came the status that came from below; 0 for none
 * @param cause what those are told whom the response itself is not for
 * @param fault what is to be logged where nobody is told
 */
record Failed(int status, int came, Throwable cause, Optional<Throwable> fault) {
    /** Fills that fail one after the other before all who still wait are told so: no stampede, and no endless queue. */
    static final int LIMIT = 2;

    /** A response that says so. */
    static Failed by(Response response) {
        int status = response.status();
        int came = Calls.came(response);
        String whatCame = came == 0 ? "No answer came" : "The origin answered " + status;
        return new Failed(
                status,
                came,
                new HttpException(status, whatCame + " to those who asked before."),
                response.get(Failures.CAUSE));
    }

    /** No answer, or not all of one. */
    static Failed by(Throwable cause) {
        boolean told = cause instanceof HttpException || cause instanceof CancelledException;
        return new Failed(OriginFailure.UNREACHABLE, 0, cause, told ? Optional.empty() : Optional.of(cause));
    }

    /** Answers with what is stored, where that may be served stale; whether it was so. */
    boolean serveStale(Waiter waiter, long now, Parts parts) {
        if (waiter.stale.isEmpty()) {
            return false;
        }
        Entry entry = waiter.stale.get();
        Answer answer = OriginFailure.decide(waiter.asked(), entry.head(), status, now);
        String name = parts.settings().name();
        if (answer instanceof Refuse refuse) {
            Outcome outcome = Outcome.forward(refuse.reason(), came);
            waiter.reply(Replies.refused(refuse.status(), outcome, name));
            return true;
        }
        if (answer instanceof Serve serve) {
            Outcome outcome = Outcome.forward(serve.reason(), came).withTtl(serve.ttlMillis());
            Response response = Replies.fetched(
                    waiter.request(), waiter.asked(), entry.head(), entry.content(), now, outcome, name);
            parts.counters().staleServed.increment();
            waiter.reply(response);
            return true;
        }
        return false;
    }
}
