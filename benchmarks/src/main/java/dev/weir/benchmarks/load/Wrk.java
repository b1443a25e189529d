package dev.weir.benchmarks.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs wrk, pinned to the second core, and reads what it says. */
public final class Wrk {
    private static final Pattern TOTAL = Pattern.compile("(\\d+) requests in ([0-9.]+)s");
    private static final Pattern ERRORS = Pattern.compile("Non-2xx or 3xx responses: (\\d+)|Socket errors: .*");

    private Wrk() {}

    /** Requests answered, and the seconds it took. */
    public record Result(long requests, double seconds) {}

    public static Result run(String url, int connections, int seconds) throws IOException, InterruptedException {
        Process wrk = new ProcessBuilder(
                        "taskset", "-c", "1", "wrk", "-t1", "-c" + connections, "-d" + seconds + "s", "--timeout", "30s", url)
                .redirectErrorStream(true)
                .start();
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
        return new Result(Long.parseLong(total.group(1)), Double.parseDouble(total.group(2)));
    }
}
