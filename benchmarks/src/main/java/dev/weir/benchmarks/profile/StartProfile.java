package dev.weir.benchmarks.profile;

import dev.weir.benchmarks.load.ProcFs;
import dev.weir.benchmarks.load.ProcFs.ThreadTime;
import dev.weir.benchmarks.report.Profile;
import dev.weir.benchmarks.report.Profile.Share;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What JVMs have done since they were started, by the CPU time of the threads that they still have: a recorder would begin
 * too late.
 */
public final class StartProfile {
    private final List<JvmTimes> times = new ArrayList<>();
    private double compilers;

    /** One more, as far as it has come. */
    public void add(ProcessHandle process) throws IOException {
        add(ProcFs.threadTimes(process));
    }

    void add(List<ThreadTime> threads) {
        times.add(JvmTimes.of(threads));
        compilers += threads.stream()
                .filter(ThreadTime::isCompiler)
                .mapToDouble(ThreadTime::seconds)
                .sum();
    }

    /** Of all of them; empty where they have used nothing. */
    public Optional<Profile> profile() {
        JvmTimes sum = JvmTimes.sum(times);
        double all = sum.user() + sum.system() + sum.collector() + compilers;
        if (all <= 0) {
            return Optional.empty();
        }
        List<Share> shares = Stream.of(
                        new Share("the program", percent(sum.user(), all)),
                        new Share("the kernel", percent(sum.system(), all)),
                        new Share("Java's compilers", percent(compilers, all)),
                        new Share("garbage collection", percent(sum.collector(), all)))
                .filter(share -> share.percent() > 0)
                .sorted(Comparator.comparingDouble(Share::percent).reversed())
                .toList();
        return Optional.of(new Profile(shares, List.of()));
    }

    private static double percent(double part, double all) {
        return Math.round(part / all * 1_000) / 10.0;
    }
}
