package dev.weir.cache;

import dev.weir.http.Body;
import dev.weir.http.Request;
import dev.weir.http.Response;
import dev.weir.http.Scope;
import dev.weir.policy.Invalidation;
import dev.weir.policy.Reason;
import dev.weir.policy.Received;
import dev.weir.policy.Reuse;
import dev.weir.policy.Storability;
import dev.weir.policy.Storability.Store;
import dev.weir.policy.Stored;
import dev.weir.store.CacheKey;
import dev.weir.store.Content;
import dev.weir.store.Entry;
import dev.weir.store.Variants;
import io.vertx.core.Future;
import java.util.Optional;

/** A request's way past the cache: it goes forward as it came, and what comes back says something about what is stored. */
final class Passage {
    private final Parts parts;
    private final String name;

    Passage(Parts parts) {
        this.parts = parts;
        this.name = parts.settings().name();
    }

    /** Forwards the request as it came, its content and the response's streaming. */
    Future<Response> forward(Inquiry inquiry, Reason why) {
        Epochs.Mark mark = parts.epochs().mark(inquiry.key());
        long sent = inquiry.now();
        return down(inquiry).map(response -> {
            Outcome outcome = Outcome.forward(why, Calls.came(response));
            try {
                return learn(new Came(inquiry, response, sent, inquiry.now()), mark, outcome);
            } catch (RuntimeException e) {
                parts.faults().own(inquiry.request(), e); // the reply is good all the same
                return passed(response, outcome);
            }
        });
    }

    /** Forwards what the cache is not for. */
    Future<Response> bypass(Inquiry inquiry) {
        return down(inquiry).map(response -> passed(response, Outcome.bypass(Calls.came(response))));
    }

    private Future<Response> down(Inquiry inquiry) {
        parts.counters().originFetches.increment();
        Request request = inquiry.request();
        boolean freshens = request.method().equals("HEAD");
        return Calls.call(inquiry.next(), freshens ? FillRequest.ofHead(request, inquiry.key()) : request);
    }

    private Response passed(Response response, Outcome outcome) {
        return response.body() instanceof Body.Tunnel ? response : Replies.passed(response, outcome, name);
    }

    /** A response to a request that went forward as it came. */
    private record Came(Inquiry inquiry, Response response, long sent, long received) {

        Fetched fetched() {
            Received times = new Received(
                    sent, received, inquiry.request().scope().time().now());
            return new Fetched(inquiry.asked(), response, times);
        }
    }

    /** Questions 5, 3 and 2: what a response to a forwarded request says about what is stored. */
    private Response learn(Came came, Epochs.Mark mark, Outcome outcome) {
        Inquiry inquiry = came.inquiry();
        Optional<Epochs.Mark> current = invalidate(came, mark);
        if (inquiry.asked().method().equals("HEAD") && came.response().status() == 200) {
            freshenByHead(came, mark);
        }
        return current.isPresent() && isForStore(came)
                ? kept(came, current.get(), outcome)
                : passed(came.response(), outcome);
    }

    /** What is to be stored is no older than the request that it answers, and outlives the invalidation by it. */
    private Optional<Epochs.Mark> invalidate(Came came, Epochs.Mark mark) {
        CacheKey own = came.inquiry().key();
        Optional<Epochs.Mark> current = Optional.of(mark);
        Response response = came.response();
        for (String uri : Invalidation.decide(came.inquiry().asked(), response.status(), response.fields())) {
            Optional<CacheKey> key = CacheKey.parse(uri);
            if (key.filter(own::equals).isPresent()) {
                current = parts.invalidate(own, mark);
            } else {
                key.ifPresent(parts::invalidate);
            }
        }
        return current;
    }

    private void freshenByHead(Came came, Epochs.Mark mark) {
        Inquiry inquiry = came.inquiry();
        Variants variants = parts.store().get(inquiry.key());
        Optional<Stored> selected = Reuse.select(inquiry.asked(), variants.heads());
        if (selected.isPresent() && selected.get().status() == 200) {
            Entry entry = variants.entries().get(variants.heads().indexOf(selected.get()));
            new Freshen(parts, inquiry.key(), mark).freshenByHead(inquiry.asked(), came.fetched(), entry);
        }
    }

    /**
     * Whether the response to a POST may be for those who GET it later (RFC 9110 §9.3.3): not where the handler below has
     * been told of another host than theirs, which might stand in it.
     */
    private static boolean isForStore(Came came) {
        Inquiry inquiry = came.inquiry();
        return inquiry.asked().method().equals("POST")
                && Calls.fault(came.response()).isEmpty()
                && FillRequest.saysOnlyWhatTheKeySays(inquiry.request(), inquiry.key());
    }

    /** The response, of which the content is stored when all of it has passed, if it may be. */
    private Response kept(Came came, Epochs.Mark mark, Outcome outcome) {
        Fetched fetched = came.fetched();
        Storability.Verdict verdict = Storability.decide(
                fetched.asked(),
                fetched.status(),
                fetched.fields(),
                fetched.received(),
                parts.settings().targets());
        if (!(verdict instanceof Store store)) {
            return passed(came.response(), outcome);
        }
        Stored head = store.stored();
        parts.lessons().learn(came.inquiry().key(), head.vary());
        boolean[] stored = {false};
        Body body = came.response().body();
        Body keeping = Keeping.of(
                body, fetched.length(), parts, content -> stored[0] = commit(came.inquiry(), head, content, mark));
        Scope scope = came.inquiry().request().scope();
        boolean storing = stored[0] || keeping != body;
        return passed(
                came.response().withBody(keeping == body ? body : scope.own(keeping)),
                storing ? outcome.stored(head.ttlMillis(came.received())) : outcome);
    }

    private boolean commit(Inquiry inquiry, Stored head, Content content, Epochs.Mark mark) {
        try {
            return parts.commit(
                    new Entry(inquiry.key(), inquiry.asked().target(), head, content, parts.budget()), mark);
        } catch (RuntimeException e) {
            parts.faults().own(inquiry.request(), e); // what goes to the client is good all the same
            return false;
        }
    }
}
