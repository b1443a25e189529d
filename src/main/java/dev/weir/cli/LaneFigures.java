package dev.weir.cli;

/**
 * What one lane of the demo shows.
 *
 * @param seconds how many seconds the counts are over, 1 to 10
 * @param in requests sent by the visitors
 * @param origin how many of them reached the origin
 * @param hits answers that came from the cache
 * @param median microseconds; of the answers, half took less; {@link #NONE} without answers
 * @param tail microseconds; of the answers, 99 of 100 took less; {@link #NONE} without answers
 * @param latest the last second alone
 */
record LaneFigures(
        int seconds,
        long in,
        long origin,
        long answered,
        long hits,
        long failed,
        long median,
        long tail,
        Second latest) {

    /** Where there is no duration to show. */
    static final long NONE = -1;

    /** One second's counts. */
    record Second(long in, long origin) {}
}
