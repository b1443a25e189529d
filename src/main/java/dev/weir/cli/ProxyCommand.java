package dev.weir.cli;

import dev.weir.cache.CacheSettings;
import dev.weir.edge.Tls;
import dev.weir.filter.AccessLog;
import dev.weir.filter.BehindProxy;
import dev.weir.http.Filter;
import dev.weir.origin.HostField;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code weir proxy}: the cache in front of an origin server, as a program. */
@Command(
        name = "proxy",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = "Forwards to an origin server and caches what it answers (RFC 9111).",
        footer = {
            "",
            "It prints one line, 'listening on URL', when it is ready, and logs to stderr. SIGTERM drains: requests in "
                    + "flight finish, new ones are refused, and it ends with status 0. What cannot start says why in one "
                    + "line and ends with status 2."
        })
final class ProxyCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
    private CommandSpec spec;

    @Option(
            names = "--origin",
            required = true,
            paramLabel = "URL",
            converter = OriginUrl.class,
            description = "the server to forward to, such as http://127.0.0.1:9000")
    @SuppressWarnings("NullAway.Init") // picocli sets it: it is required
    private URI origin;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            defaultValue = ListenAddress.DEFAULT,
            converter = ListenAddress.Converter.class,
            description = "where to listen; port 0 lets the system choose (${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init") // picocli sets it: it has a default
    private ListenAddress listen;

    @Option(
            names = "--host",
            paramLabel = "WHICH",
            defaultValue = "received",
            converter = WhichHost.class,
            description = "the Host that the origin is sent: 'received', as the client named it, or 'origin', its own"
                    + " (${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init") // picocli sets it: it has a default
    private HostField host;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            converter = MemorySize.Converter.class,
            description = "what the cache may keep, such as 64m or 2g (256m, or half of Java's heap if that is less)")
    private Optional<MemorySize> memory = Optional.empty();

    @Option(
            names = "--compress",
            description =
                    "keeps what is worth it compressed with br and gzip, too, for clients that take it (as it came only)")
    private boolean compress;

    @Option(
            names = "--deadline",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description =
                    "how long a request may wait for its response to begin; then it gets a 504 (${DEFAULT-VALUE})")
    private int deadline;

    @Option(
            names = "--event-loops",
            paramLabel = "N",
            description = "how many event loops serve (one for each processor)")
    private int eventLoops = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description = "a PEM file with the certificate chain; serves https, with HTTP/2")
    private Optional<Path> tlsCert = Optional.empty();

    @Option(names = "--tls-key", paramLabel = "FILE", description = "a PEM file with the certificate's private key")
    private Optional<Path> tlsKey = Optional.empty();

    @Option(
            names = "--trust",
            paramLabel = "NETWORK",
            split = ",",
            description = "load balancers in front, such as 10.0.0.5 or 10.0.0.0/8, of which X-Forwarded-For, -Host and"
                    + " -Proto are believed (nobody's are)")
    private List<String> trusted = List.of();

    @Option(names = "--access-log", description = "logs a line for each request, when it is done (none)")
    private boolean accessLog;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Mixin
    private final AdminOptions admin = new AdminOptions();

    @Mixin
    private final DrainOptions drain = new DrainOptions();

    @Override
    public Integer call() throws Exception {
        if (eventLoops < 1 || eventLoops > 1024) {
            throw wrong("--event-loops " + eventLoops + " makes no sense; give it 1 or more, at the most 1024");
        }
        if (deadline < 1 || deadline > 3600) {
            throw wrong("--deadline " + deadline + " makes no sense; give it seconds, from 1 to 3600");
        }
        if (tlsCert.isPresent() != tlsKey.isPresent()) {
            throw wrong((tlsCert.isPresent() ? "--tls-cert needs --tls-key" : "--tls-key needs --tls-cert")
                    + " beside it; give both, or neither");
        }
        long heap = Runtime.getRuntime().maxMemory();
        Optional<Tls> tls = tlsCert.flatMap(cert -> tlsKey.map(key -> new Tls(cert, key)));
        long bytes =
                memory.orElseGet(() -> MemorySize.standard(heap)).within(heap).bytes();
        CacheSettings plain = CacheSettings.ofMemory(bytes).withRules(config.rules());
        CacheSettings cache = compress ? plain.withCompression() : plain;
        return Program.run(new ProxyService(
                origin,
                host,
                listen,
                Duration.ofSeconds(deadline),
                cache,
                eventLoops,
                tls,
                front(),
                admin.listener(tls),
                drain.stopping()));
    }

    private Filter front() {
        Filter log = accessLog ? AccessLog.create() : Filter.of();
        try {
            // The log within, so that it names the client and not the balancer.
            return trusted.isEmpty() ? log : Filter.of(BehindProxy.at(trusted.toArray(String[]::new)), log);
        } catch (IllegalArgumentException e) {
            throw wrong("--trust: " + e.getMessage());
        }
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}
