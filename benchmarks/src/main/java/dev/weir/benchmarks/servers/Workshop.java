package dev.weir.benchmarks.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The servers of a run, each in a process of its own on the first core, and the origin beside the load on the second. */
public final class Workshop implements AutoCloseable {
    private static final int SERVER_CORE = 0;
    private static final int LOAD_CORE = 1;

    private final Path dir;
    private final List<Peer> started = new ArrayList<>();
    private final Map<Peer, Integer> tlsPorts = new HashMap<>();

    /** So that a run that is interrupted leaves nothing behind. */
    private final Thread atExit = new Thread(this::end, "end of the workshop");

    private boolean ended;

    public Workshop() throws IOException {
        dir = open(Files.createTempDirectory("weir-benchmark"));
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Open to the users that nginx and Varnish become when they are started by root. */
    private static Path open(Path dir) throws IOException {
        return Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A directory for whatever the servers write; it is gone when this is closed. */
    public Path directory() {
        return dir;
    }

    /** The loop in C, as an origin of so many bytes; gives its port. */
    public String origin(int bodyBytes) throws IOException, InterruptedException {
        Peer origin = keep(Peer.printing("origin", LOAD_CORE, "/", floorCommand(bodyBytes)));
        return Integer.toString(URI.create(origin.url()).getPort());
    }

    /** The loop in C, as an origin that answers as many bytes as its target says; see there. */
    public Peer originByPath() throws IOException, InterruptedException {
        return keep(Peer.printing("origin", LOAD_CORE, "/", List.of(compiled("floor").toString(), "0", "path")));
    }

    /** The same as a server to be measured. */
    Peer floorByPath(String name) throws IOException, InterruptedException {
        return printing(name, List.of(compiled("floor").toString(), "0", "path"));
    }

    /** The loop in C, as an origin that answers so many bytes after a while. */
    Peer waitingOrigin(int bodyBytes, int delayMs) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(floorCommand(bodyBytes));
        command.add(Integer.toString(delayMs));
        return keep(Peer.printing("origin", LOAD_CORE, "/", command));
    }

    /** The loop in C, as a server to be measured. */
    public Peer floor(String name, int bodyBytes) throws IOException, InterruptedException {
        return printing(name, floorCommand(bodyBytes));
    }

    /** A server that prints where it listens. */
    public Peer printing(String name, List<String> command) throws IOException, InterruptedException {
        return keep(Peer.printing(name, SERVER_CORE, "/", command));
    }

    /** As {@link #printing}, with what it complains of at the end of a file. */
    Peer logged(String name, List<String> command, Path log) throws IOException, InterruptedException {
        return keep(Peer.printing(name, SERVER_CORE, "/", command, log));
    }

    /** nginx, with and without its cache under {@code /} and {@code /forward}; over TLS as well where there is a key. */
    public Peer nginx(String name, String originPort, Path log) throws IOException, InterruptedException {
        Path own = open(Files.createTempDirectory(dir, "nginx"));
        int port = Peer.freePort();
        Map<String, String> values = new HashMap<>(Map.of("DIR", own.toString(), "PORT", "" + port, "ORIGIN", originPort));
        values.put("TLS", "");
        int tlsPort = Peer.freePort();
        if (Files.exists(key())) {
            values.put(
                    "TLS",
                    "listen 127.0.0.1:%d ssl http2; ssl_certificate %s; ssl_certificate_key %s;"
                            .formatted(tlsPort, certificate(), key()));
        }
        Path conf = configure("nginx.conf", own, values);
        List<String> command = List.of("nginx", "-p", own.toString(), "-c", conf.toString());
        Peer nginx = keep(Peer.on(name, SERVER_CORE, port, "/", command, log)).awaitAnswer(log);
        tlsPorts.put(nginx, tlsPort);
        return nginx;
    }

    /** An nginx over TLS, which began when there was a key. */
    public Peer overTls(Peer nginx, String name) {
        return nginx.under(name, "https://127.0.0.1:" + tlsPorts.get(nginx) + "/");
    }

    /** Varnish, as it comes. */
    public Peer varnish(String name, String originPort, Path log) throws IOException, InterruptedException {
        int port = Peer.freePort();
        Path own = open(Files.createTempDirectory(dir, "varnish"));
        Path vcl = configure("varnish.vcl", own, Map.of("ORIGIN", originPort));
        List<String> command = List.of(
                "varnishd", "-F", "-n", own.resolve("work").toString(), "-f", vcl.toString(), "-a", "127.0.0.1:" + port,
                "-s", "malloc,256m", "-t", "86400");
        return keep(Peer.on(name, SERVER_CORE, port, "/", command, log)).awaitAnswer(log);
    }

    private synchronized Peer keep(Peer peer) throws IOException, InterruptedException {
        if (ended) {
            peer.close();
            throw new IOException("this run is being ended");
        }
        started.add(peer);
        return peer;
    }

    /** Makes a certificate for this machine's own name, once. */
    public void makeCertificate() throws IOException, InterruptedException {
        if (Files.exists(certificate())) {
            return;
        }
        run(
                "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days",
                "30", "-subj", "/CN=localhost", "-keyout", key().toString(), "-out", certificate().toString());
    }

    /** The files of both, made if they are not yet there. */
    List<String> certificateAndKey() throws IOException, InterruptedException {
        makeCertificate();
        return List.of(certificate().toString(), key().toString());
    }

    public Path certificate() {
        return dir.resolve("certificate.pem");
    }

    public Path key() {
        return dir.resolve("key.pem");
    }

    private List<String> floorCommand(int bodyBytes) throws IOException, InterruptedException {
        return List.of(compiled("floor").toString(), "0", Integer.toString(bodyBytes));
    }

    /** A program of {@code src/main/c}, compiled once. */
    public Path compiled(String name) throws IOException, InterruptedException {
        Path program = dir.resolve(name);
        if (!Files.exists(program)) {
            run("cc", "-O2", "-o", program.toString(), copy(name + ".c", dir).toString());
        }
        return program;
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.PIPE)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed: " + said);
        }
    }

    private static Path configure(String name, Path into, Map<String, String> values) throws IOException {
        Path file = copy(name, into);
        String text = Files.readString(file);
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("${" + value.getKey() + "}", value.getValue());
        }
        return Files.writeString(file, text);
    }

    /** A file of {@code src/main/conf} that needs nothing filled in. */
    public Path file(String name) throws IOException {
        return copy(name, dir);
    }

    /** A file of these lines. */
    public Path lines(String name, List<String> lines) throws IOException {
        return Files.write(dir.resolve(name), lines);
    }

    private static Path copy(String name, Path into) throws IOException {
        try (InputStream resource = Workshop.class.getResourceAsStream("/" + name)) {
            if (resource == null) {
                throw new IOException("not in this jar: " + name);
            }
            Path file = into.resolve(name);
            return Files.writeString(file, new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Whether a program is there; says so if it is not, and how to come by it. */
    public static boolean has(String program, String debianPackage) {
        Optional<String> missing = missing(program, debianPackage);
        missing.ifPresent(why -> System.err.println(program + " is left out: " + why));
        return missing.isEmpty();
    }

    /** That a program is not there and how to come by it; empty where it is there. */
    public static Optional<String> missing(String program, String debianPackage) {
        boolean found = List.of("/usr/sbin", "/usr/bin", "/usr/local/bin").stream()
                .anyMatch(bin -> Files.isExecutable(Path.of(bin, program)));
        return found
                ? Optional.empty()
                : Optional.of(program + " is not installed: apt-get install " + debianPackage);
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The process is ending, and did this.
        }
    }

    private synchronized void end() {
        if (ended) {
            return;
        }
        ended = true;
        try {
            for (Peer peer : started) {
                peer.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("left behind at " + dir + ": " + e.getMessage());
        }
    }
}
