package dev.weir.program;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Another process, with what it has said so far. Closing kills it. */
public final class Child implements AutoCloseable {

    private static final long SECONDS = 60;
    private static final String READY = "listening on ";

    private final Process process;
    private final Lines out;
    private final Lines err;

    private Child(Process process) {
        this.process = process;
        this.out = new Lines(process.getInputStream());
        this.err = new Lines(process.getErrorStream());
    }

    /** Starts a command. */
    public static Child start(List<String> command) throws IOException {
        return start(new ProcessBuilder(command));
    }

    /** Starts a command with an environment and a directory of its own. */
    public static Child start(ProcessBuilder command) throws IOException {
        return new Child(command.start());
    }

    /** Starts a command. */
    public static Child start(String... command) throws IOException {
        return start(Arrays.asList(command));
    }

    /** Starts the packaged program. */
    public static Child weir(String... args) throws IOException {
        return start(Stream.concat(Stream.of(java(), "-Xmx256m", "-jar", jar().toString()), Arrays.stream(args))
                .toList());
    }

    /** The packaged program. */
    public static Path jar() {
        return Path.of(System.getProperty("weir.jar", "target/weir.jar"));
    }

    /** The Java that runs the tests. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Where it says that it listens; waits for that. */
    public String url() {
        return awaitOut(READY).substring(READY.length());
    }

    /** The first line on stdout with {@code part} in it; waits for that. */
    public String awaitOut(String part) {
        return out.await(part, 1).get(0);
    }

    /** The first line on stderr with {@code part} in it; waits for that. */
    public String awaitError(String part) {
        return awaitErrors(part, 1).get(0);
    }

    /**
     * The first {@code count} lines on stderr with {@code part} in them; waits for those. Java takes the pipes of a process
     * that has ended from who still reads, so that what is said last is best waited for before the end.
     */
    public List<String> awaitErrors(String part, int count) {
        return err.await(part, count);
    }

    /** What it has said on stdout; whole once {@link #exit()} has returned. */
    public List<String> out() {
        return out.soFar();
    }

    /** What it has said on stderr; whole once {@link #exit()} has returned. */
    public List<String> err() {
        return err.soFar();
    }

    /** Asks it to end: SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** Waits for its end; gives its status. */
    public int exit() throws InterruptedException {
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("it is still running; it said " + out() + " and " + err());
        }
        out.join();
        err.join();
        return process.exitValue();
    }

    @Override
    public void close() {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        // Until all are gone they write to folders that somebody wants to delete.
        all.forEach(one -> one.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).join());
    }

    /** The lines of a stream, as they come. */
    private static final class Lines {
        private final List<String> lines = new ArrayList<>();
        private final Thread reader;
        private boolean ended;

        Lines(InputStream in) {
            reader = new Thread(() -> read(in), "reads a child");
            reader.setDaemon(true);
            reader.start();
        }

        private void read(InputStream in) {
            try (BufferedReader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                text.lines().forEach(this::add);
            } catch (IOException | java.io.UncheckedIOException e) {
                add("(broken off: " + e.getMessage() + ")");
            }
            end();
        }

        private synchronized void add(String line) {
            lines.add(line);
            notifyAll();
        }

        private synchronized void end() {
            ended = true;
            notifyAll();
        }

        synchronized List<String> soFar() {
            return List.copyOf(lines);
        }

        void join() throws InterruptedException {
            reader.join(TimeUnit.SECONDS.toMillis(SECONDS));
        }

        List<String> await(String part, int count) {
            return CompletableFuture.supplyAsync(() -> next(part, count))
                    .orTimeout(SECONDS, TimeUnit.SECONDS)
                    .join();
        }

        private synchronized List<String> next(String part, int count) {
            List<String> found = new ArrayList<>();
            for (int i = 0; found.size() < count; i++) {
                while (i == lines.size()) {
                    if (ended) {
                        throw new AssertionError("it ended without saying '" + part + "': " + lines);
                    }
                    try {
                        wait();
                    } catch (InterruptedException e) {
                        throw new AssertionError("interrupted", e);
                    }
                }
                if (lines.get(i).contains(part)) {
                    found.add(lines.get(i));
                }
            }
            return found;
        }
    }
}
