package dev.weir.benchmarks.profile;

import dev.weir.benchmarks.report.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A recording that is being made of a JVM, of which one piece of work after the other is looked into. */
public final class Recording implements AutoCloseable {
    private final ProcessHandle process;
    private final Path directory;
    private final Stop stop;
    private final List<Slice> slices = new ArrayList<>();
    private boolean stopped;

    Recording(ProcessHandle process, Path directory, Stop stop) {
        this.process = process;
        this.directory = directory;
        this.stop = stop;
    }

    /** How it is ended and written to a file. */
    interface Stop {
        void to(Path file) throws IOException, InterruptedException;
    }

    /** What the process does meanwhile. */
    public interface Work {
        void run() throws IOException, InterruptedException;
    }

    /** Some work that is looked into; if it fails, it is forgotten. */
    public void during(Work work) throws IOException, InterruptedException {
        JvmTimes before = JvmTimes.of(process);
        Instant from = Instant.now();
        work.run();
        slices.add(new Slice(from, Instant.now(), JvmTimes.of(process).since(before)));
    }

    /** Ends, and gives what the process did during each work, in order; empty where there was too little to see. */
    public List<Optional<Profile>> profiles() throws IOException, InterruptedException {
        Path file = Files.createTempFile(directory, "recording", ".jfr");
        try {
            stopped = true;
            stop.to(file);
            List<Samples> samples = Samples.read(file, slices);
            List<Optional<Profile>> profiles = new ArrayList<>();
            for (int i = 0; i < slices.size(); i++) {
                profiles.add(samples.get(i).over(slices.get(i).used()));
            }
            return profiles;
        } finally {
            Files.delete(file);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (!stopped) {
            profiles(); // to end it, which writes it
        }
    }
}
