package dev.weir.cache;

import java.util.concurrent.atomic.LongAdder;

/** What is counted. */
final class Counters {
    final LongAdder hits = new LongAdder();
    final LongAdder misses = new LongAdder();
    final LongAdder collapsed = new LongAdder();
    final LongAdder stored = new LongAdder();
    final LongAdder staleServed = new LongAdder();
    final LongAdder originFetches = new LongAdder();
    final LongAdder faults = new LongAdder();
    /** Goes up and down. */
    final LongAdder waiting = new LongAdder();
}
