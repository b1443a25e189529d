package dev.weir.benchmarks.profile;

import dev.weir.benchmarks.load.ProcFs;
import dev.weir.benchmarks.report.Profile;
import dev.weir.benchmarks.report.Profile.Share;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a JVM has done since it was started, by the CPU time of its threads: a recorder would begin too late. */
public final class StartProfile {
    private StartProfile() {}

    /** So far; empty of what has used none. */
    public static Optional<Profile> of(ProcessHandle process) throws IOException {
        return of(JvmTimes.of(process), ProcFs.compilerSeconds(process));
    }

    static Optional<Profile> of(JvmTimes times, double compilers) {
        double all = times.user() + times.system() + times.collector() + compilers;
        if (all <= 0) {
            return Optional.empty();
        }
        List<Share> shares = Stream.of(
                        new Share("loading classes and running them", percent(times.user(), all)),
                        new Share("the kernel", percent(times.system(), all)),
                        new Share("Java's compilers", percent(compilers, all)),
                        new Share("garbage collection", percent(times.collector(), all)))
                .filter(share -> share.percent() > 0)
                .sorted(Comparator.comparingDouble(Share::percent).reversed())
                .toList();
        return Optional.of(new Profile(shares, List.of()));
    }

    private static double percent(double part, double all) {
        return Math.round(part / all * 1_000) / 10.0;
    }
}
