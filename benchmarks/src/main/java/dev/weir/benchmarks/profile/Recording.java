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

    /**
     * What was seen; empty where that was too little.
     *
     * @param each during each work, in order
     * @param together during all of it
     */
    public record Seen(List<Optional<Profile>> each, Optional<Profile> together) {}

    /** Ends, and gives what the process did. */
    public Seen end() throws IOException, InterruptedException {
        Path file = Files.createTempFile(directory, "recording", ".jfr");
        try {
            stopped = true;
            stop.to(file);
            List<Samples> samples = Samples.read(file, slices);
            List<Optional<Profile>> each = new ArrayList<>();
            for (int i = 0; i < slices.size(); i++) {
                each.add(samples.get(i).over(slices.get(i).used()));
            }
            JvmTimes used = JvmTimes.sum(slices.stream().map(Slice::used).toList());
            return new Seen(each, Samples.together(samples).over(used));
        } finally {
            Files.delete(file);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (!stopped) {
            end(); // to end it, which writes it
        }
    }
}
