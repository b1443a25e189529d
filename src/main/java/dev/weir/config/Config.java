package dev.weir.config;

import dev.weir.policy.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A configuration: in a file, or in a text block of a program, in the same syntax. It needs
 * {@code com.fasterxml.jackson.dataformat:jackson-dataformat-yaml} on the class path.
 *
 * @param rules what holds for some requests and responses
 */
public record Config(Rules rules) {

    /**
     * Reads text in YAML: a mapping with the key {@code rules}, a list.
     *
     * @throws ConfigException if something in it is wrong: the first thing that is
     */
    public static Config parse(String yaml) {
        return parse("configuration", yaml);
    }

    /**
     * Reads a file, which is in UTF-8; as {@link #parse(String)}.
     *
     * @throws IOException if it cannot be read
     */
    public static Config read(Path file) throws IOException {
        return parse(file.toString(), Files.readString(file));
    }

    private static Config parse(String source, String yaml) {
        try {
            return new Config(RulesReader.read(Yaml.read(yaml)));
        } catch (Mistake e) {
            throw new ConfigException(source, e.at, String.valueOf(e.getMessage()));
        }
    }
}
