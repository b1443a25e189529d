package dev.weir.cache;

import dev.weir.fields.Fields;
import dev.weir.fields.Vary;
import dev.weir.http.Response;
import dev.weir.http.Time;
import dev.weir.policy.PartialContent;
import dev.weir.policy.Reason;
import dev.weir.policy.Received;
import dev.weir.policy.Selection;
import dev.weir.policy.Storability.Store;
import dev.weir.policy.Storability.Verdict;
import dev.weir.store.Entry;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** All fills: at most one at a time for a key, a variant and what is wanted of it, that others may join. */
final class Fills {
    /** Background refreshes at a time; beyond it, the next request that finds the response stale tries again. */
    private static final int MAX_BACKGROUND = 64;

    private final CacheState state;
    private final ConcurrentHashMap<FillKey, Fill> open = new ConcurrentHashMap<>();
    private final Set<Fill> live = ConcurrentHashMap.newKeySet();
    private final AtomicInteger background = new AtomicInteger();
    private volatile boolean closed;

    Fills(CacheState state) {
        this.state = state;
    }

    CacheState state() {
        return state;
    }

    /** Lets {@code waiter} have what is being fetched for its key, or begins to fetch it. */
    void join(Waiter waiter) {
        FillKey key = keyOf(waiter.inquiry);
        Fill going = open.get(key);
        if (going != null) {
            going.join(waiter);
            return;
        }
        Fill fresh = new Fill(this, key, FillKind.SHARED, 0, waiter.inquiry, waiter.stale);
        // What was fetched since the waiter looked up is stored before its fill is retired: in here it is seen.
        Fill there = open.computeIfAbsent(key, none -> waiter.isStoredByNow() ? null : fresh);
        if (there == null) {
            waiter.lookUpAgain();
        } else if (there == fresh) {
            live.add(fresh);
            fresh.start(Optional.of(waiter));
        } else {
            there.join(waiter);
        }
    }

    /** What one fill at a time is for where that request asks, as far as is known. */
    private FillKey keyOf(Inquiry inquiry) {
        Selection selection = Selection.of(
                state.lessons().vary(inquiry.key()),
                inquiry.request().fields(),
                state.settings().terms().variation());
        return new FillKey(inquiry.key(), selection, PartialContent.wanted(inquiry.asked()));
    }

    /** Whether somebody else's request brings what that one asks for. */
    boolean isGoing(Inquiry inquiry) {
        return open.containsKey(keyOf(inquiry));
    }

    /**
     * What answered {@code asking} may not be shared: for a while nobody waits for what its variant brings. What is wrong
     * with a part alone says nothing of the whole.
     */
    void isForOneOnly(Inquiry asking, Fields response, Reason reason) {
        state.lessons().learn(asking.key(), Vary.of(response));
        boolean ofPart = reason == Reason.PARTIAL_CONTENT || reason == Reason.NO_PART;
        FillKey key = ofPart ? keyOf(asking) : keyOf(asking).whole();
        state.lessons().uncacheable(key, asking.now(), state.settings().uncacheableFor());
    }

    /** Whether what answers that request is for one only, be it all of it or the part alone, as far as is known. */
    boolean isUncacheable(Inquiry inquiry) {
        FillKey key = keyOf(inquiry);
        long now = inquiry.now();
        return state.lessons().isUncacheable(key.whole(), now)
                || (key.part().isPresent() && state.lessons().isUncacheable(key, now));
    }

    /** What answered {@code asking} by itself: if others could have had it, the next ones wait for each other again. */
    void cameAlone(Inquiry asking, Response response) {
        try {
            if (isForAll(asking, response)) {
                FillKey key = keyOf(asking);
                state.lessons().isForAll(key);
                state.lessons().isForAll(key.whole());
            }
        } catch (RuntimeException fault) {
            state.faults().own(asking.request(), fault); // the reply is good all the same
        }
    }

    private boolean isForAll(Inquiry asking, Response response) {
        Time time = asking.request().scope().time();
        Received received = new Received(time.ticks(), time.ticks(), time.now());
        Verdict verdict = Fetched.of(asking.asked(), response, received)
                .decide(state.settings().terms());
        return verdict instanceof Store store && Admission.isShareable(store.stored());
    }

    /** Fetches for {@code waiter} alone, and for the store. */
    void fetchAlone(Waiter waiter) {
        FillKey key = keyOf(waiter.inquiry);
        Fill fill = new Fill(this, key, FillKind.ALONE, 0, waiter.inquiry, waiter.stale);
        live.add(fill);
        fill.start(Optional.of(waiter));
    }

    /** Validates {@code entry} behind the scenes, unless the whole is being fetched or too much of that is going on. */
    void refresh(Inquiry inquiry, Entry entry) {
        FillKey key = keyOf(inquiry).whole();
        if (closed || open.containsKey(key)) {
            return;
        }
        if (background.incrementAndGet() > MAX_BACKGROUND) {
            background.decrementAndGet();
            return;
        }
        Fill fill = new Fill(this, key, FillKind.BACKGROUND, 0, inquiry.forAll(entry), Optional.of(entry));
        if (open.putIfAbsent(key, fill) == null) {
            live.add(fill);
            fill.start(Optional.empty());
        } else {
            background.decrementAndGet();
        }
    }

    /** After a failure: the first of those who still wait tries, the others wait for it. */
    void elect(FillKey key, List<Waiter> waiting, int failures) {
        if (waiting.isEmpty()) {
            return;
        }
        Waiter elected = waiting.get(0);
        // A fill lives on the event loop of the request that it is like.
        elected.request().scope().loop().execute(() -> {
            Fill fill = new Fill(this, key, FillKind.SHARED, failures, elected.inquiry, elected.stale);
            if (closed || open.putIfAbsent(key, fill) != null) {
                waiting.forEach(Waiter::lookUpAgain);
                return;
            }
            live.add(fill);
            fill.start(Optional.of(elected));
            waiting.subList(1, waiting.size()).forEach(fill::join);
        });
    }

    /** Nobody finds {@code fill} any more. */
    void retire(Fill fill) {
        open.remove(fill.key(), fill);
    }

    /** It is over. */
    void ended(Fill fill) {
        retire(fill);
        if (live.remove(fill) && fill.kind() == FillKind.BACKGROUND) {
            background.decrementAndGet();
        }
    }

    int size() {
        return live.size();
    }

    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
        live.forEach(Fill::shutDown);
    }
}
