package dev.weir.cli;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/** Counts what happens in one lane of the demo, over the last ten seconds. For one thread. */
final class LaneCounts {

    private static final int SECONDS = 10;

    private final LongSupplier originRequests;
    private final Deque<Bucket> past = new ArrayDeque<>();
    private Bucket now = new Bucket();
    private long originBefore;

    /** @param originRequests how many requests the lane's origin has had since it started */
    LaneCounts(LongSupplier originRequests) {
        this.originRequests = originRequests;
    }

    void sent() {
        now.in++;
    }

    /** @param micros how long the visitor waited */
    void answered(long micros, boolean hit) {
        if (now.answered == now.micros.length) {
            now.micros = Arrays.copyOf(now.micros, now.answered * 2);
        }
        now.micros[now.answered++] = micros;
        now.hits += hit ? 1 : 0;
    }

    void failed() {
        now.failed++;
    }

    /** Ends a second, and gives the figures up to here. */
    LaneFigures second() {
        long origin = originRequests.getAsLong();
        now.origin = origin - originBefore;
        originBefore = origin;
        Bucket latest = now;
        past.addLast(latest);
        if (past.size() > SECONDS) {
            past.removeFirst();
        }
        now = new Bucket();
        long[] micros = past.stream()
                .flatMapToLong(b -> Arrays.stream(b.micros, 0, b.answered))
                .sorted()
                .toArray();
        return new LaneFigures(
                past.size(),
                sum(b -> b.in),
                sum(b -> b.origin),
                micros.length,
                sum(b -> b.hits),
                sum(b -> b.failed),
                quantile(micros, 0.5),
                quantile(micros, 0.99),
                new LaneFigures.Second(latest.in, latest.origin));
    }

    private long sum(ToLongFunction<Bucket> count) {
        return past.stream().mapToLong(count).sum();
    }

    private static long quantile(long[] sorted, double share) {
        return sorted.length == 0
                ? LaneFigures.NONE
                : sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))];
    }

    private static final class Bucket {
        private long in;
        private long origin;
        private long hits;
        private long failed;
        private int answered;
        private long[] micros = new long[64];
    }
}
