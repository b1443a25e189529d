package dev.weir.benchmarks.profile;

import dev.weir.benchmarks.report.Profile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks into a JVM in another process while it works, by the flight recorder that every one of them has. */
public final class FlightRecorder {
    private static final String NAME = "name=weir-benchmark";

    private final ProcessHandle process;
    private final Path directory;
    private final Path settings;

    /**
     * Of one process.
     *
     * @param directory where the recording is kept while it is read
     * @param settings the file samples.jfc
     */
    public FlightRecorder(ProcessHandle process, Path directory, Path settings) {
        this.process = process;
        this.directory = directory;
        this.settings = settings;
    }

    /** What the process does meanwhile. */
    public interface Work {
        void run() throws IOException, InterruptedException;
    }

    /**
     * What the process does during some work. Empty where there was too little to see.
     *
     * @param before what it does first, since a recorder that has just begun gives the compilers work
     */
    public Optional<Profile> during(Work before, Work work) throws IOException, InterruptedException {
        Path recording = Files.createTempFile(directory, "recording", ".jfr");
        command(List.of("JFR.start", NAME, "settings=" + settings.toAbsolutePath()));
        JvmTimes used;
        Instant from;
        try {
            before.run();
            from = Instant.now();
            JvmTimes usedBefore = JvmTimes.of(process);
            work.run();
            used = JvmTimes.of(process).since(usedBefore);
        } finally {
            command(List.of("JFR.stop", NAME, "filename=" + recording.toAbsolutePath()));
        }
        try {
            return Samples.read(recording, from).over(used);
        } finally {
            Files.delete(recording);
        }
    }

    private void command(List<String> words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(process.pid())));
        command.addAll(words);
        Process jcmd = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (jcmd.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed: " + said.trim());
        }
    }
}
