package dev.weir.cli;

import dev.weir.server.Drain;
import dev.weir.server.Readiness;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of a server program about how it stops. */
final class DrainOptions {
    private static final int HOUR = 3600;
    private static final Pattern PATH = Pattern.compile("/[!-~&&[^?#]]*");

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
    private CommandSpec spec;

    @Option(
            names = "--ready",
            paramLabel = "PATH",
            description =
                    "a path that is not forwarded, for whoever balances the load: 200, and 503 when it drains (none)")
    private Optional<String> ready = Optional.empty();

    @Option(
            names = "--drain-pause",
            paramLabel = "SECONDS",
            description = "how long all is served as before once --ready says 503 (5 with --ready, else 0)")
    private Optional<Integer> pause = Optional.empty();

    @Option(
            names = "--drain-limit",
            paramLabel = "SECONDS",
            description = "how long requests in flight may take to finish (30)")
    private Optional<Integer> limit = Optional.empty();

    Stopping stopping() {
        if (ready.isPresent() && !PATH.matcher(ready.get()).matches()) {
            throw wrong("--ready " + ready.get() + " is not a path, without query; write it as in /ready");
        }
        Readiness readiness = new Readiness();
        Drain standard = Drain.defaults();
        Drain drain = ready.isPresent() ? standard.telling(readiness) : standard;
        return new Stopping(
                ready,
                drain.within(
                        seconds("--drain-pause", pause).orElse(drain.pause()),
                        seconds("--drain-limit", limit).orElse(drain.limit())));
    }

    private Optional<Duration> seconds(String name, Optional<Integer> given) {
        if (given.isPresent() && (given.get() < 0 || given.get() > HOUR)) {
            throw wrong(name + " " + given.get() + " makes no sense; give it seconds, from 0 to " + HOUR);
        }
        return given.map(Duration::ofSeconds);
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}
