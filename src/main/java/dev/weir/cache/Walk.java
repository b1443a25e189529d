package dev.weir.cache;

import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.http.Cancellation;
import dev.weir.http.CancelledException;
import dev.weir.http.Failures;
import dev.weir.http.HttpHandler;
import dev.weir.http.Request;
import dev.weir.http.Response;
import dev.weir.policy.Answer;
import dev.weir.policy.Answer.Refuse;
import dev.weir.policy.Answer.Serve;
import dev.weir.policy.Answer.Validate;
import dev.weir.policy.Asked;
import dev.weir.policy.OriginFailure;
import dev.weir.policy.Reason;
import dev.weir.policy.Reuse;
import dev.weir.store.CacheKey;
import dev.weir.store.Entry;
import dev.weir.store.Variants;
import io.vertx.core.Future;
import java.util.Optional;

/** A request's walk through the cache: look up, ask the rules, and do what they say. */
final class Walk {
    /** After so many look-ups a request goes by itself: what it waits for keeps being for others. */
    private static final int MAX_ATTEMPTS = 4;

    private final CacheState state;
    private final Fills fills;
    private final Passage passage;
    private final Warm warm;
    private final String name;

    Walk(CacheState state, Fills fills, Passage passage) {
        this.state = state;
        this.fills = fills;
        this.passage = passage;
        this.warm = new Warm(state.settings().memoryBytes());
        this.name = state.settings().name();
    }

    /**
     * Answers a GET or HEAD that has just come.
     *
     * @param own the key of its target URI
     * @param key the one under which what answers it is stored, mostly the same
     */
    Future<Response> begin(Request request, HttpHandler next, CacheKey own, CacheKey key) {
        Variants variants = state.store().get(key);
        Asked asked = new Asked(request.method(), uri(own, variants), request.fields());
        long now = request.scope().time().ticks();
        return answer(new Inquiry(request, next, key, asked, 0, now), variants, now);
    }

    /** What is stored mostly knows its URI already. */
    private static String uri(CacheKey own, Variants variants) {
        String stored = variants.isEmpty() ? "" : variants.entries().get(0).uri();
        return own.isOf(stored) ? stored : own.uri();
    }

    /** Answers one that has waited, and has to look up again. */
    Future<Response> answer(Inquiry inquiry) {
        return answer(inquiry, state.store().get(inquiry.key()), inquiry.now());
    }

    private Future<Response> answer(Inquiry inquiry, Variants variants, long now) {
        if (variants.isEmpty()) {
            return decided(inquiry, Optional.empty(), Reuse.decide(inquiry.asked()));
        }
        Entry entry = select(inquiry.asked(), variants);
        Answer answer = Reuse.decide(inquiry.asked(), entry.head(), now);
        if (variants.size() > 1 && answer.reason() != Reason.VARIANT_NOT_STORED) {
            entry.selected();
        }
        if (answer instanceof Serve serve) {
            return serve(inquiry, entry, serve);
        }
        return decided(inquiry, Optional.of(entry), answer);
    }

    /** Whether what is stored answers now. */
    boolean isStored(Inquiry inquiry) {
        Variants variants = state.store().get(inquiry.key());
        return !variants.isEmpty()
                && Reuse.decide(
                                inquiry.asked(),
                                select(inquiry.asked(), variants).head(),
                                inquiry.now())
                        instanceof Serve;
    }

    /** The variant that the request selects; any, of which the rules will say that it does not match, for none. */
    static Entry select(Asked asked, Variants variants) {
        if (variants.size() == 1) {
            return variants.entries().get(0);
        }
        return variants.select(asked).orElseGet(() -> variants.entries().get(0));
    }

    /** The hot path: on this event loop, from here to the edge. */
    private Future<Response> serve(Inquiry inquiry, Entry entry, Serve serve) {
        state.counters().hits.increment();
        if (serve.isStale()) {
            state.counters().staleServed.increment();
        }
        return Future.succeededFuture(
                warm.replies(state.formOf(entry, inquiry)).hit(inquiry.request(), inquiry.asked(), serve, name));
    }

    private Future<Response> decided(Inquiry inquiry, Optional<Entry> entry, Answer answer) {
        if (answer instanceof Refuse refuse) {
            return Future.succeededFuture(Replies.refused(refuse.status(), Outcome.refused(refuse.reason()), name));
        }
        if (answer instanceof Validate validate && validate.staleMeanwhile()) {
            Entry stale = entry.orElseThrow();
            fills.refresh(inquiry, stale);
            return serve(inquiry, stale, validate.serveMeanwhile());
        }
        if (inquiry.attempt() == 0) {
            state.counters().misses.increment();
        }
        return goForward(inquiry, entry, answer);
    }

    private Future<Response> goForward(Inquiry inquiry, Optional<Entry> entry, Answer answer) {
        Optional<Entry> validated = answer instanceof Validate ? entry : Optional.empty();
        Reason why = answer instanceof Validate validate ? validate.forward() : answer.reason();
        if (fills.isUncacheable(inquiry)) {
            return goAlone(inquiry, Reason.UNCACHEABLE_LATELY, validated)
                    .onSuccess(response -> fills.cameAlone(inquiry, response));
        }
        if (fills.isClosed()) {
            return goAlone(inquiry, why, validated);
        }
        if (!answer.collapsible()) {
            return isForStore(inquiry) ? fetchAlone(inquiry, why, validated) : goAlone(inquiry, why, validated);
        }
        boolean forOneOnly =
                validated.isPresent() && !Admission.isShareable(validated.get().head());
        if (forOneOnly || inquiry.attempt() > MAX_ATTEMPTS) {
            return fetchAlone(inquiry, why, validated);
        }
        Waiter waiter = new Waiter(this, inquiry, why, validated);
        fills.join(waiter);
        return waiter.answer();
    }

    /**
     * Whether what answers this request alone may be stored: a GET with Authorization, to which a response may be public
     * (RFC 9111 §3.5). What sets conditions for the origin or wants nothing stored goes as it came.
     */
    private static boolean isForStore(Inquiry inquiry) {
        Fields fields = inquiry.request().fields();
        return isGetWithoutDemands(inquiry)
                && fields.contains(FieldNames.AUTHORIZATION)
                && !fields.contains(FieldNames.RANGE);
    }

    /** Whether it asks for a part that may be added to what is stored. */
    private static boolean isPartForStore(Inquiry inquiry) {
        Fields fields = inquiry.request().fields();
        return isGetWithoutDemands(inquiry)
                && fields.contains(FieldNames.RANGE)
                && !fields.contains(FieldNames.AUTHORIZATION);
    }

    private static boolean isGetWithoutDemands(Inquiry inquiry) {
        Fields fields = inquiry.request().fields();
        return inquiry.asked().method().equals("GET")
                && !fields.contains(FieldNames.IF_MATCH)
                && !fields.contains(FieldNames.IF_UNMODIFIED_SINCE);
    }

    /** Goes by itself; if the origin fails, what is stored may serve in place of a part. */
    Future<Response> goAlone(Inquiry inquiry, Reason why, Optional<Entry> stale) {
        if (!isPartForStore(inquiry)) {
            return forward(inquiry, why);
        }
        Future<Response> part = passage.fetchPart(inquiry, why);
        return stale.isEmpty() ? part : part.map(response -> insteadOf(response, inquiry, stale));
    }

    private Response insteadOf(Response response, Inquiry inquiry, Optional<Entry> stale) {
        if (!OriginFailure.isFailure(response.status())) {
            return response;
        }
        Failed failure = Calls.fault(response).map(Failed::by).orElseGet(() -> Failed.by(response, Reason.NOT_KEPT));
        Optional<Response> instead = failure.stale(inquiry, stale, state);
        instead.ifPresent(served -> response.body().close());
        return instead.orElse(response);
    }

    /** Fetches for this request alone, with the cache's own validators, and stores what comes. */
    Future<Response> fetchAlone(Inquiry inquiry, Reason why, Optional<Entry> validated) {
        Waiter waiter = new Waiter(this, inquiry, why, validated);
        fills.fetchAlone(waiter);
        return waiter.answer();
    }

    /** Forwards the request as it came, its content and the response's streaming. */
    private Future<Response> forward(Inquiry inquiry, Reason why) {
        return passage.forward(inquiry, why);
    }

    /** What one who waited gets when its time is up: what is stored, where that may stand in for what did not come. */
    Response expired(Inquiry inquiry, Reason why, Optional<Entry> stale) {
        CancelledException cause = new CancelledException(Cancellation.DEADLINE);
        return Failed.by(cause).stale(inquiry, stale, state).orElseGet(() -> failed(inquiry, cause, why, 0));
    }

    /** A fault of the cache breaks no reply: the handler below answers what has not been sent to it yet. */
    Future<Response> withoutCache(Inquiry inquiry, Throwable fault) {
        state.faults().own(inquiry.request(), fault);
        return Calls.call(inquiry.next(), inquiry.request());
    }

    /** How many purges there have been that reach what only a head tells. */
    long purges() {
        return state.epochs().purges().count();
    }

    /** What one who waited is told of a failure. */
    Response failed(Inquiry inquiry, Throwable cause, Reason why, int came) {
        return Replies.passed(Failures.toResponse(cause), Outcome.forward(why, came, inquiry.key()), name);
    }
}
