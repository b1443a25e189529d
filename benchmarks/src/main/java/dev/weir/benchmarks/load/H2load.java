package dev.weir.benchmarks.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs h2load over TLS, pinned to the second core, and reads what it says. */
public final class H2load {
    private static final Pattern ANSWERED = Pattern.compile(
            "requests: \\d+ total, \\d+ started, \\d+ done, (\\d+) succeeded, (\\d+) failed, (\\d+) errored");
    private static final Pattern SECONDS = Pattern.compile("finished in ([0-9.]+)(m?s)");
    private static final Pattern STATUS = Pattern.compile("status codes: (\\d+) 2xx, 0 3xx, 0 4xx, 0 5xx");

    private H2load() {}

    public static Wrk.Result run(String url, int connections, int streams, int seconds) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "taskset", "-c", "1", "h2load", "-t1", "-c" + connections, "-m" + streams, "-D" + seconds, url)
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("h2load failed on " + url + ":\n" + out);
        }
        return read(url, out);
    }

    static Wrk.Result read(String url, String out) throws IOException {
        Matcher answered = ANSWERED.matcher(out);
        Matcher took = SECONDS.matcher(out);
        if (!answered.find() || !took.find() || !out.contains("Application protocol: h2")) {
            throw new IOException("h2load failed on " + url + ":\n" + out);
        }
        if (!STATUS.matcher(out).find() || !answered.group(2).equals("0") || !answered.group(3).equals("0")) {
            throw new IOException("not every answer of " + url + " was good:\n" + out);
        }
        double time = Double.parseDouble(took.group(1)) / (took.group(2).equals("ms") ? 1_000 : 1);
        return new Wrk.Result(Long.parseLong(answered.group(1)), time);
    }
}
