package dev.weir.conformance;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.program.Child;
import dev.weir.program.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The suite as npm has it, in {@code target/conformance}: its tests, its origin server and its client. */
final class Suite {

    private static final Path SOURCE = Path.of("src/conformance");
    private static final Path HOME = Path.of("target/conformance").toAbsolutePath();
    private static final Path PACKAGE = HOME.resolve("node_modules/http-cache-tests");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MINUTES = 5;

    private Suite() {}

    /** Installs the versions that the lockfile pins, by its hashes, unless they are there. */
    static void install() throws IOException, InterruptedException {
        for (String tool : List.of("node", "npm")) {
            if (!Tools.has(tool)) {
                throw new AssertionError(
                        "The conformance job needs '" + tool
                                + "', which is not on the PATH: install Node.js and npm (on Debian: apt-get install nodejs npm)");
            }
        }
        Files.createDirectories(HOME);
        Path lock = HOME.resolve("package-lock.json");
        boolean there = Files.exists(PACKAGE)
                && Files.exists(lock)
                && Files.mismatch(SOURCE.resolve("package-lock.json"), lock) < 0;
        for (String file : List.of("package.json", "package-lock.json", "suite.mjs")) {
            Files.copy(SOURCE.resolve(file), HOME.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!there) {
            run(
                    "install",
                    Map.of(),
                    "npm",
                    "ci",
                    "--ignore-scripts",
                    "--no-audit",
                    "--no-fund",
                    "--prefer-offline",
                    "--loglevel=error");
        }
    }

    static List<Case> cases() throws IOException, InterruptedException {
        Path listed = run("cases", Map.of(), "node", "suite.mjs", "list");
        return JSON.readValue(listed.toFile(), new TypeReference<>() {});
    }

    /** The suite's origin server, on a port that the system chooses. */
    static Child origin() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("node", PACKAGE.resolve("server/server.mjs").toString());
        builder.environment()
                .putAll(Map.of(
                        "npm_config_protocol",
                        "http",
                        "npm_config_port",
                        "0",
                        "npm_config_pidfile",
                        HOME.resolve("server.pid").toString()));
        return Child.start(builder.directory(HOME.toFile()));
    }

    /** The port at which {@code origin} listens; waits for that. */
    static int port(Child origin) {
        String line = origin.awaitOut("Listening on ");
        return Integer.parseInt(line.replaceAll(".*:([0-9]+)/$", "$1"));
    }

    /** The results of the suite's own client, by test id: {@code true}, or the kind of failure and a message. */
    static JsonNode results(String base) throws IOException, InterruptedException {
        // The client takes one test's id from either of these, and runs all tests where both are empty.
        Map<String, String> settings =
                Map.of("npm_config_base", base, "npm_config_id", "", "npm_package_config_id", "");
        String client = PACKAGE.resolve("cli.mjs").toString();
        return JSON.readTree(
                run("results", settings, "node", "--no-warnings", client).toFile());
    }

    /** A server of which the suite has brought results along. */
    record Other(String name, String version, JsonNode results) {}

    static List<Other> others() throws IOException, InterruptedException {
        return JSON.readValue(
                run("others", Map.of(), "node", "suite.mjs", "others").toFile(), new TypeReference<>() {});
    }

    /** The same tests with other ids and names, in an order of chance. */
    static JsonNode renamedResults(String base) throws IOException, InterruptedException {
        return JSON.readTree(run("renamed", Map.of("npm_config_base", base), "node", "suite.mjs", "renamed")
                .toFile());
    }

    /** The results of these tests, without the others beside them. */
    static JsonNode resultsOf(String base, List<String> ids) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("node", "suite.mjs", "only"));
        command.addAll(ids);
        return JSON.readTree(run("again", Map.of("npm_config_base", base), command.toArray(String[]::new))
                .toFile());
    }

    /** Runs a command to its end; gives the file with what it has said. */
    private static Path run(String name, Map<String, String> settings, String... command)
            throws IOException, InterruptedException {
        Path out = HOME.resolve(name + ".json");
        Path err = HOME.resolve(name + ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(HOME.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(settings);
        Process process = builder.start();
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new AssertionError(String.join(" ", command) + " in " + HOME
                        + (process.isAlive() ? " has not ended" : " failed with " + process.exitValue()) + ": "
                        + Files.readString(err));
            }
        } finally {
            process.destroyForcibly();
        }
        return out;
    }
}
