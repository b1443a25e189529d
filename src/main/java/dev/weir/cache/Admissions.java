package dev.weir.cache;

import dev.weir.policy.Stored;
import dev.weir.store.CacheKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Whom of those who wait for a fill the head that came is for; the others are sent on their way. */
record Admissions(Fill fill, Fetched fetched, Stored head) {

    /** Those who waited until it came. */
    List<Waiter> admitted() {
        return admitted(
                () -> Admission.undelayed(fetched, fill.state().settings().terms()), false);
    }

    /**
     * Those who waited until what is stored was validated.
     *
     * @param undelayed gives its head as if that had been done without delay
     */
    List<Waiter> validated(Supplier<Stored> undelayed) {
        return admitted(() -> Optional.of(undelayed.get()), true);
    }

    private List<Waiter> admitted(Supplier<Optional<Stored>> undelayed, boolean validated) {
        List<Waiter> waiting = inTime(fill.release());
        if (waiting.size() == 1 && fill.isLeader(waiting.get(0))) {
            return waiting;
        }
        Optional<Stored> prompt = undelayed.get();
        return waiting.stream()
                .filter(waiter -> fill.isLeader(waiter) || admit(waiter, prompt, validated))
                .toList();
    }

    /** Who came after a purge that reaches this head, which nobody knew by then, looks again. */
    private List<Waiter> inTime(List<Waiter> waiting) {
        if (!fill.isOutdated()) {
            return waiting;
        }
        fill.retire();
        Purges purges = fill.state().epochs().purges();
        CacheKey key = fill.first().key();
        long began = fill.mark().purges();
        List<Waiter> inTime = new ArrayList<>();
        for (Waiter waiter : waiting) {
            if (purges.haveReached(key, head.fields(), began, waiter.since)) {
                waiter.lookUpAgain();
            } else {
                inTime.add(waiter);
            }
        }
        return inTime;
    }

    private boolean admit(Waiter waiter, Optional<Stored> undelayed, boolean validated) {
        Admission admission = decide(waiter, undelayed, validated);
        switch (admission) {
            case ADMITTED -> fill.state().counters().collapsed.increment();
            case LOOK_UP_AGAIN -> waiter.lookUpAgain();
            case ALONE -> waiter.fetchAlone();
        }
        return admission == Admission.ADMITTED;
    }

    /** Whether one who comes now, while the content streams, may have it too; nothing is said to one who may not. */
    boolean admitLatecomer(Waiter waiter) {
        boolean admitted = decide(waiter, Optional.empty(), false) == Admission.ADMITTED;
        if (admitted) {
            fill.state().counters().collapsed.increment();
        }
        return admitted;
    }

    private Admission decide(Waiter waiter, Optional<Stored> undelayed, boolean validated) {
        try {
            Inquiry inquiry = fetched.asFor(waiter.inquiry);
            return Admission.of(
                    inquiry,
                    head,
                    undelayed,
                    validated,
                    fetched.received().requestTicks(),
                    fill.time().ticks());
        } catch (RuntimeException fault) {
            // An owner's rule, most likely: nobody else is to suffer from what one request has it do.
            fill.state().faults().own(waiter.request(), fault);
            return Admission.ALONE;
        }
    }
}
