import static dev.weir.http.HttpHandler.ok;
import static dev.weir.http.Routes.get;

import dev.weir.Weir;
import dev.weir.http.Response;
import dev.weir.http.Routes;
import dev.weir.http.WebSockets;
import dev.weir.server.RunningServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A chat over WebSockets: what one says, all hear. Only pages of this server may connect, since a browser sends the
 * user's cookies along.
 *
 * <p>Open {@code http://127.0.0.1:8080/} in two windows.
 */
public final class WebSocketChat {

    private static final String PAGE = """
            <!doctype html><title>Chat</title>
            <form><label>Say <input autofocus></label></form><ul aria-live="polite"></ul>
            <script>
              const socket = new WebSocket('ws://' + location.host + '/chat');
              socket.onmessage = e => {
                document.querySelector('ul').appendChild(document.createElement('li')).textContent = e.data;
              };
              document.querySelector('form').onsubmit = e => {
                e.preventDefault();
                socket.send(document.querySelector('input').value);
                e.target.reset();
              };
            </script>
            """;

    private WebSocketChat() {}

    /** Takes the port as its first argument. */
    public static void main(String[] args) {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 8080;
        Set<ServerWebSocket> room = ConcurrentHashMap.newKeySet();
        Routes routes = Routes.of(
                get("/", request -> ok(Response.html(PAGE))), get("/chat", WebSockets.endpoint((request, socket) -> {
                    room.add(socket);
                    socket.closeHandler(left -> room.remove(socket));
                    socket.textMessageHandler(text -> room.forEach(each -> each.writeTextMessage(text)));
                })));
        RunningServer server = Weir.serve(Vertx.vertx(), port, routes).await();
        System.out.println("listening on " + server.url());
    }
}
