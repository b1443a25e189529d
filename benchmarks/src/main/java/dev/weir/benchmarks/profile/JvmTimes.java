package dev.weir.benchmarks.profile;

import dev.weir.benchmarks.load.ProcFs;
import dev.weir.benchmarks.load.ProcFs.ThreadTime;
import java.io.IOException;
import java.util.List;

/**
 * Seconds of CPU that a JVM has used, by what its threads are for. Its compilers are not told: the recorder gives them
 * work, which is not what is asked about.
 *
 * @param user by the program's threads, outside the kernel
 * @param system by the program's threads in the kernel
 */
record JvmTimes(double user, double system, double collector) {

    static JvmTimes of(ProcessHandle process) throws IOException {
        return of(ProcFs.threadTimes(process));
    }

    static JvmTimes of(List<ThreadTime> threads) {
        List<ThreadTime> program = threads.stream()
                .filter(thread -> !thread.isCompiler() && !isCollector(thread) && !isProfiler(thread))
                .toList();
        return new JvmTimes(
                program.stream().mapToDouble(ThreadTime::user).sum(),
                program.stream().mapToDouble(ThreadTime::system).sum(),
                threads.stream()
                        .filter(JvmTimes::isCollector)
                        .mapToDouble(ThreadTime::seconds)
                        .sum());
    }

    /** The serial collector runs on the VM's own thread, which has little else to do. */
    private static boolean isCollector(ThreadTime thread) {
        return thread.name().equals("VM Thread") || thread.name().startsWith("GC ") || thread.name().startsWith("G1 ");
    }

    private static boolean isProfiler(ThreadTime thread) {
        return thread.name().startsWith("JFR ") || thread.name().equals("Attach Listener");
    }

    static JvmTimes sum(List<JvmTimes> times) {
        return new JvmTimes(
                times.stream().mapToDouble(JvmTimes::user).sum(),
                times.stream().mapToDouble(JvmTimes::system).sum(),
                times.stream().mapToDouble(JvmTimes::collector).sum());
    }

    JvmTimes since(JvmTimes before) {
        return new JvmTimes(user - before.user, system - before.system, collector - before.collector);
    }
}
