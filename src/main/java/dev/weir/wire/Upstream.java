package dev.weir.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.impl.UnpooledHttpClientConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.List;
import java.util.function.ObjIntConsumer;

/**
 * What is read on one HTTP/1 connection to an origin server, one request at a time: by the rules, and without what Vert.x
 * would mistake. On the connection's event loop.
 */
public final class Upstream {
    private static final String CODEC = "codec";

    private final StrictResponseDecoder decoder;

    private Upstream(StrictResponseDecoder decoder) {
        this.decoder = decoder;
    }

    /** Puts itself in the place of Vert.x's codec, before the first request. */
    public static Upstream install(HttpClientConnection connection) {
        StrictResponseDecoder decoder = new StrictResponseDecoder();
        ((ConnectionBase) ((UnpooledHttpClientConnection) connection).unwrap())
                .channel()
                .pipeline()
                .replace(CODEC, CODEC, new CombinedChannelDuplexHandler<>(decoder, new Encoder(decoder)));
        return new Upstream(decoder);
    }

    /**
     * Hands interim responses other than 100 and 101, which are Vert.x's, to {@code listener} from now on (RFC 9110
     * §15.2).
     */
    public void onInterim(ObjIntConsumer<MultiMap> listener) {
        decoder.onInterim(listener);
    }

    /** Whether nothing has come behind the last response, so that another request may follow (RFC 9112 §9.2). */
    public boolean isClean() {
        return decoder.isClean();
    }

    /** Tells the decoder what is asked, on which it depends how an answer ends (RFC 9112 §6.3). */
    private static final class Encoder extends HttpRequestEncoder {
        private final StrictResponseDecoder decoder;

        Encoder(StrictResponseDecoder decoder) {
            this.decoder = decoder;
        }

        @Override
        protected void encode(ChannelHandlerContext context, Object message, List<Object> out) throws Exception {
            if (message instanceof HttpRequest request) {
                decoder.asked(request.method());
            }
            super.encode(context, message, out);
        }
    }
}
