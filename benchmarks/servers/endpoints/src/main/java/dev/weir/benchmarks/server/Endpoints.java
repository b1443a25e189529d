package dev.weir.benchmarks.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What every server under comparison answers, whatever serves it: {@code /plain}, {@code /json}, {@code /large},
 * {@code /wait} and {@code /hash}. A server's {@code main} takes {@code ORIGIN_PORT HASH_ROUNDS [MODE [FILE...]]} and prints
 * its port when it listens.
 */
public final class Endpoints {

    /** What {@code /plain} answers. */
    public static final byte[] PLAIN = "Hello, World!".getBytes(StandardCharsets.US_ASCII);

    /** What is computed as {@code /hash} is, and may be stored: of the servers that stand behind a cache. */
    public static final String PAGE = "/page";

    /** The {@code Cache-Control} of {@link #PAGE}. */
    public static final String FOR_A_SECOND = "max-age=1";

    /** What {@code /large} answers, for clients who read slowly: more than the kernel takes off a server's hands. */
    public static final byte[] LARGE = "x".repeat(128 << 10).getBytes(StandardCharsets.US_ASCII);

    /** What {@code /wait} answers: what the origin sent, so many bytes. */
    public static final int WAIT_BYTES = 64;

    /**
     * The most connections to the origin that a server without a pool of threads may hold. They are good for 50,000
     * answers a second, and leave room below 20,000 open files for 10,000 clients.
     */
    public static final int ORIGIN_CONNECTIONS = 5_000;

    /**
     * What is hashed at a time, as {@code Bench} measures it. Over a few bytes, most would be the calls, which Java's
     * compiler inlines in one process and not in the next: the same work took once and a half as long there.
     */
    private static final int HASHED_BYTES = 8 << 10;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final int originPort;
    private final int hashRounds;
    private final String mode;
    private final List<String> files;

    public Endpoints(String[] arguments) {
        this.originPort = Integer.parseInt(arguments[0]);
        this.hashRounds = Integer.parseInt(arguments[1]);
        this.mode = arguments.length > 2 ? arguments[2] : "";
        this.files = List.of(arguments).subList(Math.min(3, arguments.length), arguments.length);
    }

    /** What {@code /json} answers, written anew for each request. */
    public record Message(String message) {}

    public int originPort() {
        return originPort;
    }

    /** Which of its ways the server shall take. */
    public String mode() {
        return mode;
    }

    /** Those that a server serves in mode {@code routes}, and nothing else. */
    public List<NumberedRoute> routes() throws IOException {
        return NumberedRoute.read(Path.of(files.get(0)));
    }

    public static Message message() {
        return new Message("Hello, World!");
    }

    /** The message as Jackson writes it. */
    public static byte[] json() {
        try {
            return JSON.writeValueAsBytes(message());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Works for as long as the benchmark has told, and answers with 64 hexadecimal digits. */
    public byte[] hash() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            byte[] block = new byte[HASHED_BYTES];
            for (int i = 0; i < hashRounds; i++) {
                sha.update(block);
            }
            return HexFormat.of().formatHex(sha.digest()).getBytes(StandardCharsets.US_ASCII);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The content for a path, made on the thread that asks, which may wait. */
    public byte[] blocking(String path, BlockingClient client) throws IOException {
        return switch (path) {
            case "/plain" -> PLAIN;
            case "/json" -> json();
            case "/large" -> LARGE;
            case "/wait" -> client.get();
            case "/hash", PAGE -> hash();
            default -> throw new IllegalArgumentException("nothing at " + path);
        };
    }

    public static String type(String path) {
        return path.equals("/json") ? "application/json" : "text/plain";
    }

    /** Says where the server listens, and ends it when the benchmark that started it is gone. */
    public static void listening(int port) {
        System.out.println(port);
        Thread watch = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // Nothing is sent; the end of this stream is the end of who started this.
                        }
                    } catch (IOException e) {
                        // Gone as well.
                    }
                    Runtime.getRuntime().halt(0);
                },
                "watch");
        watch.setDaemon(true);
        watch.start();
    }

    /** Ends a server that cannot start. */
    public static void failed(Throwable cause) {
        cause.printStackTrace();
        System.exit(1);
    }
}
