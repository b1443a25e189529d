package dev.weir.cli;

import picocli.CommandLine;

/** Starts the program. */
public final class Main {

    private Main() {}

    /** Runs a command line; ends the JVM with status 2 where it cannot be run. */
    public static void main(String[] args) {
        Logs.configure();
        int status = commandLine().execute(args);
        Logs.end();
        System.exit(status);
    }

    static CommandLine commandLine() {
        OneLineErrors errors = new OneLineErrors();
        return new CommandLine(new WeirCommand())
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors);
    }
}
