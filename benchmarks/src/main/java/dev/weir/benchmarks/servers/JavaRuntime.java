package dev.weir.benchmarks.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An installed Java. */
public record JavaRuntime(Path home, String version) {
    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"([^\"]+)\"");

    /** The one that runs this. */
    public static JavaRuntime running() {
        return new JavaRuntime(Path.of(System.getProperty("java.home")), System.getProperty("java.version"));
    }

    /** What is installed at a directory; empty where that is not the home of a Java. */
    static Optional<JavaRuntime> at(Path home) {
        try {
            Matcher version = VERSION.matcher(Files.readString(home.resolve("release")));
            return version.find() && Files.isExecutable(home.resolve("bin/java"))
                    ? Optional.of(new JavaRuntime(home, version.group(1)))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    public String program() {
        return home.resolve("bin/java").toString();
    }

    /** 17 of 17.0.15. */
    int feature() {
        return Integer.parseInt(version.split("[.+-]")[0]);
    }
}
