package dev.weir.origin;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * An origin server that sees bytes and answers bytes. It takes connections one after another as they are asked for by
 * {@link #accept()}; nothing waits longer than ten seconds.
 */
final class ScriptedOrigin implements Closeable {
    private static final int PATIENCE_MILLIS = 10_000;

    private final ServerSocket server;
    private final BlockingQueue<Peer> peers = new ArrayBlockingQueue<>(1_000);
    private final Queue<Peer> all = new ConcurrentLinkedQueue<>();

    ScriptedOrigin() throws IOException {
        this(new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress()));
    }

    ScriptedOrigin(ServerSocket server) {
        this.server = server;
        Thread thread = new Thread(this::takeAll, "scripted origin");
        thread.setDaemon(true);
        thread.start();
    }

    private void takeAll() {
        try {
            while (true) {
                Peer peer = new Peer(server.accept());
                all.add(peer);
                peers.add(peer);
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    int port() {
        return server.getLocalPort();
    }

    /** The next connection. */
    Peer accept() throws InterruptedException {
        Peer peer = peers.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        if (peer == null) {
            throw new AssertionError("no connection came");
        }
        return peer;
    }

    /** How many connections have been taken so far. */
    int connections() {
        return all.size();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Peer peer : all) {
            peer.socket.close();
        }
    }

    /** One connection, seen from the origin server. */
    static final class Peer {
        final Socket socket;

        Peer(Socket socket) throws SocketException {
            this.socket = socket;
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
        }

        /** What comes, up to and with {@code end}. */
        String readUntil(String end) throws IOException {
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            InputStream in = socket.getInputStream();
            while (!read.toString(StandardCharsets.ISO_8859_1).endsWith(end)) {
                int next = in.read();
                if (next < 0) {
                    throw new IOException("closed after: " + read.toString(StandardCharsets.ISO_8859_1));
                }
                read.write(next);
            }
            return read.toString(StandardCharsets.ISO_8859_1);
        }

        /** A header section. */
        String readHead() throws IOException {
            return readUntil("\r\n\r\n");
        }

        String read(int bytes) throws IOException {
            return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.ISO_8859_1);
        }

        Peer send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return this;
        }

        /** Waits until the other side has closed, whatever it sends before. */
        void awaitClose() throws IOException {
            try {
                socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
            } catch (SocketException | javax.net.ssl.SSLException broken) {
                // closed as well
            }
        }

        void close() throws IOException {
            socket.close();
        }
    }
}
