package dev.weir.benchmarks.load;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs {@code src/main/c/openload.c}, pinned to the second core, and reads what it says. */
public final class OpenLoad {
    private static final double MICROSECONDS = 1e6;
    private static final ObjectMapper JSON = new ObjectMapper();

    private OpenLoad() {}

    /**
     * What shall be asked.
     *
     * @param rate requests a second, whether or not the server keeps up; 0 for a closed loop, in which each connection
     *     asks again when it has its answer
     * @param paths a file of paths, one a line, that are asked for in turn instead of the one of the URL
     * @param bytes the length that each answer must have
     * @param skip the seconds before those that count; a closed loop counts only when each connection has had an answer
     */
    public record Order(
            String url, Optional<Path> paths, int connections, double rate, int bytes, double skip, double seconds) {

        /** Of one path. */
        public Order(String url, int connections, double rate, int bytes, double skip, double seconds) {
            this(url, Optional.empty(), connections, rate, bytes, skip, seconds);
        }

        /** The same for many paths. */
        public Order over(Path file) {
            return new Order(url, Optional.of(file), connections, rate, bytes, skip, seconds);
        }

        /** A request on each connection, one every microsecond. */
        public static Order burst(String url, int connections, int bytes) {
            return new Order(url, connections, MICROSECONDS, bytes, 0, connections / MICROSECONDS);
        }
    }

    /**
     * What came of it; times in microseconds, in an open loop from when a request was due.
     *
     * @param answers those that count, of status 200 and the right length
     * @param allAnswers those of whatever status, and those before and after the seconds that count
     * @param failures other answers, and connections that ended with a request under way
     * @param unanswered requests that had no answer a second after the end of an open loop, ten after that of a closed one
     * @param sentLate how late the load itself was at worst: what is charged to the server cannot be told closer
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Result(
            double seconds,
            long answers,
            long allAnswers,
            long failures,
            long unanswered,
            long p50,
            long p90,
            long p99,
            long p999,
            long max,
            long sentLate,
            String firstFailure) {

        public double perSecond() {
            return answers / seconds;
        }

        public long errors() {
            return failures + unanswered;
        }

        /** What the first of them was; empty where there are none. */
        public String firstError() {
            return firstFailure.isEmpty() && unanswered > 0 ? "no answer in time" : firstFailure;
        }
    }

    /** @param program the compiled openload.c */
    public static Result run(Path program, Order order) throws IOException, InterruptedException {
        URI url = URI.create(order.url());
        List<String> command = List.of(
                "taskset",
                "-c",
                "1",
                program.toString(),
                Integer.toString(url.getPort()),
                order.paths().map(file -> "@" + file).orElse(url.getRawPath()),
                Integer.toString(order.connections()),
                number(order.seconds()),
                number(order.rate()),
                Integer.toString(order.bytes()),
                number(order.skip()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IOException("no load on " + order.url() + ": " + said.trim());
        }
        return read(said);
    }

    static Result read(String said) throws IOException {
        return JSON.readValue(said, Result.class);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.6f", value);
    }
}
