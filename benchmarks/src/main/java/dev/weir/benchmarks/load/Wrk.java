package dev.weir.benchmarks.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs wrk, pinned to the second core, and reads what it says. */
public final class Wrk {
    private static final Pattern TOTAL = Pattern.compile("(\\d+) requests in ([0-9.]+)s, ([0-9.]+)([KMGT]?)B read");
    private static final Map<String, Double> UNITS =
            Map.of("", 1.0, "K", 1024.0, "M", 1024.0 * 1024, "G", 1024.0 * 1024 * 1024, "T", 1024.0 * 1024 * 1024 * 1024);
    private static final Pattern ERRORS = Pattern.compile("Non-2xx or 3xx responses: (\\d+)|Socket errors: .*");

    /** More than any server here sends before the content. */
    private static final int HEAD_BYTES = 1024;

    private Wrk() {}

    /**
     * What came of it.
     *
     * @param requests those that were answered
     * @param bytes what was read, also of answers that had not ended; at wrk with the heads, to three digits
     */
    public record Result(long requests, double seconds, double bytes) {

        /**
         * Sees to it that contents had the right length.
         *
         * @param inFlight how many answers may have been under way at the end
         * @throws IOException where there is too little or too much for that
         */
        public Result of(int contentBytes, int inFlight) throws IOException {
            if (bytes < 0.99 * requests * contentBytes || bytes > 1.01 * (requests + inFlight) * (contentBytes + HEAD_BYTES)) {
                throw new IOException(String.format(
                        Locale.ROOT, "%d answers of %d bytes were %.0f bytes", requests, contentBytes, bytes));
            }
            return this;
        }
    }

    public static Result run(String url, int connections, int seconds) throws IOException, InterruptedException {
        return run(url, connections, seconds, List.of());
    }

    /** As {@link #run}, with a script that says what is asked. */
    public static Result run(String url, int connections, int seconds, Path script) throws IOException, InterruptedException {
        return run(url, connections, seconds, List.of("-s", script.toString()));
    }

    private static Result run(String url, int connections, int seconds, List<String> options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("taskset", "-c", "1", "wrk", "-t1", "-c" + connections, "-d" + seconds + "s", "--timeout", "30s"));
        command.addAll(options);
        command.add(url);
        Process wrk = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (wrk.waitFor() != 0) {
            throw new IOException("wrk failed on " + url + ":\n" + out);
        }
        return read(url, out);
    }

    static Result read(String url, String out) throws IOException {
        Matcher total = TOTAL.matcher(out);
        Matcher errors = ERRORS.matcher(out);
        if (!total.find()) {
            throw new IOException("wrk failed on " + url + ":\n" + out);
        }
        if (errors.find()) {
            throw new IOException("not every answer of " + url + " was good: " + errors.group());
        }
        return new Result(
                Long.parseLong(total.group(1)),
                Double.parseDouble(total.group(2)),
                Double.parseDouble(total.group(3)) * UNITS.get(total.group(4)));
    }
}
