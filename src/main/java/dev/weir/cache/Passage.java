package dev.weir.cache;

import dev.weir.fields.ContentRange;
import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.Request;
import dev.weir.http.Response;
import dev.weir.http.Scope;
import dev.weir.policy.Invalidation;
import dev.weir.policy.Reason;
import dev.weir.policy.Received;
import dev.weir.policy.Reuse;
import dev.weir.policy.Rule;
import dev.weir.policy.Storability;
import dev.weir.policy.Storability.Store;
import dev.weir.policy.Stored;
import dev.weir.policy.Targets;
import dev.weir.store.CacheKey;
import dev.weir.store.Content;
import dev.weir.store.Entry;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A request's way past the cache: it goes forward as it came, and what comes back says something about what is stored. */
final class Passage {
    private final CacheState state;
    private final String name;
    private final Targets targets;

    Passage(CacheState state) {
        this.state = state;
        this.name = state.settings().name();
        this.targets = state.settings().terms().targets();
    }

    /** Forwards the request as it came, its content and the response's streaming. */
    Future<Response> forward(Inquiry inquiry, Reason why) {
        Request request = inquiry.request();
        boolean freshens = request.method().equals("HEAD");
        return forward(inquiry, why, freshens ? FillRequest.ofClient(request, inquiry.key(), targets) : request, false);
    }

    /** Forwards a request for a part, and adds what comes to what is stored. */
    Future<Response> fetchPart(Inquiry inquiry, Reason why) {
        return forward(inquiry, why, FillRequest.ofClient(inquiry.request(), inquiry.key(), targets), true);
    }

    private Future<Response> forward(Inquiry inquiry, Reason why, Request request, boolean forPart) {
        Epochs.Mark mark = state.epochs().mark(inquiry.key());
        long sent = inquiry.now();
        state.counters().originFetches.increment();
        // What others are given and what this one is given by itself are answers to the same question.
        boolean read = request.method().equals("GET") || request.method().equals("HEAD");
        return Calls.call(inquiry.next(), mapped(read ? state.reduced(request) : request))
                .compose(response -> {
                    Outcome outcome = Outcome.forward(why, Calls.came(response), inquiry.key());
                    Came came = new Came(inquiry, response, forPart, sent, inquiry.now());
                    try {
                        Response reply = learn(came, mark, outcome);
                        return invalidateGroups(came).map(reply);
                    } catch (RuntimeException e) {
                        state.faults().own(inquiry.request(), e); // the reply is good all the same
                        return Future.succeededFuture(passed(response, outcome));
                    }
                });
    }

    /** Who has the reply, and asks again, gets nothing of what it invalidates. */
    private Future<Void> invalidateGroups(Came came) {
        Request request = came.inquiry().request();
        Response response = came.response();
        Future<Void> done = Future.succeededFuture();
        for (String group : Invalidation.groups(came.inquiry().asked(), response.status(), response.fields())) {
            Future<Long> purged =
                    new Purging(state).purge(Purge.group(came.inquiry().key(), group));
            done = done.compose(before -> purged).mapEmpty();
        }
        return done.recover(fault -> {
            state.faults().own(request, fault);
            return Future.succeededFuture();
        });
    }

    private Request mapped(Request request) {
        Fields fields = state.settings().terms().codings().mapped(request.fields());
        return fields == request.fields() ? request : request.withFields(fields);
    }

    /** Forwards what the cache is not for, by itself or by a rule. */
    Future<Response> bypass(Inquiry inquiry, Optional<Rule> rule) {
        state.counters().originFetches.increment();
        return Calls.call(inquiry.next(), inquiry.request()).map(response -> {
            int came = Calls.came(response);
            return passed(response, rule.map(one -> Outcome.bypass(one, came)).orElseGet(() -> Outcome.bypass(came)));
        });
    }

    private Response passed(Response response, Outcome outcome) {
        return response.body() instanceof Body.Tunnel ? response : Replies.passed(response, outcome, name);
    }

    /** A response to a request that went forward as it came. */
    private record Came(Inquiry inquiry, Response response, boolean forPart, long sent, long received) {

        Fetched fetched() {
            Received times = new Received(
                    sent, received, inquiry.request().scope().time().now());
            return Fetched.of(inquiry.asked(), response, times);
        }
    }

    /** Questions 5, 3 and 2: what a response to a forwarded request says about what is stored. */
    private Response learn(Came came, Epochs.Mark mark, Outcome outcome) {
        Inquiry inquiry = came.inquiry();
        Optional<Epochs.Mark> current = invalidate(came, mark);
        if (inquiry.asked().method().equals("HEAD") && came.response().status() == 200) {
            freshenByHead(came, mark);
        }
        if (inquiry.asked().method().equals("GET") && came.response().status() == 304 && isForOthers(came)) {
            new Freshen(state, inquiry.key(), mark).freshenBy(came.fetched());
        }
        if (current.isPresent() && isForStore(came)) {
            return kept(came, current.get(), outcome);
        }
        Outcome full = Reuse.alone(inquiry.asked()).map(outcome::notStored).orElse(outcome);
        return passed(came.response(), full);
    }

    /** What is to be stored is no older than the request that it answers, and outlives the invalidation by it. */
    private Optional<Epochs.Mark> invalidate(Came came, Epochs.Mark mark) {
        Inquiry inquiry = came.inquiry();
        Optional<Epochs.Mark> current = Optional.of(mark);
        Response response = came.response();
        for (String uri : Invalidation.decide(inquiry.asked(), response.status(), response.fields())) {
            if (uri.equals(inquiry.asked().target())) {
                current = state.invalidate(inquiry.key(), mark);
            }
            CacheKey.parse(uri).map(state.lessons()::keys).orElse(List.of()).stream()
                    .filter(key -> !key.equals(inquiry.key()))
                    .forEach(state::drop);
        }
        return current;
    }

    private void freshenByHead(Came came, Epochs.Mark mark) {
        Inquiry inquiry = came.inquiry();
        Freshen freshen = new Freshen(state, inquiry.key(), mark);
        for (Entry entry : state.store().get(inquiry.key()).entries()) {
            if (entry.head().status() == 200 && entry.head().isSelectedBy(inquiry.asked())) {
                freshen.freshenByHead(inquiry.asked(), came.fetched(), entry);
            }
        }
    }

    /**
     * Whether it may be stored: what is of the representation in an answer to a request for a part; and the response to a
     * POST may be for those who GET it later (RFC 9110 §9.3.3).
     */
    private boolean isForStore(Came came) {
        Inquiry inquiry = came.inquiry();
        if (came.forPart()) {
            return came.response().status() == 200 || came.response().status() == 206;
        }
        return inquiry.asked().method().equals("POST")
                && Calls.fault(came.response()).isEmpty()
                && isForOthers(came);
    }

    /**
     * Whether what came says something to others: not where the handler below has been told of another host than theirs,
     * which might stand in it, or of details that the owner's rules throw away.
     */
    private boolean isForOthers(Came came) {
        Request request = came.inquiry().request();
        return came.forPart()
                || (!state.settings().terms().variation().reduces(request.fields())
                        && FillRequest.saysOnlyWhatTheKeySays(
                                request, came.inquiry().key()));
    }

    /** The response, of which the content is stored when all of it has passed, if it may be. */
    private Response kept(Came came, Epochs.Mark mark, Outcome outcome) {
        Fetched fetched = came.fetched();
        Storability.Verdict verdict = fetched.decide(state.settings().terms());
        Optional<Stored> head = verdict instanceof Store store ? Optional.of(store.stored()) : Optional.empty();
        boolean part = fetched.part().isPresent();
        Combine combine = new Combine(state, came.inquiry(), mark);
        if (head.isEmpty() && !(part && combine.isOfUse(fetched))) {
            return passed(came.response(), outcome.notStored(verdict.reason()));
        }
        head.ifPresent(known -> state.lessons().learn(came.inquiry().key(), fetched.status(), known));
        long length = fetched.part().map(ContentRange::length).orElse(fetched.length());
        boolean[] stored = {false};
        Body body = came.response().body();
        Body keeping = Keeping.of(
                body,
                length,
                state,
                content -> stored[0] = part
                        ? isKept(came, () -> combine.store(fetched, head, content))
                        : isKept(came, () -> commit(came.inquiry(), head.orElseThrow(), content, mark)));
        Scope scope = came.inquiry().request().scope();
        Outcome full = stored[0] || keeping != body
                ? head.map(known -> outcome.stored(known.ttlMillis(came.received())))
                        .orElse(outcome)
                : outcome.notStored(Reason.NOT_KEPT);
        return passed(came.response().withBody(keeping == body ? body : scope.own(keeping)), full);
    }

    /** Whatever goes wrong with storing, what goes to the client is good. */
    private boolean isKept(Came came, BooleanSupplier store) {
        try {
            return store.getAsBoolean();
        } catch (RuntimeException e) {
            state.faults().own(came.inquiry().request(), e);
            return false;
        }
    }

    private boolean commit(Inquiry inquiry, Stored head, Content content, Epochs.Mark mark) {
        Entry entry = new Entry(inquiry.key(), head, content);
        return state.commit(
                entry, inquiry.asked(), mark, inquiry.request().scope().time());
    }
}
