package dev.weir.origin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.support.RawClient;
import dev.weir.support.RawPeer;
import org.junit.jupiter.api.Test;

class ForwardingTest extends OriginTestCase {

    @Test
    void aRequestGoesToTheOriginAndItsResponseComesBack() throws Exception {
        try (RawClient client = client()) {
            client.send("GET /a?b=c HTTP/1.1\r\nHost: www.example\r\nX-Own: 1\r\n\r\n");
            RawPeer peer = server.accept();
            String head = peer.readHead();
            assertThat(head).startsWith("GET /a?b=c HTTP/1.1\r\n").contains("X-Own: 1\r\n");
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n\r\nhello");
            assertThat(client.readResponse())
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("Set-Cookie: a=1\r\nSet-Cookie: b=2\r\n")
                    .endsWith("\r\n\r\nhello");
        }
    }
}
