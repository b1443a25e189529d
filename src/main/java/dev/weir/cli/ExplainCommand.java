package dev.weir.cli;

import dev.weir.cache.CacheSettings;
import dev.weir.fields.FieldLines;
import dev.weir.fields.FieldNames;
import dev.weir.fields.FieldSyntax;
import dev.weir.fields.HopByHop;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir explain}: what the cache does with a response of an origin server, and why. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = "Asks an origin server for a path, through an empty cache, and says what the cache did and what a"
                + " second request would get, with the sections of the RFCs that decide it.")
final class ExplainCommand implements Callable<Integer> {

    private static final long MEMORY = 64 << 20;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
    private CommandSpec spec;

    @Option(
            names = "--origin",
            required = true,
            paramLabel = "URL",
            converter = OriginUrl.class,
            description = "the server to ask, such as http://127.0.0.1:9000")
    @SuppressWarnings("NullAway.Init") // picocli sets it: it is required
    private URI origin;

    @Parameters(paramLabel = "PATH", description = "path and query, such as /page?a=1")
    @SuppressWarnings("NullAway.Init") // picocli sets it: it is required
    private String path;

    @Option(
            names = "-H",
            paramLabel = "FIELD",
            description = "a field of both requests, such as 'Accept-Language: de'; 'Host: www.example' asks for that"
                    + " host; may be given several times")
    private List<String> fields = List.of();

    @Option(names = "--compress", description = "as weir proxy with it: what is worth it is kept compressed, too")
    private boolean compress;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Override
    public Integer call() {
        if (!path.startsWith("/") || path.chars().anyMatch(c -> c <= ' ' || c > '~' || c == '#')) {
            throw wrong("'" + path + "' is not a path as it stands in a request; write it as in /page?a=1");
        }
        FieldLines.Builder builder = FieldLines.builder();
        fields.forEach(field -> add(builder, field));
        FieldLines lines = builder.build();
        if (lines.all(FieldNames.HOST).size() > 1) {
            throw wrong("-H 'Host: …' stands there twice; a request is for one host");
        }
        CacheSettings plain = CacheSettings.ofMemory(MEMORY).withRules(config.rules());
        CacheSettings caching = compress ? plain.withCompression() : plain;
        Vertx vertx = Platform.start(1);
        try {
            List<String> said = new Explained(vertx, origin, path, lines, caching)
                    .lines()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            said.forEach(spec.commandLine().getOut()::println);
            spec.commandLine().getOut().flush();
            return 0;
        } catch (CompletionException e) {
            throw e.getCause() instanceof StartException cause ? cause : e;
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private void add(FieldLines.Builder lines, String field) {
        int colon = field.indexOf(':');
        String name = colon < 0 ? "" : field.substring(0, colon).strip();
        String value = field.substring(colon + 1).strip();
        if (!FieldSyntax.isToken(name) || value.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw wrong("-H '" + field + "' is not a field; write it as in -H 'Accept-Language: de'");
        }
        if (HopByHop.isHopByHop(name) || name.equalsIgnoreCase(FieldNames.CONTENT_LENGTH)) {
            throw wrong("-H '" + field + "' is for one connection only, or about content, and tells a cache nothing;"
                    + " leave it out");
        }
        lines.add(name, value);
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}
