package dev.weir.cache;

import dev.weir.fields.FieldLines;
import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.Cancellation;
import dev.weir.http.CancelledException;
import dev.weir.http.Request;
import dev.weir.http.Response;
import dev.weir.http.Scope;
import dev.weir.http.Time;
import dev.weir.policy.Asked;
import dev.weir.policy.Reason;
import dev.weir.policy.Received;
import dev.weir.policy.Storability;
import dev.weir.policy.Storability.Store;
import dev.weir.policy.Stored;
import dev.weir.policy.Terms;
import dev.weir.store.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One fetch, in nobody's name, for all who wait for it. It asks the handler below, decides about the head that comes, and
 * hands the rest to a {@link Delivery}, or a failure back to {@link Fills}. Everything happens in its mailbox.
 */
final class Fill {
    private enum Phase {
        WAITING,
        DELIVERING,
        OVER
    }

    private final Fills fills;
    private final CacheState state;
    private final FillKey key;
    private final FillKind kind;
    private final int failures;
    private final Inquiry first;
    private final Mailbox home;
    private final FillScope scope;
    private final DeadlineWatch deadline;
    private final Epochs.Mark mark;
    private final Waiters waiters;
    private Optional<Entry> validated;
    /** Of what came; none before. */
    private Fields known = Fields.empty();

    private @Nullable Delivery delivery;
    private Phase phase = Phase.WAITING;
    private Asked asked;
    private long sent;

    /**
     * @param failures how many fills have failed before it, for those who wait
     * @param first whose request it is like
     * @param validated what is stored and to be validated
     */
    Fill(Fills fills, FillKey key, FillKind kind, int failures, Inquiry first, Optional<Entry> validated) {
        this.fills = fills;
        this.state = fills.state();
        this.key = key;
        this.kind = kind;
        this.failures = failures;
        this.first = first;
        this.validated = validated;
        this.waiters = new Waiters(state.counters());
        Scope leading = first.request().scope();
        this.home = new Mailbox(leading.detached(), this::fault);
        this.scope = new FillScope(
                leading,
                state.settings().headLimit(),
                (status, fields) -> home.execute(() -> waiters.inform(status, fields)),
                () -> home.execute(this::lookAtDeadline));
        this.deadline = new DeadlineWatch(scope, home, this::tooLate);
        this.mark = state.epochs().mark(first.key());
        this.asked = first.asked();
    }

    /** Begins, for {@code waiter} or, in the background, for nobody. */
    void start(Optional<Waiter> waiter) {
        home.execute(() -> {
            if (phase == Phase.OVER) {
                // Somebody has joined before it began, and left.
                fills.ended(this);
                waiter.ifPresent(Waiter::lookUpAgain);
                return;
            }
            waiter.ifPresentOrElse(
                    w -> {
                        waiters.lead(w);
                        add(w);
                    },
                    () -> scope.waitedForUntil(Scope.NO_DEADLINE)); // who joins and has little time does not hurry it
            deadline.look();
            if (phase == Phase.WAITING) {
                send();
            }
        });
    }

    private void send() {
        FieldLines.Builder own = FieldLines.builder();
        validated.ifPresent(entry -> own.addAll(entry.head().condition()));
        key.part().ifPresent(range -> own.add(FieldNames.RANGE, range));
        Terms terms = state.settings().terms();
        Request request = FillRequest.of(first.request(), first.key(), own.build(), terms.targets(), scope);
        asked = new Asked("GET", first.asked().target(), request.fields());
        sent = time().ticks();
        Completion.call(state, first.next(), state.reduced(request), first.key(), asked)
                .onComplete((response, fault) -> home.execute(() -> {
                    if (response != null) {
                        answered(response);
                    } else if (fault != null) {
                        fault(fault);
                    }
                }));
    }

    /** Lets {@code waiter} have what comes, or look again. */
    void join(Waiter waiter) {
        home.execute(() -> {
            boolean open = phase != Phase.OVER && !isOutdated();
            if (open && isWaitedFor()) {
                add(waiter);
            } else if (!open || delivery == null || !delivery.admitLatecomer(waiter)) {
                // Whoever looks next is not to find it either.
                fills.retire(this);
                waiter.lookUpAgain();
            }
        });
    }

    private boolean isWaitedFor() {
        return phase == Phase.WAITING || (delivery != null && delivery.isCollecting());
    }

    private void add(Waiter waiter) {
        scope.waitedForUntil(waiter.request().scope().deadline());
        waiters.add(
                waiter,
                () -> home.execute(() -> {
                    if (waiters.remove(waiter)) {
                        abandonIfDeserted();
                    }
                }));
    }

    /** Nobody waits and nobody reads any more: stops the handler below, unless what is left is worth having. */
    void abandonIfDeserted() {
        boolean deserted = waiters.isEmpty() && phase != Phase.OVER && (delivery == null || !delivery.hasReaders());
        if (!deserted) {
            return;
        }
        if (delivery != null && delivery.isEnded()) {
            over();
        } else if (!isWantedByNobody()) {
            scope.cancel(Cancellation.ABANDONED);
            over();
        } else if (delivery != null) {
            delivery.watchAlone();
        }
    }

    /** In the background whatever may come to be stored; else what is nearly there. */
    private boolean isWantedByNobody() {
        boolean background = kind == FillKind.BACKGROUND;
        return delivery == null ? background : delivery.isWorthKeeping() || (background && delivery.isStoring());
    }

    /** By name, since the scope is made before the watch. */
    private void lookAtDeadline() {
        deadline.look();
    }

    private void tooLate() {
        scope.cancel(Cancellation.DEADLINE);
        failed(Failed.by(new CancelledException(Cancellation.DEADLINE)), Optional.empty());
    }

    private void answered(Response response) {
        if (phase != Phase.WAITING) {
            response.body().close();
            return;
        }
        Optional<Throwable> fault = Calls.fault(response);
        if (fault.isPresent()) {
            failed(Failed.by(fault.get()), Optional.empty());
            return;
        }
        scope.own(response.body());
        Fetched fetched = Fetched.of(asked, response, new Received(sent, time().ticks(), time().now()));
        if (response.status() == 304 && validated.isPresent()) {
            validated(fetched, validated.get());
            return;
        }
        Terms terms = state.settings().terms();
        Storability.Verdict verdict = fetched.decide(terms);
        if (Failed.isOne(fetched, verdict, validated, first)) {
            failed(Failed.by(response, verdict.reason()), Optional.of(response));
        } else if (response.body() instanceof Body.Tunnel) {
            notShareable(fetched, verdict.reason());
        } else if (verdict instanceof Store store) {
            deliver(fetched, store.stored()).begin(response.body(), fetched.length(), Optional.empty());
        } else {
            // Of no use to whoever comes next, but it may be for those who have waited for it all the time.
            Admission.undelayed(fetched, terms)
                    .map(head -> head.delayed(fetched.received()))
                    .ifPresentOrElse(
                            head -> deliver(fetched, head)
                                    .begin(response.body(), fetched.length(), Optional.of(verdict.reason())),
                            () -> notShareable(fetched, verdict.reason()));
        }
    }

    /** A 304 came for what is stored. */
    private void validated(Fetched fetched, Entry entry) {
        Freshen freshen = new Freshen(state, first.key(), mark);
        Storability.Verdict verdict = freshen.decide(fetched, entry);
        if (verdict instanceof Store store) {
            Entry fresh = freshen.validated(fetched, entry, store.stored());
            came(fetched, fresh.head());
            new Revalidated(this, fetched, fresh).forAll(() -> freshen.undelayed(fetched, entry, fresh.head()));
        } else if (verdict.reason() == Reason.NOT_SELECTED) {
            // It is about something else: what is stored is not validated, and the content is wanted.
            validated = Optional.empty();
            send();
        } else {
            if (kind != FillKind.ALONE && Admission.isLasting(verdict.reason())) {
                fills.isForOneOnly(first, fetched.fields(), verdict.reason());
            }
            came(fetched, entry.head());
            new Revalidated(this, fetched, entry).forOne(verdict);
        }
    }

    /** What is known from now on, whatever becomes of it. */
    private void came(Fetched fetched, Stored head) {
        phase = Phase.DELIVERING;
        known = head.fields();
        state.lessons().learn(first.key(), fetched.status(), head);
    }

    private Delivery deliver(Fetched fetched, Stored head) {
        came(fetched, head);
        Delivery begun = new Delivery(this, fetched, head);
        delivery = begun;
        return begun;
    }

    /** The head is for one request only: the one that the fill's request is like has it, the others go by themselves. */
    private void notShareable(Fetched fetched, Reason reason) {
        boolean telling = Admission.isOfResource(fetched.status()) && Admission.isLasting(reason);
        if (telling && kind != FillKind.ALONE) {
            fills.isForOneOnly(first, fetched.fields(), reason);
        }
        // RFC 9111 §4.3.3: a full response to a validation is in place of what is stored.
        boolean full = fetched.status() != 206 && reason != Reason.NO_PART;
        validated.filter(entry -> telling && full).ifPresent(entry -> state.drop(first.key(), entry));
        List<Waiter> waiting = waiters.take();
        handOver(fetched.response(), reason, waiting);
        waiting.stream().filter(w -> !waiters.isLeader(w)).forEach(Waiter::goAlone);
    }

    private void handOver(Response response, Reason notStored, List<Waiter> waiting) {
        phase = Phase.OVER;
        deadline.end();
        fills.ended(this);
        HandOver.toLeader(
                response, notStored, waiting, waiters, scope, state.settings().name());
    }

    private void failed(Failed failure, Optional<Response> response) {
        boolean last = failures + 1 >= Failed.LIMIT;
        List<Waiter> told = new ArrayList<>();
        List<Waiter> unserved = new ArrayList<>();
        for (Waiter waiter : waiters.take()) {
            List<Waiter> rest = last || waiters.isLeader(waiter) ? told : unserved;
            failure.stale(waiter.inquiry, waiter.stale, state).ifPresentOrElse(waiter::reply, () -> rest.add(waiter));
        }
        if (response.isPresent()) {
            handOver(response.get(), failure.notStored(), told);
        } else {
            over();
        }
        told.stream()
                .filter(w -> response.isEmpty() || !waiters.isLeader(w))
                .forEach(waiter -> waiter.fail(failure.cause(), failure.came()));
        if (told.isEmpty()) {
            failure.fault().ifPresent(fault -> state.faults().hidden(first.request(), fault));
        }
        fills.elect(key, unserved, failures + 1);
    }

    /** Those who wait when a content broke off before any of it was sent. */
    void failedWhileCollecting(Throwable cause) {
        failed(Failed.by(cause), Optional.empty());
    }

    /** Everything has been said and read. */
    void over() {
        if (phase == Phase.OVER) {
            return;
        }
        phase = Phase.OVER;
        deadline.end();
        fills.ended(this);
        if (delivery != null) {
            delivery.stop();
        }
        scope.close();
    }

    /** Ends it with whoever waits or reads. */
    void shutDown() {
        home.execute(() -> end(new CancelledException(Cancellation.SHUTDOWN), false));
    }

    /** A fault of the cache breaks no reply that can still be given without it. */
    private void fault(Throwable fault) {
        state.faults().own(first.request(), fault);
        end(fault, true);
    }

    private void end(Throwable cause, boolean forward) {
        if (phase == Phase.OVER) {
            return;
        }
        waiters.take().forEach(waiter -> {
            if (forward) {
                waiter.goAlone();
            } else {
                waiter.fail(cause, 0);
            }
        });
        if (delivery != null) {
            delivery.stop(cause);
        }
        scope.cancel(Cancellation.SHUTDOWN);
        over();
    }

    // What a delivery needs of its fill.

    /** Those who waited for the head, the one whose request it is like first, if it is there still. */
    List<Waiter> release() {
        deadline.end();
        return waiters.take();
    }

    boolean isLeader(Waiter waiter) {
        return waiters.isLeader(waiter);
    }

    /** Whether what it fetches has been invalidated since. */
    boolean isOutdated() {
        return state.epochs().hasMoved(first.key(), known, mark)
                || validated.filter(entry -> !state.isInTime(entry, mark)).isPresent();
    }

    void retire() {
        fills.retire(this);
    }

    FillKey key() {
        return key;
    }

    FillKind kind() {
        return kind;
    }

    Inquiry first() {
        return first;
    }

    Epochs.Mark mark() {
        return mark;
    }

    Mailbox home() {
        return home;
    }

    FillScope scope() {
        return scope;
    }

    Time time() {
        return scope.time();
    }

    CacheState state() {
        return state;
    }
}
