package dev.weir.benchmarks.servers;

import dev.weir.benchmarks.load.ProcFs;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A server under measurement, in a process of its own, pinned to a core. */
public final class Peer implements AutoCloseable {

    /** Of a server that may run wherever the system likes. */
    private static final int ANY_CORE = -1;

    private static final String BOTH_CORES = "0-1";
    private static final int TRIES = 10;

    private final String name;
    private final Process process;
    private final String url;
    private final int core;
    private final Optional<Peer> origin;

    private Peer(String name, Process process, String url, int core, Optional<Peer> origin) {
        this.name = name;
        this.process = process;
        this.url = url;
        this.core = core;
        this.origin = origin;
    }

    public String name() {
        return name;
    }

    public String url() {
        return url;
    }

    public int port() {
        return URI.create(url).getPort();
    }

    public ProcessHandle process() {
        return process.toHandle();
    }

    /** Starts a server that prints its port, or a URL that ends in it, as its first line. */
    public static Peer printing(String name, int core, String path, List<String> command) throws IOException {
        return started(name, path, core, pinned(core, command));
    }

    /** As {@link #printing}, with what it complains of written to the end of a file. */
    static Peer printing(String name, int core, String path, List<String> command, Path log) throws IOException {
        ProcessBuilder builder = pinned(core, command);
        return started(name, path, core, builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile())));
    }

    /** As {@link #printing}, on whatever core the system gives it. */
    public static Peer unpinned(String name, String path, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        return started(name, path, ANY_CORE, builder.redirectError(ProcessBuilder.Redirect.INHERIT));
    }

    private static Peer started(String name, String path, int core, ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        if (line == null) {
            throw new IOException(name + " did not start: " + String.join(" ", builder.command()));
        }
        String port = line.substring(line.lastIndexOf(':') + 1).trim();
        return new Peer(name, process, "http://127.0.0.1:" + port + path, core, Optional.empty());
    }

    /**
     * Starts a server that was told its port, and does not wait for it: see {@link #awaitAnswer}. What it complains of is
     * written to the end of a file.
     */
    static Peer on(String name, int core, int port, String path, List<String> command, Path log) throws IOException {
        Process process = pinned(core, command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new Peer(name, process, "http://127.0.0.1:" + port + path, core, Optional.empty());
    }

    /** Waits until it answers; ends it if it does not, and tells what it has complained of. */
    Peer awaitAnswer(Path log) throws IOException, InterruptedException {
        for (int tries = 0; tries < 100; tries++) {
            if (answers()) {
                return this;
            }
            if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        close();
        throw new IOException(name + " does not answer at " + url + ": " + Files.readString(log).strip());
    }

    private static ProcessBuilder pinned(int core, List<String> command) {
        List<String> whole = new ArrayList<>(List.of("taskset", "-c", Integer.toString(core)));
        whole.addAll(command);
        return new ProcessBuilder(whole).redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    private boolean answers() {
        try {
            HttpURLConnection get =
                    (HttpURLConnection) URI.create(url).toURL().openConnection();
            return get.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** The same server at another path, as a peer of its own. */
    public Peer at(String otherName, String path) {
        return under(otherName, URI.create(url).resolve(path).toString());
    }

    /** The same server, of which it is known that it speaks TLS. */
    Peer secure() {
        return under(name, url.replace("http:", "https:"));
    }

    /** The same server at another address, as a peer of its own. */
    public Peer under(String otherName, String otherUrl) {
        return new Peer(otherName, process, otherUrl, core, origin);
    }

    /** The same server, which ends together with the origin that it asks. */
    Peer with(Peer itsOrigin) {
        return new Peer(name, process, url, core, Optional.of(itsOrigin));
    }

    /**
     * Lets it have the load's core, too, until it is {@link #pin pinned} again: while it is warmed up, Java's compilers then
     * need not share one with what they compile.
     */
    public void spread() throws IOException, InterruptedException {
        setCores(BOTH_CORES);
    }

    /** Gives it back to its own core alone. */
    public void pin() throws IOException, InterruptedException {
        setCores(Integer.toString(core));
    }

    private void setCores(String cores) throws IOException, InterruptedException {
        if (core == ANY_CORE) {
            throw new IllegalStateException(name + " has no core of its own");
        }
        List<String> taskset = List.of("taskset", "-a", "-c", "-p", cores, Long.toString(process.pid()));
        String said = "";
        // A thread that ends stops it half way, and one that begins may be missed: until all have it.
        for (int tries = 0; tries < TRIES; tries++) {
            Process setting = new ProcessBuilder(taskset).redirectErrorStream(true).start();
            said = new String(setting.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (setting.waitFor() == 0 && ProcFs.cores(process()).equals(Set.of(cores))) {
                return;
            }
        }
        throw new IOException(name + " cannot be given the cores " + cores + ": " + said.trim());
    }

    /** A port that was free a moment ago, for servers that cannot choose one themselves. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The Java that runs this, with a class of this jar. */
    public static List<String> java(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    @Override
    public void close() throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        if (origin.isPresent()) {
            origin.get().close();
        }
    }
}
