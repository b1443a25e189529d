package dev.weir.cache;

import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.http.Cancellation;
import dev.weir.http.CancelledException;
import dev.weir.http.Failures;
import dev.weir.http.HttpException;
import dev.weir.http.Response;
import dev.weir.policy.Answer;
import dev.weir.policy.Answer.Refuse;
import dev.weir.policy.Answer.Serve;
import dev.weir.policy.OriginFailure;
import dev.weir.policy.Reason;
import dev.weir.policy.Storability.Store;
import dev.weir.policy.Storability.Verdict;
import dev.weir.store.Entry;
import java.util.Optional;

/**
 * A failure of the origin, and what those who wait get.
 *
 * @param status what it is judged by: that of an answer, {@link OriginFailure#FAULT} or {@link OriginFailure#UNREACHABLE}
 * @param came the status that came from below; 0 for none
 * @param cause what those are told whom the response itself is not for
 * @param fault what is to be logged where nobody is told
 * @param notStored why the response is not stored, if there is one
 */
record Failed(int status, int came, Throwable cause, Optional<Throwable> fault, Reason notStored) {
    /** Fills that fail one after the other before all who still wait are told so: no stampede, and no endless queue. */
    static final int LIMIT = 2;

    /**
     * Whether what came is a failure to be made good, and not a response to store: it is not one where it may be stored,
     * and nothing that is stored stands in. For that, what the origin says of it does not do, but a rule does: it is there
     * to spare an origin that fails.
     */
    static boolean isOne(Fetched fetched, Verdict verdict, Optional<Entry> validated, Inquiry inquiry) {
        if (!OriginFailure.isFailure(fetched.status()) || !(verdict instanceof Store store)) {
            return OriginFailure.isFailure(fetched.status());
        }
        boolean byRule = store.stored().applied().givesLifetime();
        return validated
                .filter(entry -> !byRule || mayStandIn(inquiry, entry, judged(fetched.response())))
                .isPresent();
    }

    private static boolean mayStandIn(Inquiry inquiry, Entry entry, int status) {
        return decide(inquiry, entry, status, inquiry.now()) instanceof Serve;
    }

    private static Answer decide(Inquiry inquiry, Entry entry, int status, long now) {
        return OriginFailure.decide(inquiry.asked(), entry.head(), status, now, inquiry.since());
    }

    /** A response that says so. */
    static Failed by(Response response, Reason notStored) {
        int status = response.status();
        int came = Calls.came(response);
        String whatCame = came == 0 ? "No answer came" : "The origin answered " + status;
        return new Failed(
                judged(response),
                came,
                new HttpException(status, whatCame + " to those who asked before.", retryAfter(response.fields())),
                response.get(Failures.CAUSE),
                notStored);
    }

    /** RFC 9110 §10.2.3. Of all that a failure says, this is for whoever is told of it. */
    private static Fields retryAfter(Fields fields) {
        return fields.get(FieldNames.RETRY_AFTER)
                .map(when -> Fields.of(FieldNames.RETRY_AFTER, when))
                .orElse(Fields.empty());
    }

    /** No answer, or not all of one. */
    static Failed by(Throwable cause) {
        boolean told = cause instanceof HttpException || cause instanceof CancelledException;
        return new Failed(judged(cause), 0, cause, told ? Optional.empty() : Optional.of(cause), Reason.NOT_KEPT);
    }

    /** A response that says that there was none is judged by that. */
    private static int judged(Response response) {
        boolean none = Calls.came(response) == 0 && isOfGateway(response.status());
        return none ? OriginFailure.UNREACHABLE : response.status();
    }

    private static int judged(Throwable cause) {
        boolean none = cause instanceof HttpException known && isOfGateway(known.status());
        boolean late =
                cause instanceof CancelledException cancelled && cancelled.cancellation() == Cancellation.DEADLINE;
        return none || late ? OriginFailure.UNREACHABLE : OriginFailure.FAULT;
    }

    /** What a gateway says that has got no answer, or none that it can read (RFC 9110 §15.6.3, §15.6.5). */
    private static boolean isOfGateway(int status) {
        return status == 502 || status == 504;
    }

    /** The answer from what is stored, where that may be served stale; or that it demands validation. */
    Optional<Response> stale(Inquiry inquiry, Optional<Entry> stale, CacheState state) {
        return stale.flatMap(entry -> stale(inquiry, entry, state));
    }

    private Optional<Response> stale(Inquiry inquiry, Entry entry, CacheState state) {
        long now = inquiry.now();
        Answer answer = decide(inquiry, entry, status, now);
        String name = state.settings().name();
        if (answer instanceof Refuse refuse) {
            return Optional.of(
                    Replies.refused(refuse.status(), Outcome.forward(refuse.reason(), came, inquiry.key()), name));
        }
        if (answer instanceof Serve serve) {
            state.counters().staleServed.increment();
            Outcome outcome =
                    Outcome.forward(serve.reason(), came, inquiry.key()).withTtl(serve.ttlMillis());
            Entry form = state.formOf(entry, inquiry);
            return Optional.of(Replies.fetched(
                    inquiry.request(), inquiry.asked(), form.head(), form.content(), now, outcome, name));
        }
        return Optional.empty();
    }
}
