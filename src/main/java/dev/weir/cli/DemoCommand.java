package dev.weir.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code weir demo}: a slow origin, the cache in front of it, and a page that shows what that does. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Shows in a browser what the cache does for a slow server.")
final class DemoCommand implements Callable<Integer> {

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            converter = ListenAddress.Converter.class,
            description = "where to listen (" + ListenAddress.DEFAULT + ", or another port if that one is taken)")
    private Optional<ListenAddress> listen = Optional.empty();

    @Override
    public Integer call() throws Exception {
        return Program.run(new DemoService(listen), "this is a page: open that address in a browser; Ctrl+C ends it");
    }
}
