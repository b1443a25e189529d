package dev.weir.support;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A client that sends and reads HTTP/2 frames as they stand. Waits at the most ten seconds for any of them. */
public final class RawHttp2 implements AutoCloseable {
    public static final int DATA = 0;
    public static final int HEADERS = 1;
    public static final int RST_STREAM = 3;
    public static final int SETTINGS = 4;
    public static final int PING = 6;
    public static final int GOAWAY = 7;
    public static final int CONTINUATION = 9;
    public static final int END_STREAM = 1;
    public static final int END_HEADERS = 4;
    private static final int PRIORITY = 0x20;

    private final SSLSocket socket;
    private final DataInputStream in;
    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);

    private boolean pongs;

    /** One frame. */
    public record Frame(int type, int flags, int stream, ByteBuf payload) {}

    private RawHttp2(SSLSocket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
    }

    /** Connects, and says nothing of HTTP/2 yet. */
    public static RawHttp2 silent(int port) throws IOException, GeneralSecurityException {
        SSLSocket socket =
                (SSLSocket) trusting().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        if (!"h2".equals(socket.getApplicationProtocol())) {
            throw new IOException("got " + socket.getApplicationProtocol());
        }
        return new RawHttp2(socket);
    }

    public static RawHttp2 connect(int port) throws IOException, GeneralSecurityException {
        RawHttp2 client = silent(port);
        client.socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        client.send(SETTINGS, 0, 0, new byte[0]);
        return client;
    }

    public static SSLContext trusting() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Trusting()}, null);
        return context;
    }

    public RawHttp2 send(int type, int flags, int stream, byte[] payload) throws IOException {
        return send(frame(type, flags, stream, payload));
    }

    /** Answers pings from now on, while it waits for an outcome. */
    public RawHttp2 answeringPings() {
        pongs = true;
        return this;
    }

    /** Sends bytes that need not be a frame. */
    public RawHttp2 send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** The bytes of a frame. */
    public static byte[] frame(int type, int flags, int stream, byte[] payload) {
        ByteBuf frame = Unpooled.buffer();
        frame.writeMedium(payload.length)
                .writeByte(type)
                .writeByte(flags)
                .writeInt(stream)
                .writeBytes(payload);
        byte[] bytes = new byte[frame.readableBytes()];
        frame.readBytes(bytes);
        return bytes;
    }

    /** A whole request without content. */
    public RawHttp2 request(int stream, String... lines) throws IOException {
        return send(HEADERS, END_HEADERS | END_STREAM, stream, block(lines));
    }

    /** A field block, every line literal; each line is {@code name=value}. */
    public static byte[] block(String... lines) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String line : lines) {
            int split = line.indexOf('=', 1);
            out.write(0);
            string(out, line.substring(0, split));
            string(out, line.substring(split + 1));
        }
        return out.toByteArray();
    }

    private static void string(ByteArrayOutputStream out, String text) {
        int length = text.length();
        if (length < 127) {
            out.write(length);
        } else {
            out.write(127);
            int rest = length - 127;
            while (rest >= 128) {
                out.write(rest % 128 + 128);
                rest /= 128;
            }
            out.write(rest);
        }
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public Frame read() throws IOException {
        int length = (in.readUnsignedByte() << 16) | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        byte[] payload = new byte[length];
        in.readFully(payload);
        return new Frame(type, flags, stream, Unpooled.wrappedBuffer(payload));
    }

    private static ByteBuf block(Frame frame) {
        boolean hasPriority = (frame.flags() & PRIORITY) != 0;
        return frame.payload().skipBytes(hasPriority ? 5 : 0);
    }

    /** How the server answers on this stream: a status, or {@code reset}, {@code goaway}, or {@code closed}. */
    public String outcome(int stream) throws Exception {
        try {
            while (true) {
                Frame frame = read();
                if (pongs && frame.type() == PING && frame.flags() == 0) {
                    byte[] data = new byte[frame.payload().readableBytes()];
                    frame.payload().readBytes(data);
                    send(PING, 1, 0, data);
                }
                if (frame.type() == GOAWAY) {
                    return "goaway";
                }
                if (frame.type() == HEADERS) {
                    String status = decoder.decodeHeaders(frame.stream(), block(frame))
                            .status()
                            .toString();
                    if (frame.stream() == stream) {
                        return status;
                    }
                }
                if (frame.type() == RST_STREAM && frame.stream() == stream) {
                    return "reset";
                }
            }
        } catch (EOFException | java.net.SocketException e) {
            return "closed";
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
