package dev.weir.cache;

import dev.weir.http.Body;
import dev.weir.http.Cancellation;
import dev.weir.http.CancelledException;
import dev.weir.http.Registration;
import dev.weir.policy.Reason;
import dev.weir.policy.Stored;
import dev.weir.store.Content;
import dev.weir.store.Entry;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives a response that may be shared to all whom it is for, and stores it where it may be and there is room. */
final class Delivery implements Flow.Listener {
    /** Bytes of a file that is read into memory. */
    private static final long LARGEST_FILE = 1 << 20;

    /** How long those who wait are left without the head of a small content, which is to go out with all of it. */
    private static final Duration PROMPTLY = Duration.ofMillis(20);

    private final Fill fill;
    private final CacheState state;
    private final Fetched fetched;
    private final Stored head;
    private final Admissions admissions;
    private final DeliveryReplies replies;
    private @Nullable Flow flow;
    private @Nullable Content content;
    /** Whether nobody has been answered, since the content is small and will be there at once. */
    private boolean collecting;

    private boolean everRead;
    /** Why what comes is not stored, unless it will be; empty where nothing comes that could be. */
    private Optional<Reason> whyNotStored = Optional.empty();

    private Registration watch = Registration.NONE;
    private Registration prompt = Registration.NONE;

    Delivery(Fill fill, Fetched fetched, Stored head) {
        this.fill = fill;
        this.state = fill.state();
        this.fetched = fetched;
        this.head = head;
        this.admissions = new Admissions(fill, fetched, head);
        this.replies = new DeliveryReplies(fill, fetched, head);
    }

    /** @param refused why what comes may only be shared; empty where it may be kept */
    void begin(Body body, long length, Optional<Reason> refused) {
        boolean mayStore = refused.isEmpty();
        whyNotStored = Optional.of(refused.orElse(Reason.NOT_KEPT));
        if (body instanceof Body.Stream stream) {
            boolean wanted = fetched.part().isEmpty() || combine().isWanted(fetched, length);
            stream(stream, length, mayStore && wanted && !fill.isOutdated());
        } else if (body instanceof Body.FileRegion file && mayStore && isSmall(file)) {
            collecting = true;
            fill.scope()
                    .blocking(file::read)
                    .onComplete((bytes, failure) ->
                            fill.home().execute(() -> collected(bytes == null ? file : Body.of(bytes))));
        } else {
            atOnce(body, mayStore && !fill.isOutdated());
        }
    }

    /** What is in a larger file the system keeps better, and sends without reading it. */
    private boolean isSmall(Body.FileRegion file) {
        return file.length() <= Math.min(LARGEST_FILE, state.settings().maxBodyBytes());
    }

    private void collected(Body body) {
        if (collecting) {
            endCollecting();
            atOnce(body, !fill.isOutdated());
        }
    }

    private void atOnce(Body body, boolean mayStore) {
        Content whole = mayStore ? keepable(body).orElse(null) : null;
        boolean stored = whole != null && commit(whole);
        fill.retire();
        for (Waiter waiter : admissions.admitted()) {
            Outcome outcome = outcome(waiter, stored);
            waiter.reply(
                    whole != null && !fill.isLeader(waiter)
                            ? replies.of(waiter, whole, outcome)
                            : replies.coming(waiter, body, outcome));
        }
        if (whole != null) {
            whole.release();
        }
        fill.over();
    }

    private Optional<Content> keepable(Body body) {
        return body instanceof Body.FileRegion
                ? Optional.empty()
                : state.keep(List.of(body instanceof Body.Whole whole ? whole.bytes() : Buffer.buffer()));
    }

    private void stream(Body.Stream body, long length, boolean mayStore) {
        Window window = new Window(state.budget());
        boolean storing = mayStore
                && length <= state.settings().maxBodyBytes()
                && window.makeRoom(Window.cost(Math.max(length, 0)));
        collecting = storing && length != Body.UNKNOWN_LENGTH && length <= Content.SEGMENT;
        Flow begun = new Flow(fill.home(), fill.time(), state, body, length, window, storing, this);
        flow = begun;
        if (!collecting) {
            attachAll(begun);
        }
        begun.start();
        if (collecting) {
            prompt = fill.time().after(PROMPTLY, () -> fill.home().execute(this::sendOn));
        }
    }

    /** Those who waited are answered now. */
    private void endCollecting() {
        collecting = false;
        prompt.remove();
    }

    /** It dribbles in: nobody is to wait for its end. */
    private void sendOn() {
        if (collecting && flow != null) {
            attachAll(flow);
        }
    }

    private void attachAll(Flow to) {
        endCollecting();
        for (Waiter waiter : admissions.admitted()) {
            attach(waiter, to);
        }
        fill.abandonIfDeserted();
    }

    private void attach(Waiter waiter, Flow to) {
        boolean bodiless = Replies.isBodiless(waiter.asked(), head);
        everRead |= !bodiless;
        Body body = bodiless ? Body.none() : to.open(waiter.request().scope(), replies.trailers(waiter));
        waiter.reply(replies.coming(waiter, body, outcome(waiter, to.isStoring())));
    }

    /** Lets one who comes while it streams have it from the beginning; false where it cannot, or it is not for him. */
    boolean admitLatecomer(Waiter waiter) {
        Flow to = flow;
        if (to == null || !to.isOpenToLatecomers() || !admissions.admitLatecomer(waiter)) {
            return false;
        }
        attach(waiter, to);
        return true;
    }

    private Outcome outcome(Waiter waiter, boolean stored) {
        return replies.outcome(waiter, stored, whyNotStored);
    }

    @Override
    public void notStored() {
        if (collecting && flow != null) {
            attachAll(flow);
        } else {
            fill.abandonIfDeserted();
        }
    }

    @Override
    public void closedToLatecomers() {
        fill.retire();
    }

    @Override
    public void whole() {
        Flow ended = flow;
        boolean stored = false;
        if (ended != null && ended.isStoring()) {
            content = ended.toContent();
            stored = commit(content);
        }
        fill.retire();
        if (collecting && content != null) {
            endCollecting();
            for (Waiter waiter : admissions.admitted()) {
                Body body = fill.isLeader(waiter)
                        ? ContentBody.of(content, waiter.request().scope())
                        : Body.none();
                Outcome outcome = outcome(waiter, stored);
                waiter.reply(
                        fill.isLeader(waiter)
                                ? replies.coming(waiter, body, outcome)
                                : replies.of(waiter, content, outcome));
            }
        }
        if (ended != null && !ended.hasReaders()) {
            fill.over();
        }
    }

    /** Puts what came into the store, if nothing was invalidated since it was asked for; whether it did. */
    private boolean commit(Content whole) {
        return fetched.part().isPresent()
                ? combine().store(fetched, Optional.of(head), whole)
                : state.commit(new Entry(fill.first().key(), head, whole), fetched.asked(), fill.mark(), fill.time());
    }

    private Combine combine() {
        return new Combine(state, fill.first(), fill.mark());
    }

    @Override
    public void broken(Throwable cause) {
        if (collecting) {
            endCollecting();
            fill.failedWhileCollecting(cause);
        } else {
            fill.over();
        }
    }

    @Override
    public void deserted() {
        fill.abandonIfDeserted();
    }

    /** Goes on for nobody as long as it gets on. */
    void watchAlone() {
        if (watch == Registration.NONE && flow != null) {
            long before = flow.received();
            watch = fill.time()
                    .after(state.settings().stallLimit(), () -> fill.home().execute(() -> stillMoves(before)));
        }
    }

    private void stillMoves(long before) {
        watch = Registration.NONE;
        if (flow != null && !flow.hasReaders() && !flow.isEnded() && flow.received() == before) {
            fill.scope().cancel(Cancellation.STALLED);
            flow.breakOff(new CancelledException(Cancellation.STALLED));
        } else {
            fill.abandonIfDeserted();
        }
    }

    boolean isCollecting() {
        return collecting;
    }

    boolean hasReaders() {
        return flow != null && flow.hasReaders();
    }

    boolean isEnded() {
        return flow == null || flow.isEnded();
    }

    /** Whether it may still come to be stored. */
    boolean isStoring() {
        return flow != null && flow.isStoring();
    }

    boolean isWorthKeeping() {
        return flow != null && (flow.isWorthKeeping() || (flow.isStoring() && !everRead && !collecting));
    }

    void stop() {
        endCollecting();
        watch.remove();
        if (flow != null) {
            flow.stop();
        }
        releaseContent();
    }

    void stop(Throwable cause) {
        endCollecting();
        if (flow != null) {
            flow.stop(cause);
        }
        releaseContent();
    }

    private void releaseContent() {
        if (content != null) {
            content.release();
            content = null;
        }
    }
}
