package dev.weir.benchmarks.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Clients that hold a server's connections and hardly read: {@code src/main/c/crowd.c}, pinned to the second core. */
public final class Crowd implements AutoCloseable {
    private final Process process;
    private final BufferedReader says;
    private final int begun;

    private Crowd(Process process, String url) throws IOException {
        this.process = process;
        this.says = process.inputReader(StandardCharsets.UTF_8);
        this.begun = number(url);
    }

    /**
     * Connects them all; each asks once.
     *
     * @param program the compiled crowd.c
     * @param bytesASecond what each reads; 0 for the whole answer at once, after which it is idle
     */
    public static Crowd gather(Path program, String url, int connections, int bytesASecond) throws IOException {
        URI uri = URI.create(url);
        List<String> command = List.of(
                "taskset",
                "-c",
                "1",
                program.toString(),
                Integer.toString(uri.getPort()),
                uri.getRawPath(),
                Integer.toString(connections),
                Integer.toString(bytesASecond));
        return new Crowd(new ProcessBuilder(command).redirectErrorStream(true).start(), url);
    }

    /** How many of the answers had begun when no more did. */
    public int begun() {
        return begun;
    }

    /** Lets them go, and tells how many of the answered ones the server had not closed. */
    public int disperse() throws IOException {
        process.getOutputStream().close();
        return number("the end of the crowd");
    }

    private int number(String what) throws IOException {
        String line = says.readLine();
        if (line == null || !line.matches("[0-9]+")) {
            throw new IOException("no crowd at " + what + ": " + line);
        }
        return Integer.parseInt(line);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
