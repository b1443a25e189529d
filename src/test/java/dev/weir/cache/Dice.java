package dev.weir.cache;

import java.util.List;
import java.util.SplittableRandom;

/** Chances that a seed has settled. */
record Dice(SplittableRandom random) {

    static Dice of(long seed) {
        return new Dice(new SplittableRandom(seed));
    }

    /** From 0 to {@code bound}, that excluded. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Once in {@code of} times. */
    boolean chance(int of) {
        return below(of) == 0;
    }

    <T> T one(List<T> of) {
        return of.get(below(of.size()));
    }
}
