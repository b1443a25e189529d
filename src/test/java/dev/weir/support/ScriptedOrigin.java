package dev.weir.support;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * An origin server that sees bytes and answers bytes. It takes connections one after another as they are asked for by
 * {@link #accept()}; nothing waits longer than ten seconds.
 */
public final class ScriptedOrigin implements Closeable {
    private final ServerSocket server;
    private final BlockingQueue<RawPeer> peers = new ArrayBlockingQueue<>(1_000);
    private final Queue<RawPeer> all = new ConcurrentLinkedQueue<>();

    public ScriptedOrigin() throws IOException {
        this(new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress()));
    }

    public ScriptedOrigin(ServerSocket server) {
        this.server = server;
        Thread thread = new Thread(this::takeAll, "scripted origin");
        thread.setDaemon(true);
        thread.start();
    }

    private void takeAll() {
        try {
            while (true) {
                RawPeer peer = new RawPeer(server.accept());
                all.add(peer);
                peers.add(peer);
                if (server.isClosed()) {
                    peer.close(); // it came in between
                }
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    public int port() {
        return server.getLocalPort();
    }

    /** The next connection. */
    public RawPeer accept() throws InterruptedException {
        RawPeer peer = peers.poll(RawPeer.PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        if (peer == null) {
            throw new AssertionError("no connection came");
        }
        return peer;
    }

    /** How many connections have been taken so far. */
    public int connections() {
        return all.size();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (RawPeer peer : all) {
            peer.close();
        }
    }
}
