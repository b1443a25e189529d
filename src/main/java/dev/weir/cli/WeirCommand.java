package dev.weir.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** {@code weir}: without a subcommand, the demo. */
@Command(
        name = "weir",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "An asynchronous HTTP server with a cache in it. Without a command, it runs the demo.",
        synopsisSubcommandLabel = "[COMMAND]",
        subcommands = {ProxyCommand.class, ExplainCommand.class, DemoCommand.class, HelpCommand.class})
final class WeirCommand implements Callable<Integer> {

    @Override
    public Integer call() throws Exception {
        return new DemoCommand().call();
    }
}
