package dev.weir.benchmarks.profile;

import java.io.IOException;
import java.nio.file.Path;
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
        Jcmd.run(process, List.of("JFR.start", NAME, "settings=" + settings.toAbsolutePath()));
        return new Recording(process, directory, this::stop);
    }

    private void stop(Path recording) throws IOException, InterruptedException {
        Jcmd.run(process, List.of("JFR.stop", NAME, "filename=" + recording.toAbsolutePath()));
    }
}
