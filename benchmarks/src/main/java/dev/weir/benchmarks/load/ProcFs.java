package dev.weir.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Reads from Linux's /proc what a process and its children have used. */
public final class ProcFs {

    /** USER_HZ, in which /proc counts CPU time: 100 a second on every Linux that Java runs on. */
    private static final double TICKS_PER_SECOND = 100;

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
        return secondsIn(Path.of("/proc", Long.toString(pid), "stat"));
    }

    private static double secondsIn(Path file) throws IOException {
        String stat = Files.readString(file);
        // proc(5): utime and stime are fields 14 and 15; the second, in parentheses, may hold spaces.
        String[] behindName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(behindName[11]) + Long.parseLong(behindName[12])) / TICKS_PER_SECOND;
    }

    /** Seconds of CPU that a JVM's compilers have used so far, by the names of their threads. */
    public static double compilerSeconds(ProcessHandle process) throws IOException {
        double seconds = 0;
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            for (Path thread : threads.toList()) {
                seconds += compilerSecondsOfOne(thread);
            }
        }
        return seconds;
    }

    private static double compilerSecondsOfOne(Path thread) throws IOException {
        try {
            boolean compiles = Files.readString(thread.resolve("comm")).matches("C[12] CompilerThre\\s*");
            return compiles ? secondsIn(thread.resolve("stat")) : 0;
        } catch (NoSuchFileException e) {
            return 0; // it has just ended
        }
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
