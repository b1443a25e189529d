package dev.weir.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells what is wrong with a command line, or with what it asks for, in one line on stderr. */
final class OneLineErrors implements IParameterExceptionHandler, IExecutionExceptionHandler {

    /** The exit status of a program that could not start. */
    static final int CANNOT_START = 2;

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        return tell(command, describe(e) + "; see " + command.getCommandSpec().qualifiedName() + " --help");
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) throws Exception {
        if (e instanceof StartException) {
            return tell(command, String.valueOf(e.getMessage()));
        }
        throw e;
    }

    private static String describe(ParameterException e) {
        // A name that is mistyped is missing too, and that is said first.
        List<String> unknown = e.getCommandLine().getUnmatchedArguments().stream()
                .filter(word -> word.startsWith("-"))
                .toList();
        if (e instanceof MissingParameterException && !unknown.isEmpty()) {
            return describe(new UnmatchedArgumentException(e.getCommandLine(), unknown));
        }
        if (e instanceof MissingParameterException missing
                && missing.getMissing().size() == 1
                && missing.getMissing().get(0).isOption()) {
            CommandLine.Model.OptionSpec option =
                    (CommandLine.Model.OptionSpec) missing.getMissing().get(0);
            return option.longestName() + " is missing: " + String.join(" ", option.description());
        }
        if (e instanceof UnmatchedArgumentException unmatched) {
            List<String> meant = unmatched.getSuggestions();
            return "there is no " + String.join(" ", unmatched.getUnmatched())
                    + (meant.isEmpty() ? "" : "; did you mean " + String.join(" or ", meant) + "?");
        }
        return String.valueOf(e.getMessage())
                .replace("is not an int", "is no whole number")
                .replace("is not a boolean", "is neither true nor false");
    }

    private static int tell(CommandLine command, String what) {
        command.getErr()
                .println(command.getCommandSpec().qualifiedName() + ": "
                        + what.lines()
                                .map(String::strip)
                                .reduce((a, b) -> a + " " + b)
                                .orElse(""));
        command.getErr().flush();
        return CANNOT_START;
    }
}
