package dev.weir.cache;

import dev.weir.fields.CacheControl;
import dev.weir.fields.FieldLines;
import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.fields.Vary;
import dev.weir.http.Body;
import dev.weir.http.Cancellation;
import dev.weir.http.CancelledException;
import dev.weir.http.HttpHandler;
import dev.weir.http.Request;
import dev.weir.http.Response;
import dev.weir.http.Scope;
import dev.weir.policy.Selection;
import dev.weir.policy.Targets;
import dev.weir.policy.Variation;
import dev.weir.store.CacheKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run of a handler, in nobody's name, for all who wait for its head. What it brings then is a {@link LiveFlow}, or the
 * answer for one of them.
 */
final class LiveRun {
    private final Live live;
    private final CacheKey key;
    private final LiveClient first;
    private final LiveScope scope;
    private final List<LiveClient> waiting = new ArrayList<>();
    /** Whether nobody can wait for the head any more. */
    private boolean settled;

    private Optional<LiveFlow> flow = Optional.empty();

    LiveRun(Live live, CacheKey key, LiveClient first) {
        this.live = live;
        this.key = key;
        this.first = first;
        this.scope = new LiveScope(first.request().scope(), this::expired);
        waiting.add(first);
        live.begun.increment();
    }

    /** Begins, on the event loop of its first client. */
    void start() {
        first.whenLeaving(() -> leave(first));
        // An id is where one client was; what is sent here is for all of them.
        Request asking = first.request().withFields(first.request().fields().without(FieldNames.LAST_EVENT_ID));
        Request request = FillRequest.of(asking, key, FieldLines.builder().build(), Targets.NONE, scope);
        scope.loop().execute(() -> {
            if (!isSettled()) { // else all have left before it began
                HttpHandler.call(first.next(), request)
                        .onComplete((response, failure) -> scope.loop().execute(() -> called(response, failure)));
            }
        });
    }

    private synchronized boolean isSettled() {
        return settled;
    }

    private void called(@Nullable Response response, @Nullable Throwable failure) {
        scope.answered();
        if (response != null) {
            answered(response);
        } else if (failure != null) {
            settle(told -> {
                told.forEach(client -> client.fail(failure));
                scope.close();
            });
        }
    }

    /**
     * Lets {@code client} read what is sent from now on. On the client's event loop.
     *
     * @return gives it its answer; empty where it is not for this client
     */
    synchronized Optional<Runnable> admit(LiveClient client) {
        Optional<Runnable> admitted =
                flow.filter(there -> matches(there.vary(), client)).flatMap(there -> there.admit(client));
        if (client != first && admitted.isPresent()) {
            live.joined.increment();
        }
        return admitted;
    }

    /**
     * Lets {@code client} wait for the head. Where variants are known, only for one that may be its own.
     *
     * @return has it told if the client leaves; empty where it is not for this client
     */
    synchronized Optional<Runnable> await(LiveClient client, Vary known) {
        if (settled || !matches(known, client)) {
            return Optional.empty();
        }
        waiting.add(client);
        return Optional.of(() -> client.whenLeaving(() -> leave(client)));
    }

    private boolean matches(Vary by, LiveClient client) {
        return Selection.of(by, first.request().fields(), Variation.STANDARD)
                .matches(client.request().fields(), Variation.STANDARD);
    }

    /** By what its responses vary, once there is one that others may join. */
    synchronized Optional<Vary> vary() {
        return flow.map(LiveFlow::vary);
    }

    private void answered(Response response) {
        Body body = scope.own(response.body());
        if (isPersonal(response.fields())) {
            answerFirst(response);
        } else if (body.isRepeatable()
                && !isError(response)
                && CacheControl.of(response.fields()).noStore()) {
            answerFirst(response); // streams say that anyway; of what is none, it means something
        } else if (body.isRepeatable()) {
            answerAll(response);
        } else if (body instanceof Body.Stream stream && isEndless(response, stream)) {
            Records.of(response.fields())
                    .ifPresentOrElse(records -> begin(response, stream, records), () -> answerFirst(response));
        } else {
            answerFirst(response);
        }
    }

    /** Where the handler fails, those who wait are not to make it fail one by one. */
    private static boolean isError(Response response) {
        return response.status() >= 400;
    }

    private static boolean isPersonal(Fields response) {
        CacheControl control = CacheControl.of(response);
        return control.isPrivate()
                || !control.privateFields().isEmpty()
                || response.contains(FieldNames.SET_COOKIE)
                || Selection.isUnknowable(Vary.of(response));
    }

    private static boolean isEndless(Response response, Body.Stream stream) {
        return response.status() == 200
                && stream.length() == Body.UNKNOWN_LENGTH
                && !response.fields().contains(FieldNames.CONTENT_LENGTH);
    }

    private void begin(Response head, Body.Stream stream, Records records) {
        LiveFlow begun;
        List<LiveClient> others = new ArrayList<>();
        List<Runnable> replies = new ArrayList<>();
        synchronized (this) {
            if (settled) {
                return;
            }
            settled = true;
            begun = new LiveFlow(live, scope, head, stream, records, () -> live.ended(key, this));
            flow = Optional.of(begun);
            for (LiveClient client : waiting) {
                admit(client).ifPresentOrElse(replies::add, () -> others.add(client));
            }
            waiting.clear();
        }
        replies.forEach(Runnable::run);
        others.forEach(LiveClient::lookAgain);
        begun.start();
    }

    /** It is for whom it was asked for, with the life of that request; all others ask for themselves. */
    private void answerFirst(Response response) {
        settle(told -> {
            if (told.remove(first)) {
                Scope its = first.request().scope();
                its.onCancel(scope::cancel);
                its.onEnd(sent -> scope.close());
                first.reply(response);
            } else {
                scope.cancel(Cancellation.ABANDONED);
                scope.close();
            }
            told.forEach(LiveClient::goAlone);
        });
    }

    /** What is no stream is the answer for all who wait. */
    private void answerAll(Response response) {
        Vary by = Vary.of(response.fields());
        settle(told -> {
            for (LiveClient client : told) {
                if (client == first) {
                    client.reply(response);
                } else if (matches(by, client)) {
                    live.joined.increment();
                    client.reply(response);
                } else {
                    client.lookAgain();
                }
            }
            scope.close();
        });
    }

    private void expired() {
        settle(told -> {
            scope.cancel(Cancellation.DEADLINE);
            told.forEach(client -> client.fail(new CancelledException(Cancellation.DEADLINE)));
            scope.close();
        });
    }

    /** Ends the waiting without a stream for several. Who waits is told once nobody can join any more. */
    private void settle(Consumer<List<LiveClient>> told) {
        List<LiveClient> all;
        synchronized (this) {
            if (settled) {
                return;
            }
            settled = true;
            all = new ArrayList<>(waiting);
            waiting.clear();
        }
        live.ended(key, this);
        told.accept(all);
    }

    private void leave(LiveClient client) {
        boolean last;
        synchronized (this) {
            last = waiting.remove(client) && waiting.isEmpty();
            settled |= last;
        }
        if (last) {
            live.ended(key, this);
            scope.cancel(Cancellation.ABANDONED);
            scope.loop().execute(scope::close);
        }
    }
}
