package dev.weir.benchmarks.scenarios;

import dev.weir.benchmarks.load.ProcFs;
import dev.weir.benchmarks.servers.Peer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Loads a server until Java's compilers have little left to do. How long that takes is a matter of what else the machine
 * does: on a busy one they had half of the CPU time after a quarter of a minute.
 */
final class WarmUp {

    /** Of the CPU time; with more of it, what is measured is Java's compilers. */
    static final double COMPILING = 0.04;

    private WarmUp() {}

    /** Some load. */
    interface Step {
        void run() throws IOException, InterruptedException;
    }

    /** What has been used so far, in seconds of CPU. */
    record Used(double all, double byCompilers) {
        static Used by(ProcessHandle process) throws IOException {
            return new Used(ProcFs.cpuSeconds(process), ProcFs.compilerSeconds(process));
        }

        /** What the compilers have had of it since then, 0 to 1. */
        double compilingSince(Used before) {
            double used = all - before.all;
            return used > 0 ? (byCompilers - before.byCompilers) / used : 0;
        }
    }

    /** How a process's use is looked up. */
    interface Meter {
        Used read() throws IOException;
    }

    /**
     * Loads of several kinds, one after the other and over again; with which the compilers have nothing to do, that is left
     * out from then on. Meanwhile the server has both cores: on one, it and two compilers would have a third of it each.
     *
     * @param most steps of each kind, whether or not that is enough
     */
    static void run(Peer peer, int most, List<Step> kinds) throws IOException, InterruptedException {
        peer.spread();
        try {
            run(() -> Used.by(peer.process()), most, kinds);
        } finally {
            if (peer.process().isAlive()) {
                peer.pin();
            }
        }
    }

    static void run(Meter meter, int most, List<Step> kinds) throws IOException, InterruptedException {
        List<Step> left = new ArrayList<>(kinds);
        for (int steps = 0; steps < most; steps++) {
            for (Step step : List.copyOf(left)) {
                Used before = meter.read();
                step.run();
                if (meter.read().compilingSince(before) <= COMPILING) {
                    left.remove(step);
                }
            }
        }
    }
}
