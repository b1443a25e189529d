package dev.weir.benchmarks.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs h2load over TLS, pinned to the second core, and reads what it says. */
public final class H2load {
    private static final Pattern ANSWERED = Pattern.compile(
            "requests: \\d+ total, \\d+ started, \\d+ done, (\\d+) succeeded, (\\d+) failed, (\\d+) errored");
    private static final Pattern SECONDS = Pattern.compile("finished in ([0-9.]+)(m?s)");
    private static final Pattern STATUS = Pattern.compile("status codes: (\\d+) 2xx, 0 3xx, 0 4xx, 0 5xx");

    private static final Pattern DATA = Pattern.compile("traffic: .*\\((\\d+)\\) data");

    /** Connections whose handshakes are not over when its time is up ask on for ever, in release 1.52. */
    private static final int ATTEMPTS = 3;

    private static final int PATIENCE_SECONDS = 5;

    private H2load() {}

    public static Wrk.Result run(String url, int connections, int streams, int seconds) throws IOException, InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Process process = new ProcessBuilder(
                            "taskset", "-c", "1", "h2load", "-t1", "-c" + connections, "-m" + streams, "-D" + seconds, url)
                    .redirectErrorStream(true)
                    .start();
            // What it says at the end fits into the pipe.
            if (process.waitFor(seconds + PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (process.exitValue() != 0) {
                    throw new IOException("h2load failed on " + url + ":\n" + out);
                }
                return read(url, out);
            }
            process.destroy();
        }
        throw new IOException("h2load did not end on " + url + ", " + ATTEMPTS + " times");
    }

    static Wrk.Result read(String url, String out) throws IOException {
        Matcher answered = ANSWERED.matcher(out);
        Matcher took = SECONDS.matcher(out);
        Matcher data = DATA.matcher(out);
        if (!answered.find() || !took.find() || !data.find() || !out.contains("Application protocol: h2")) {
            throw new IOException("h2load failed on " + url + ":\n" + out);
        }
        if (!STATUS.matcher(out).find() || !answered.group(2).equals("0") || !answered.group(3).equals("0")) {
            throw new IOException("not every answer of " + url + " was good:\n" + out);
        }
        double time = Double.parseDouble(took.group(1)) / (took.group(2).equals("ms") ? 1_000 : 1);
        return new Wrk.Result(Long.parseLong(answered.group(1)), time, Double.parseDouble(data.group(1)));
    }
}
