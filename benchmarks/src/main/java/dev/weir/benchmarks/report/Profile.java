package dev.weir.benchmarks.report;

import java.util.List;

/**
 * What a process did with its CPU time.
 *
 * @param shares the largest first
 * @param hottest the methods in which it was seen most often; none where it spends its time in code that cannot be seen
 */
public record Profile(List<Share> shares, List<String> hottest) {

    /** What a part of the time was for. */
    public record Share(String what, double percent) {}
}
