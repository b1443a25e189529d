package dev.weir.cli;

import dev.weir.config.Config;
import dev.weir.config.ConfigException;
import dev.weir.policy.Rules;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that names a configuration file. */
final class ConfigOption {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "a file in YAML with rules for what is stored and what goes past the cache (none)")
    private Optional<Path> file = Optional.empty();

    /** @throws StartException if the file cannot be read, or something in it is wrong */
    Rules rules() {
        return file.map(ConfigOption::read).orElse(Rules.NONE);
    }

    private static Rules read(Path path) {
        try {
            return Config.read(path).rules();
        } catch (ConfigException e) {
            throw new StartException(String.valueOf(e.getMessage()));
        } catch (NoSuchFileException e) {
            throw new StartException("--config " + path + ": there is no such file");
        } catch (CharacterCodingException e) {
            throw new StartException("--config " + path + ": it is not in UTF-8");
        } catch (IOException e) {
            throw new StartException("--config " + path + ": it cannot be read: " + e.getMessage());
        }
    }
}
