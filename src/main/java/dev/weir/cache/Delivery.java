package dev.weir.cache;

import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.Cancellation;
import dev.weir.http.CancelledException;
import dev.weir.http.Registration;
import dev.weir.policy.Reason;
import dev.weir.policy.Storability.Pass;
import dev.weir.policy.Storability.Verdict;
import dev.weir.policy.Stored;
import dev.weir.store.CacheKey;
import dev.weir.store.Content;
import dev.weir.store.Entry;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Gives a response that may be shared to all whom it is for, and stores it where it may be and there is room. */
final class Delivery implements Flow.Listener {
    /** Bytes of a file that is read into memory. */
    private static final long LARGEST_FILE = 1 << 20;

    /** How long those who wait are left without the head of a small content, which is to go out with all of it. */
    private static final Duration PROMPTLY = Duration.ofMillis(20);

    private final Fill fill;
    private final Parts parts;
    private final Fetched fetched;
    private final Stored head;
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
        this.parts = fill.parts();
        this.fetched = fetched;
        this.head = head;
        this.replies = new DeliveryReplies(fill, fetched, head);
    }

    /**
     * The stored response was validated: it is for all who waited.
     *
     * @param undelayed gives its head as if the 304 had come without delay
     */
    void freshened(Entry entry, Supplier<Stored> undelayed) {
        fill.retire();
        for (Waiter waiter : admitted(undelayed)) {
            waiter.reply(replies.validated(waiter, entry.content(), outcome(waiter, false)));
        }
        fill.over();
    }

    /**
     * The stored response was validated, and is for the one whose request the 304 answers: it may not be kept, or what came
     * may not be stored.
     */
    void once(Entry entry, Verdict verdict) {
        fill.retire();
        whyNotStored = Optional.of(verdict.reason());
        for (Waiter waiter : fill.release()) {
            if (fill.isLeader(waiter)) {
                waiter.reply(replies.once(waiter, entry.content(), outcome(waiter, false)));
            } else {
                waiter.goAlone();
            }
        }
        if (verdict instanceof Pass) {
            parts.drop(fill.first().key(), entry);
        }
        fill.over();
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
        return file.length() <= Math.min(LARGEST_FILE, parts.settings().maxBodyBytes());
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
        for (Waiter waiter : admitted()) {
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
                : parts.keep(List.of(body instanceof Body.Whole whole ? whole.bytes() : Buffer.buffer()));
    }

    private void stream(Body.Stream body, long length, boolean mayStore) {
        Window window = new Window(parts.budget());
        boolean storing = mayStore
                && length <= parts.settings().maxBodyBytes()
                && window.makeRoom(Window.cost(Math.max(length, 0)));
        collecting = storing && length != Body.UNKNOWN_LENGTH && length <= Content.SEGMENT;
        Flow begun = new Flow(fill.home(), fill.time(), parts, body, length, window, storing, this);
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
        for (Waiter waiter : admitted()) {
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

    private List<Waiter> admitted() {
        return admitted(
                () -> Admission.undelayed(fetched, parts.settings().terms()).orElse(head));
    }

    /** Those of the waiting for whom a response with this head is; the others are sent on their way. */
    private List<Waiter> admitted(Supplier<Stored> undelayed) {
        List<Waiter> waiting = inTime(fill.release());
        if (waiting.size() == 1 && fill.isLeader(waiting.get(0))) {
            return waiting;
        }
        Stored prompt = undelayed.get();
        return waiting.stream()
                .filter(waiter -> fill.isLeader(waiter) || admit(waiter, prompt))
                .toList();
    }

    /** Who came after a purge that reaches this head, which nobody knew by then, looks again. */
    private List<Waiter> inTime(List<Waiter> waiting) {
        if (!fill.isOutdated()) {
            return waiting;
        }
        fill.retire();
        CacheKey key = fill.first().key();
        long began = fill.mark().purges();
        List<Waiter> inTime = new ArrayList<>();
        for (Waiter waiter : waiting) {
            if (parts.epochs().purges().haveReached(key, fields(), began, waiter.since)) {
                waiter.lookUpAgain();
            } else {
                inTime.add(waiter);
            }
        }
        return inTime;
    }

    private boolean admit(Waiter waiter, Stored undelayed) {
        Admission admission = admission(waiter, undelayed);
        switch (admission) {
            case ADMITTED -> parts.counters().collapsed.increment();
            case LOOK_UP_AGAIN -> waiter.lookUpAgain();
            case ALONE -> waiter.fetchAlone();
        }
        return admission == Admission.ADMITTED;
    }

    private Admission admission(Waiter waiter, Stored undelayed) {
        try {
            Inquiry inquiry = fetched.asFor(waiter.inquiry);
            return Admission.of(
                    inquiry, head, undelayed, fill.sent(), fill.time().ticks());
        } catch (RuntimeException fault) {
            // An owner's rule, most likely: nobody else is to suffer from what one request has it do.
            parts.faults().own(waiter.request(), fault);
            return Admission.ALONE;
        }
    }

    /** Lets one who comes while it streams have it from the beginning; false where it cannot, or it is not for him. */
    boolean admitLatecomer(Waiter waiter) {
        Flow to = flow;
        if (to == null || !to.isOpenToLatecomers()) {
            return false;
        }
        if (admission(waiter, head) != Admission.ADMITTED) {
            return false;
        }
        parts.counters().collapsed.increment();
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
            for (Waiter waiter : admitted()) {
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
                : parts.commit(new Entry(fill.first().key(), head, whole), fetched.asked(), fill.mark(), fill.time());
    }

    private Combine combine() {
        return new Combine(parts, fill.first(), fill.mark());
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
                    .after(parts.settings().stallLimit(), () -> fill.home().execute(() -> stillMoves(before)));
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

    Fields fields() {
        return head.fields();
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
