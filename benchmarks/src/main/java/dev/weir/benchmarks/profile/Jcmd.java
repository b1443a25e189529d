package dev.weir.benchmarks.profile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Asks a JVM in another process by the JDK's {@code jcmd}. */
public final class Jcmd {
    private static final List<String> CLASS_COUNTERS = List.of("java.cls.loadedClasses=", "java.cls.sharedLoadedClasses=");

    private Jcmd() {}

    /** What it says to a command. */
    static String run(ProcessHandle process, List<String> words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(process.pid())));
        command.addAll(words);
        Process jcmd = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (jcmd.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed: " + said.trim());
        }
        return said;
    }

    /** How many classes it has loaded so far, from the JDK's shared archive and otherwise. */
    public static long loadedClasses(ProcessHandle process) throws IOException, InterruptedException {
        String said = run(process, List.of("PerfCounter.print"));
        List<String> counters = said.lines()
                .filter(line -> CLASS_COUNTERS.stream().anyMatch(line::startsWith))
                .toList();
        if (counters.size() != CLASS_COUNTERS.size()) {
            throw new IOException("a JVM does not tell how many classes it has loaded: " + said.trim());
        }
        return counters.stream()
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf('=') + 1).trim()))
                .sum();
    }
}
