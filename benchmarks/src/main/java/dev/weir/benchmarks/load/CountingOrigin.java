package dev.weir.benchmarks.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** {@code src/main/c/floor.c} on the second core, as an origin that waits and tells how often it was asked. */
public final class CountingOrigin implements AutoCloseable {
    private final Process process;
    private final BufferedReader says;
    private final int port;

    private CountingOrigin(Process process) throws IOException {
        this.process = process;
        this.says = process.inputReader(StandardCharsets.UTF_8);
        this.port = Math.toIntExact(number());
    }

    /** @param program the compiled floor.c */
    public static CountingOrigin start(Path program, int bytes, int delayMs) throws IOException {
        List<String> command = List.of(
                "taskset", "-c", "1", program.toString(), "0", Integer.toString(bytes), Integer.toString(delayMs));
        return new CountingOrigin(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    public int port() {
        return port;
    }

    /** The requests that it has had so far. */
    public long asked() throws IOException {
        OutputStream in = process.getOutputStream();
        in.write('\n');
        in.flush();
        return number();
    }

    private long number() throws IOException {
        String line = says.readLine();
        if (line == null) {
            throw new IOException("the origin has ended");
        }
        return Long.parseLong(line);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
