package dev.weir.benchmarks.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server that the system's packages have, or its compiler makes.
 *
 * @param debianPackage where its program is from
 * @param versionFlag what makes the program tell the version; empty where it has none
 */
record InstalledServer(
        String name,
        Family family,
        String program,
        String debianPackage,
        String versionFlag,
        String settings,
        Optional<Server> overTls,
        Starter starter)
        implements Server {

    private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)+");

    /** Starts it before an origin. */
    interface Starter {
        Peer start(Bench bench, int originPort) throws IOException, InterruptedException;
    }

    @Override
    public Optional<String> missing(Bench bench) {
        return Workshop.missing(program, debianPackage);
    }

    @Override
    public String version(Bench bench) throws IOException {
        if (versionFlag.isEmpty()) {
            return "";
        }
        Process process = new ProcessBuilder(program, versionFlag)
                .redirectErrorStream(true)
                .start();
        return versionIn(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    /** The first that looks like one: {@code nginx version: nginx/1.22.1}, {@code varnishd (varnish-7.1.1 revision …)}. */
    static String versionIn(String said) {
        Matcher version = VERSION.matcher(said);
        return version.find() ? version.group() : "";
    }

    @Override
    public String java(Bench bench) {
        return "";
    }

    @Override
    public Peer start(Bench bench, int originPort) throws IOException, InterruptedException {
        return starter.start(bench, originPort);
    }
}
