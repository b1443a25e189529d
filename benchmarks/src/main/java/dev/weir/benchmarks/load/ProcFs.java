package dev.weir.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads from Linux's /proc what a process and its children have used. */
public final class ProcFs {

    /** USER_HZ, in which /proc counts CPU time: 100 a second on every Linux that Java runs on. */
    private static final double TICKS_PER_SECOND = 100;

    private static final String CORES = "Cpus_allowed_list:";

    private ProcFs() {}

    /** Seconds of CPU, user and system, of a process and its living descendants. */
    public static double cpuSeconds(ProcessHandle process) throws IOException {
        double seconds = ofOne(process.pid());
        try (Stream<ProcessHandle> children = process.descendants()) {
            for (ProcessHandle child : children.toList()) {
                seconds += ofOne(child.pid());
            }
        }
        return seconds;
    }

    private static double ofOne(long pid) throws IOException {
        return timeIn(Path.of("/proc", Long.toString(pid))).seconds();
    }

    /**
     * What a thread has used so far.
     *
     * @param user seconds of CPU in the program
     * @param system seconds of CPU in the kernel
     */
    public record ThreadTime(String name, double user, double system) {

        /** Both together. */
        public double seconds() {
            return user + system;
        }

        /** By the names that HotSpot gives its own. */
        public boolean isCompiler() {
            return name.startsWith("C1 Compiler") || name.startsWith("C2 Compiler");
        }
    }

    /** Of the process itself, or of a thread. */
    private static ThreadTime timeIn(Path directory) throws IOException {
        String stat = Files.readString(directory.resolve("stat"));
        // proc(5): utime and stime are fields 14 and 15; the second, in parentheses, may hold spaces.
        int behindName = stat.lastIndexOf(')');
        String[] fields = stat.substring(behindName + 2).split(" ");
        return new ThreadTime(
                stat.substring(stat.indexOf('(') + 1, behindName),
                Long.parseLong(fields[11]) / TICKS_PER_SECOND,
                Long.parseLong(fields[12]) / TICKS_PER_SECOND);
    }

    /** Those of the threads that a process has now. */
    public static List<ThreadTime> threadTimes(ProcessHandle process) throws IOException {
        return ofThreads(process, ProcFs::timeIn);
    }

    /** What is read of a thread. */
    private interface Look<T> {
        T at(Path thread) throws IOException;
    }

    private static <T> List<T> ofThreads(ProcessHandle process, Look<T> look) throws IOException {
        List<T> seen = new ArrayList<>();
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            for (Path thread : threads.toList()) {
                try {
                    seen.add(look.at(thread));
                } catch (IOException e) {
                    if (Files.exists(thread)) {
                        throw e;
                    }
                    // It has just ended.
                }
            }
        }
        return seen;
    }

    private static String coresOf(Path thread) throws IOException {
        return Files.readAllLines(thread.resolve("status")).stream()
                .filter(line -> line.startsWith(CORES))
                .map(line -> line.substring(CORES.length()).trim())
                .findFirst()
                .orElseThrow(() -> new IOException(thread + " does not tell its " + CORES));
    }

    /** Seconds of CPU that a JVM's compilers have used so far. */
    public static double compilerSeconds(ProcessHandle process) throws IOException {
        return threadTimes(process).stream()
                .filter(ThreadTime::isCompiler)
                .mapToDouble(ThreadTime::seconds)
                .sum();
    }

    /** The cores that the threads of a process may use, as Linux lists them: one list where all may use the same. */
    public static Set<String> cores(ProcessHandle process) throws IOException {
        return ofThreads(process, ProcFs::coresOf).stream().collect(Collectors.toUnmodifiableSet());
    }

    /** Resident memory in bytes of a process and its living descendants. */
    public static long residentBytes(ProcessHandle process) throws IOException {
        long pages = pagesOf(process.pid());
        try (Stream<ProcessHandle> children = process.descendants()) {
            for (ProcessHandle child : children.toList()) {
                pages += pagesOf(child.pid());
            }
        }
        return pages * 4096;
    }

    /** The threads of a process and its living descendants. */
    public static int threads(ProcessHandle process) throws IOException {
        int threads = threadsOf(process.pid());
        try (Stream<ProcessHandle> children = process.descendants()) {
            for (ProcessHandle child : children.toList()) {
                threads += threadsOf(child.pid());
            }
        }
        return threads;
    }

    private static int threadsOf(long pid) throws IOException {
        return entries(Path.of("/proc", Long.toString(pid), "task"));
    }

    /** The open files of a process, connections among them. */
    public static int openFiles(ProcessHandle process) throws IOException {
        return entries(Path.of("/proc", Long.toString(process.pid()), "fd"));
    }

    private static int entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return (int) entries.count();
        }
    }

    private static long pagesOf(long pid) throws IOException {
        return Long.parseLong(Files.readString(Path.of("/proc", Long.toString(pid), "statm")).split(" ")[1]);
    }
}
