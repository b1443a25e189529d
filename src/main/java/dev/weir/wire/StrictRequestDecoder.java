package dev.weir.wire;

import dev.weir.edge.HeadLimits;
import dev.weir.http.HttpException;
import dev.weir.http.Registration;
import dev.weir.http.Time;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.vertx.core.http.impl.headers.Http1xHeaders;
import io.vertx.core.net.impl.VertxHandler;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads requests of HTTP/1, and refuses each that two readers could read differently; it takes the place of Vert.x's own
 * decoder and gives what that gives. Netty parses; what is judged here is what Netty is lenient about, and the limits.
 *
 * <p>Line feeds without carriage returns, carriage returns without line feeds, folded lines and white space around names
 * are refused rather than mended (RFC 9112 §2.2, §5.1, §5.2 permit either). A head that is refused goes on as a request
 * whose decoder result is the {@link HttpException} to answer with, behind the requests that came before it; broken
 * content is told to the {@link Peer}. Nothing is read after either.
 */
final class StrictRequestDecoder extends HttpRequestDecoder {
    static final String NAME = "httpDecoder";

    private static final int CHUNK = 8 << 10;
    private static final int INITIAL_LINE_BUFFER = 256;
    /** Bytes of chunked framing that content may have for nothing: far more than any honest sender's. */
    private static final int FRAMING_ALLOWANCE = 16 << 10;
    /** Bytes of framing that any chunk may have: a size, two line ends. */
    private static final int FRAMING_PER_READ = 16;

    /** Bytes that a client may send ahead of the answer to its CONNECT. */
    private static final int HELD_FOR_TUNNEL = 64 << 10;

    private final HeadLimits limits;
    private final Time time;
    private final Peer peer;
    private final HeadScanner scanner;
    private final FieldTally tally = new FieldTally();
    private boolean inContent;
    private boolean stopped;
    private boolean holding;
    private long framing;
    private int targetStart;
    private int versionStart;
    private @Nullable Registration slowHead;

    StrictRequestDecoder(HeadLimits limits, Time time, Peer peer) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(limits.requestLine())
                // Netty counts both sections of a message together.
                .setMaxHeaderSize(2 * limits.section())
                .setMaxChunkSize(CHUNK)
                .setInitialBufferSize(INITIAL_LINE_BUFFER)
                .setStrictLineParsing(true)
                .setUseRfc9112TransferEncoding(true)
                .setAllowDuplicateContentLengths(false));
        this.limits = limits;
        this.time = time;
        this.peer = peer;
        this.scanner = new HeadScanner(limits);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        super.channelRead(context, message);
        if (!context.isRemoved()) {
            watchHead(context);
        }
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        if (holding) {
            hold(in);
        } else if (stopped) {
            in.skipBytes(in.readableBytes());
        } else if (inContent) {
            decodeContent(context, in, out);
        } else {
            decodeHead(context, in, out);
        }
    }

    /** What follows CONNECT is the tunnel's, if there will be one. */
    private void hold(ByteBuf in) {
        if (in.readableBytes() > HELD_FOR_TUNNEL) {
            peer.cut();
        }
    }

    private void decodeHead(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        int before = out.size();
        try {
            if (!scanner.isWhole(in)) {
                return;
            }
            tally.clear();
            super.decode(context, in, out);
            judge((HttpRequest) out.get(before));
        } catch (HttpException refusal) {
            while (out.size() > before) {
                out.remove(out.size() - 1);
            }
            out.add(refused(refusal));
            in.skipBytes(in.readableBytes());
            return;
        }
        scanner.clear();
        framing = 0;
        holding = ((HttpRequest) out.get(before)).method().equals(HttpMethod.CONNECT);
        inContent = !(out.get(out.size() - 1) instanceof LastHttpContent);
        peer.headRead();
    }

    private void judge(HttpRequest request) {
        HeadRules.judgeFraming(request, tally);
        DecoderResult result = request.decoderResult();
        if (result.isFailure()) {
            throw refusalOf(result.cause());
        }
        HeadRules.judgeTarget(request, tally, peer.scheme().equals("https"));
        HeadRules.singleOut(request, tally);
    }

    private HttpException refusalOf(Throwable cause) {
        if (cause instanceof HttpException refusal) {
            return refusal;
        }
        // Netty says what is wrong, but may cite what it read.
        return new HttpException(
                400,
                cause instanceof TooLongFrameException
                        ? "A line is too long."
                        : "The head of the request is not one of HTTP/1.1.");
    }

    private void decodeContent(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        int before = out.size();
        int start = in.readerIndex();
        super.decode(context, in, out);
        framing += in.readerIndex() - start;
        for (int i = before; i < out.size(); i++) {
            HttpContent content = (HttpContent) out.get(i);
            framing -= content.content().readableBytes() + FRAMING_PER_READ;
            if (content.decoderResult().isFailure()) {
                out.remove(i);
                broken(new HttpException(400, "The content is not framed as RFC 9112 §7.1 has it."));
                return;
            }
            inContent = !(content instanceof LastHttpContent);
            if (content.content().isReadable()) {
                // Vert.x copies content to the heap once it is its turn, and forgets what waits for that when the
                // connection ends: pooled memory would be lost for good.
                out.set(i, content.replace(VertxHandler.safeBuffer(content.content())));
            }
        }
        framing = Math.max(framing, 0);
        if (framing > FRAMING_ALLOWANCE) {
            broken(new HttpException(400, "The content is mostly framing."));
        }
    }

    private void broken(HttpException fault) {
        stopped = true;
        peer.contentBroken(fault);
    }

    private DefaultHttpRequest refused(HttpException refusal) {
        stopped = true;
        peer.headRead();
        DefaultHttpRequest request =
                new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/", Http1xHeaders.httpHeaders(), false);
        request.setDecoderResult(DecoderResult.failure(refusal));
        return request;
    }

    /** A head that comes whole, as nearly all do, costs no timer. */
    private void watchHead(ChannelHandlerContext context) {
        boolean coming = !inContent && !stopped && !holding && actualReadableBytes() > 0;
        peer.readsHead(coming);
        if (coming && slowHead == null) {
            slowHead = time.after(limits.time(), () -> headTooSlow(context));
        } else if (!coming && slowHead != null) {
            slowHead.remove();
            slowHead = null;
        }
    }

    private void headTooSlow(ChannelHandlerContext context) {
        slowHead = null;
        if (stopped || context.isRemoved() || !context.channel().isActive()) {
            return;
        }
        if (!context.channel().config().isAutoRead()) {
            watchHead(context); // it is not the client who is slow
            return;
        }
        peer.readsHead(false);
        context.fireChannelRead(
                refused(new HttpException(408, "The head of the request took longer than " + limits.time() + ".")));
        context.fireChannelReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        forgetSlowHead();
        super.channelInactive(context);
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext context) throws Exception {
        forgetSlowHead();
        super.handlerRemoved0(context);
    }

    private void forgetSlowHead() {
        if (slowHead != null) {
            slowHead.remove();
            slowHead = null;
        }
    }

    // The three words of a request line, which Netty would also take with other or more white space between them.

    @Override
    protected String splitFirstWordInitialLine(byte[] bytes, int start, int length) {
        targetStart = start + length + 1;
        return super.splitFirstWordInitialLine(bytes, start, length);
    }

    @Override
    protected String splitSecondWordInitialLine(byte[] bytes, int start, int length) {
        if (length == 0 || start != targetStart || bytes[start - 1] != ' ') {
            throw malformedLine();
        }
        versionStart = start + length + 1;
        for (int i = start; i < start + length; i++) {
            // Visible ASCII (RFC 3986 §2), and never a fragment (RFC 9110 §7.1).
            if (bytes[i] <= ' ' || bytes[i] == 0x7f || bytes[i] == '#') {
                throw new HttpException(400, "The target has a character that no target has.");
            }
        }
        return super.splitSecondWordInitialLine(bytes, start, length);
    }

    @Override
    protected String splitThirdWordInitialLine(byte[] bytes, int start, int length) {
        if (start != versionStart || bytes[start - 1] != ' ') {
            throw malformedLine();
        }
        return super.splitThirdWordInitialLine(bytes, start, length);
    }

    private static HttpException malformedLine() {
        return new HttpException(400, "The request line is not a method, a target and a version.");
    }

    @Override
    protected HttpMessage createMessage(String[] line) {
        return new DefaultHttpRequest(
                version(line[2]), HttpMethod.valueOf(line[0]), line[1], Http1xHeaders.httpHeaders(), false);
    }

    private static HttpVersion version(String text) {
        if (text.equals("HTTP/1.1")) {
            return HttpVersion.HTTP_1_1;
        }
        if (text.equals("HTTP/1.0")) {
            return HttpVersion.HTTP_1_0;
        }
        if (text.matches("HTTP/[0-9]\\.[0-9]")) {
            throw new HttpException(505, "The versions here are HTTP/1.1 and HTTP/1.0.");
        }
        throw malformedLine();
    }

    @Override
    protected AsciiString splitHeaderName(byte[] bytes, int start, int length) {
        if (length == 0) {
            throw new HttpException(400, "A field line has no name.");
        }
        return tally.name(bytes, start, length);
    }

    /** Netty asks this for each message; no request is without content by its nature. */
    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        return false;
    }
}
