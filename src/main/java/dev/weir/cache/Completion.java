package dev.weir.cache;

import dev.weir.fields.ContentRange;
import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.DemandStream;
import dev.weir.http.HttpHandler;
import dev.weir.http.Request;
import dev.weir.http.Response;
import dev.weir.http.Scope;
import dev.weir.http.Time;
import dev.weir.policy.Asked;
import dev.weir.policy.PartialContent;
import dev.weir.policy.Received;
import dev.weir.policy.Storability.Store;
import dev.weir.policy.Storability.Verdict;
import dev.weir.policy.Stored;
import dev.weir.store.CacheKey;
import dev.weir.store.Content;
import dev.weir.store.Entry;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks the handler below for what a fill wants. Where that is the whole, and the beginning is stored already, it asks for
 * the rest, of which it makes the whole (RFC 9111 §3.3). Should there be no rest of the same representation, it asks again
 * for all of it.
 */
record Completion(CacheState state, HttpHandler next, Request request, Asked asked) {

    static Future<Response> call(CacheState state, HttpHandler next, Request request, CacheKey key, Asked asked) {
        Completion completion = new Completion(state, next, request, asked);
        // What is sent to validate something asks for nothing else.
        boolean forWhole = !asked.fields().contains(FieldNames.RANGE)
                && !asked.fields().contains(FieldNames.IF_NONE_MATCH)
                && !asked.fields().contains(FieldNames.IF_MODIFIED_SINCE);
        return state.store()
                .get(key)
                .select(asked)
                .filter(entry -> forWhole
                        && entry.head().part().filter(part -> part.first() == 0).isPresent())
                .map(completion::rest)
                .orElseGet(completion::asIs);
    }

    private Future<Response> asIs() {
        state.counters().originFetches.increment();
        return Calls.call(next, request);
    }

    private Future<Response> rest(Entry begun) {
        Time time = request.scope().time();
        long sent = time.ticks();
        // If-Range: without it, what has changed meanwhile would come in part, too (RFC 9110 §13.1.5).
        Fields fields = request.fields()
                .and(FieldNames.RANGE, "bytes=" + begun.content().length() + "-")
                .and(FieldNames.IF_RANGE, begun.head().fields().get(FieldNames.ETAG, ""));
        state.counters().originFetches.increment();
        return Calls.call(next, request.withFields(fields)).compose(response -> {
            if (!isForRangeAlone(response.status())) {
                return Future.succeededFuture(response);
            }
            Received received = new Received(sent, time.ticks(), time.now());
            Optional<Response> complete = complete(begun, response, received);
            if (complete.isPresent()) {
                return Future.succeededFuture(complete.get());
            }
            response.body().close();
            return asIs();
        });
    }

    /** Whether it would be another one without the Range, which the client has not sent. */
    private static boolean isForRangeAlone(int status) {
        return status == 206 || status == 416 || status == 400;
    }

    /** Both as one response, if the two are the whole, and its stored fields may be updated by those of the rest. */
    private Optional<Response> complete(Entry begun, Response rest, Received received) {
        long there = begun.content().length();
        long length = rest.body().length();
        Optional<ContentRange> following = PartialContent.part(rest.fields())
                .filter(part -> part.first() == there && (length == Body.UNKNOWN_LENGTH || length == part.length()));
        Verdict verdict = PartialContent.combine(asked, begun.head(), there, rest.fields(), received);
        boolean whole = verdict instanceof Store store && store.stored().part().isEmpty();
        if (rest.status() != 206 || following.isEmpty() || !whole) {
            return Optional.empty();
        }
        Stored head = ((Store) verdict).stored();
        Optional<String> age = rest.fields().get(FieldNames.AGE);
        Fields fields = age.isEmpty() ? head.fields() : head.fields().and(FieldNames.AGE, age.get());
        // RFC 9110 §15.3.7: what ends before that is not the whole.
        long complete = following.get().complete();
        return body(begun.content(), rest.body(), complete)
                .map(body -> Calls.cameAs(206, Response.of(200, fields, body)));
    }

    /** The bytes of both; none where the rest is in a file, which is as well sent whole. */
    private Optional<Body> body(Content content, Body rest, long length) {
        Scope scope = request.scope();
        if (rest instanceof Body.Whole bytes) {
            List<Buffer> pieces = new ArrayList<>(content.segments());
            pieces.add(bytes.bytes());
            return Optional.of(ContentBody.of(content, pieces, scope));
        }
        if (!(rest instanceof Body.Stream stream)) {
            return Optional.empty();
        }
        content.hold();
        Runnable onClose = () -> {
            content.release();
            stream.close();
        };
        return Optional.of(
                scope.own(Body.Stream.of(new Joined(content.segments(), stream), length, stream.trailers(), onClose)));
    }

    /** What is there, and then what comes. */
    private static final class Joined extends DemandStream {
        private final ArrayDeque<Buffer> there;
        private final ReadStream<Buffer> rest;
        private long asked;
        private boolean begun;
        private boolean giving;

        Joined(List<Buffer> there, Body.Stream rest) {
            this.there = new ArrayDeque<>(there);
            this.rest = rest.stream();
        }

        @Override
        protected void onDemand(long amount) {
            if (giving) {
                return;
            }
            if (!begun) {
                begun = true;
                rest.exceptionHandler(this::giveFailure)
                        .endHandler(end -> giveEnd())
                        .handler(this::pass);
            }
            giving = true;
            while (demand() > 0 && !there.isEmpty()) {
                give(there.remove());
            }
            giving = false;
            long missing = demand() - asked;
            if (there.isEmpty() && missing > 0) {
                asked = demand();
                rest.fetch(missing);
            }
        }

        private void pass(Buffer bytes) {
            asked--;
            give(bytes);
        }

        @Override
        protected void onPause() {
            asked = 0;
            rest.pause();
        }
    }
}
