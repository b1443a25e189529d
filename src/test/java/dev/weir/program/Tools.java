package dev.weir.program;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Programs that tests drive. */
public final class Tools {

    private Tools() {}

    /** Skips the test, saying so, where a program is missing. */
    public static void need(String tool) {
        Assumptions.assumeTrue(has(tool), "needs the tool " + tool);
    }

    /** Whether a program is there. */
    public static boolean has(String tool) {
        return Stream.concat(
                        Arrays.stream(System.getenv("PATH").split(File.pathSeparator)),
                        Stream.of("/usr/sbin", "/usr/local/sbin"))
                .anyMatch(directory -> Path.of(directory, tool).toFile().canExecute());
    }

    /** Runs curl, and gives the bytes that it writes. */
    public static byte[] curl(String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("curl", "--silent", "--show-error", "--max-time", "30"));
        command.addAll(Arrays.asList(args));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        byte[] bytes = process.getInputStream().readAllBytes();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new AssertionError(String.join(" ", command) + " failed with " + process.exitValue());
        }
        return bytes;
    }
}
