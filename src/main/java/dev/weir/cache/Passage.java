package dev.weir.cache;

import dev.weir.http.Body;
import dev.weir.http.Request;
import dev.weir.http.Response;
import dev.weir.policy.Invalidation;
import dev.weir.policy.Reason;
import dev.weir.policy.Received;
import dev.weir.policy.Reuse;
import dev.weir.policy.Stored;
import dev.weir.store.CacheKey;
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
            learn(inquiry, response, sent, mark);
            return passed(response, Outcome.forward(why, Calls.came(response)));
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

    /** Questions 5 and 3: what a response to a forwarded request says about what is stored. */
    private void learn(Inquiry inquiry, Response response, long sent, Epochs.Mark mark) {
        try {
            for (String uri : Invalidation.decide(inquiry.asked(), response.status(), response.fields())) {
                CacheKey.parse(uri).ifPresent(parts::invalidate);
            }
            if (inquiry.asked().method().equals("HEAD") && response.status() == 200) {
                freshenByHead(inquiry, response, sent, mark);
            }
        } catch (RuntimeException e) {
            parts.faults().own(inquiry.request(), e); // the reply is good all the same
        }
    }

    private void freshenByHead(Inquiry inquiry, Response response, long sent, Epochs.Mark mark) {
        Variants variants = parts.store().get(inquiry.key());
        Optional<Stored> selected = Reuse.select(inquiry.asked(), variants.heads());
        if (selected.isPresent() && selected.get().status() == 200) {
            Received received = new Received(
                    sent, inquiry.now(), inquiry.request().scope().time().now());
            Entry entry = variants.entries().get(variants.heads().indexOf(selected.get()));
            new Freshen(parts, inquiry.key(), mark)
                    .freshenByHead(inquiry.asked(), new Fetched(inquiry.asked(), response, received), entry);
        }
    }
}
