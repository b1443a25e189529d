package dev.weir.origin;

import dev.weir.fields.HopByHop;
import dev.weir.http.Body;
import dev.weir.http.Request;

/** Whether a request asks for another protocol on its connection (RFC 9110 §7.8). */
final class Upgrades {

    private Upgrades() {}

    /** A GET without content in HTTP/1.1, as WebSocket has it (RFC 6455 §4.1); others go on without the offer. */
    static boolean isWanted(Request request) {
        return HopByHop.offersUpgrade(request.fields())
                && request.method().equals("GET")
                && request.body() instanceof Body.None
                && request.protocol().equals("HTTP/1.1")
                && HopByHop.options(request.fields()).contains("upgrade");
    }
}
