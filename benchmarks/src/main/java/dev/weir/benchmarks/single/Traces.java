package dev.weir.benchmarks.single;

import java.util.Arrays;
import java.util.Random;

/** Requests made up: some objects are asked for far more often than others, and sizes are spread wide. */
final class Traces {
    /** Objects that are asked for again. */
    static final int OBJECTS = 50_000;

    private static final int REQUESTS = 600_000;
    /** How much less the next in rank is asked for; what studies of the web find is around this. */
    private static final double SKEW = 0.9;

    private static final int SCAN_EVERY = 60_000;
    private static final int SCAN_LENGTH = 20_000;

    private static final double MEDIAN_BYTES = 4_096;
    private static final double SPREAD = 1.3;
    private static final int LARGEST = 1 << 20;

    private Traces() {}

    /** Objects by their numbers, drawn by rank (Zipf). */
    static int[] zipf(long seed) {
        double[] upTo = new double[OBJECTS];
        double sum = 0;
        for (int rank = 0; rank < OBJECTS; rank++) {
            sum += 1 / Math.pow(rank + 1, SKEW);
            upTo[rank] = sum;
        }
        Random random = new Random(seed);
        int[] trace = new int[REQUESTS];
        for (int i = 0; i < REQUESTS; i++) {
            int found = Arrays.binarySearch(upTo, random.nextDouble() * sum);
            trace[i] = found < 0 ? Math.min(-found - 1, OBJECTS - 1) : found;
        }
        return trace;
    }

    /** The same, and now and then somebody who asks for everything once, such as a crawler. */
    static int[] withScans(long seed) {
        int[] base = zipf(seed);
        int scans = REQUESTS / SCAN_EVERY;
        int[] trace = new int[REQUESTS + scans * SCAN_LENGTH];
        int to = 0;
        int cold = OBJECTS;
        for (int i = 0; i < base.length; i++) {
            trace[to++] = base[i];
            if (i % SCAN_EVERY == SCAN_EVERY - 1) {
                for (int k = 0; k < SCAN_LENGTH; k++) {
                    trace[to++] = cold++;
                }
            }
        }
        return trace;
    }

    /** The bytes of an object: log-normal, always the same for one. */
    static int bytes(int object) {
        double normal = new Random(object * 0x9E3779B97F4A7C15L).nextGaussian();
        return (int) Math.min(LARGEST, Math.max(1, MEDIAN_BYTES * Math.exp(SPREAD * normal)));
    }
}
