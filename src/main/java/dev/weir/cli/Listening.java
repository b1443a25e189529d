package dev.weir.cli;

import dev.weir.Weir;
import dev.weir.edge.TlsException;
import dev.weir.http.HttpHandler;
import dev.weir.server.Listen;
import dev.weir.server.RunningServer;
import dev.weir.server.ServerSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.UnknownHostException;
import java.util.Locale;

/** Starts a server for the program, and says why it cannot where it cannot. */
final class Listening {

    private Listening() {}

    static Future<RunningServer> start(Vertx vertx, ServerSettings settings, int eventLoops, HttpHandler handler) {
        return start(vertx, settings, eventLoops, handler, "--listen");
    }

    /** @param option what says where it listens */
    static Future<RunningServer> start(
            Vertx vertx, ServerSettings settings, int eventLoops, HttpHandler handler, String option) {
        return Weir.serve(vertx, settings.withBlame(Platform.BLOCKED), eventLoops, handler)
                .recover(cause -> Future.failedFuture(explain(settings.listen(), option, cause)));
    }

    private static Throwable explain(Listen listen, String option, Throwable cause) {
        if (cause instanceof TlsException) {
            return new StartException(String.valueOf(cause.getMessage()));
        }
        String address = new ListenAddress(listen.host(), listen.port()).toString();
        String said = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (said.contains("address already in use")) {
            return new StartException("cannot listen on " + address + ": the port is in use; end the program that uses"
                    + " it, or choose another port with " + option);
        }
        if (said.contains("permission denied")) {
            return new StartException("cannot listen on " + address + ": this user may not use ports below 1024;"
                    + " choose a higher port with " + option + ", or grant CAP_NET_BIND_SERVICE");
        }
        if (cause instanceof UnknownHostException
                || said.contains("resolve")
                || said.contains("cannot assign requested address")) {
            return new StartException("cannot listen on " + address + ": " + listen.host()
                    + " is not an address of this machine; name one with " + option + ", or 0.0.0.0 for all");
        }
        return cause;
    }
}
