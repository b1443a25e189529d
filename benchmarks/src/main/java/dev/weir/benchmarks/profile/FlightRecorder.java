package dev.weir.benchmarks.profile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks into a JVM in another process while it works, by the flight recorder that every one of them has. */
public final class FlightRecorder {
    private static final String NAME = "name=weir-benchmark";

    private final ProcessHandle process;
    private final Path directory;
    private final Path settings;

    /**
     * Of one process.
     *
     * @param directory where a recording is kept while it is read
     * @param settings the file samples.jfc
     */
    public FlightRecorder(ProcessHandle process, Path directory, Path settings) {
        this.process = process;
        this.directory = directory;
        this.settings = settings;
    }

    /** Begins, which gives the compilers work: what is looked into should wait until they are done with it. */
    public Recording begin() throws IOException, InterruptedException {
        command(List.of("JFR.start", NAME, "settings=" + settings.toAbsolutePath()));
        return new Recording(process, directory, this::stop);
    }

    private void stop(Path recording) throws IOException, InterruptedException {
        command(List.of("JFR.stop", NAME, "filename=" + recording.toAbsolutePath()));
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
