package dev.weir.cli;

import dev.weir.edge.Tls;
import dev.weir.filter.BearerAuth;
import dev.weir.filter.Secrets;
import dev.weir.http.Key;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of a server program about who may ask what of its cache. */
final class AdminOptions {
    private static final Key<Boolean> OWNER = Key.of("owner of the cache", Boolean.class);
    private static final String HOW = "make it with: openssl rand -hex 32 > FILE";

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
    private CommandSpec spec;

    @Option(
            names = "--admin",
            paramLabel = "HOST:PORT",
            converter = ListenAddress.Converter.class,
            description =
                    "where the cache's owner is answered, who may purge it and see what it does; needs --admin-token-file (nowhere)")
    private Optional<ListenAddress> listen = Optional.empty();

    @Option(
            names = "--admin-token-file",
            paramLabel = "FILE",
            description = "a file with the token that the owner sends, as 'Authorization: Bearer TOKEN'")
    private Optional<Path> tokenFile = Optional.empty();

    /**
     * Where it listens, and for whom.
     *
     * @param tls what the program serves its clients with, and so its owner
     */
    Optional<AdminListener> listener(Optional<Tls> tls) {
        if (listen.isPresent() != tokenFile.isPresent()) {
            throw wrong((listen.isPresent() ? "--admin needs --admin-token-file" : "--admin-token-file needs --admin")
                    + " beside it; give both, or neither");
        }
        if (tls.isEmpty() && listen.filter(AdminOptions::isReachedByOthers).isPresent()) {
            throw wrong("--admin " + listen.get() + " would take the token over the network in clear text; listen on"
                    + " 127.0.0.1, or give --tls-cert and --tls-key, which hold for it, too");
        }
        return listen.map(address -> new AdminListener(address, guard(token())));
    }

    /** A name that says nothing is not reached by anybody: listening tells what is wrong with it. */
    private static boolean isReachedByOthers(ListenAddress address) {
        try {
            return !InetAddress.getByName(address.host()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static BearerAuth<Boolean> guard(String token) {
        return BearerAuth.of(
                "weir",
                OWNER,
                sent -> Future.succeededFuture(Secrets.equal(sent, token) ? Optional.of(true) : Optional.empty()));
    }

    private String token() {
        Path file = tokenFile.orElseThrow();
        String token;
        try {
            token = Files.readString(file).strip();
        } catch (IOException e) {
            throw wrong("--admin-token-file " + file + " cannot be read as a text file; " + HOW);
        }
        if (token.isEmpty()) {
            throw wrong("--admin-token-file " + file + " is empty; " + HOW);
        }
        if (!token.matches("[A-Za-z0-9._~+/-]+=*")) {
            throw wrong(
                    "--admin-token-file " + file + " has something in it that no token has (RFC 6750 §2.1); " + HOW);
        }
        return token;
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}
