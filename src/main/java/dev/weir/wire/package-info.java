/**
 * The one reader and the one writer of Vert.x exchanges, the limits of the edge, and the only home of what is internal to
 * Vert.x and Netty.
 *
 * <p><b>The way of a request.</b> {@code Edge} puts the limits on a connection, {@code Lane} takes each request that has
 * been read, {@code Exchange} is its life, {@code RequestBody} its content, and {@code ResponseWriter} sends what the
 * handler has answered: whole, by a {@code Pump}, by a {@code PartSender}, or by handing the connection over
 * ({@code TunnelOpener}). {@code InFlight} sweeps for what has taken too long.
 *
 * <h2>Vert.x internals used, and the test that watches each</h2>
 *
 * <ul>
 *   <li>{@code ConnectionBase.channel()} and {@code channelHandlerContext()}, for the Netty channel of a connection
 *       ({@code Peer}): {@code ServeTest}, {@code Http2IT}; {@code reportBytesWritten}, by which
 *       Vert.x's metrics hear of a file's bytes ({@code Peer}): {@code FileTest}.
 *   <li>That a connect handler runs before the first request is read, and that the decoder in the pipeline is called
 *       {@code httpDecoder} ({@code Edge}): {@code StrictRequestTest}.
 *   <li>{@code Http1xHeaders}, in which the response writer of Vert.x and its requests keep their lines
 *       ({@code StrictRequestDecoder}): {@code StrictRequestTest}.
 *   <li>That the encoder in the pipeline is called {@code httpEncoder} and is asked for each response, with its lines in a
 *       {@code Http1xHeaders} that does not look into an empty value ({@code ResponseEncoder}, {@code EncodedLines}):
 *       {@code FramingTest}.
 *   <li>That a request whose decoder result is a failure goes to the handler of invalid requests, in its turn, and fails
 *       its connection once it is answered, which {@code LingeringClose} keeps from closing ({@code Lane}):
 *       {@code StrictRequestTest}.
 *   <li>That an idle timeout is a {@code IdleStateHandler} in the pipeline, which can be taken out once a connection is
 *       handed over ({@code Edge}): {@code Http2EdgeTest}, a connection that says nothing.
 *   <li>That Vert.x resets a malformed HTTP/2 stream, and Netty keeps HTTP/2's limits ({@code Http2Rules}):
 *       {@code Http2EdgeTest}.
 *   <li>{@code VertxHandler.safeBuffer}, which copies content to the heap as Vert.x itself would do later
 *       ({@code StrictRequestDecoder}): {@code MutatedRequestsTest}.
 *   <li>{@code HttpServerRequestInternal.context()}, the context of one request ({@code Exchange}): {@code FailureTest}.
 *   <li>{@code ContextInternal.emit}, which runs a task at once on the event loop and soon from elsewhere
 *       ({@code Exchange}, {@code Lane}): {@code FailureTest}, {@code DetachedTest}.
 *   <li>{@code VertxInternal.contextBuilder()}, for a context of no deployment on an event loop that is given
 *       ({@code Lane}): {@code DetachedTest}.
 *   <li>{@code ContextInternal.nettyEventLoop()} ({@code Lane}): {@code DetachedTest}.
 *   <li>That HTTP/2's connection handler is a {@code Http2ConnectionHandler} of Netty, with its frame listener set before
 *       the connect handler runs ({@code Http2Heads}, {@code Http2Pace}): {@code Http2IT}, a request without content, and
 *       {@code Http2PaceTest}.
 *   <li>That Netty's flow controller asks all streams whether they may write when it is given its initial window again, and
 *       that Vert.x then sends what it has held back ({@code Http2Wakeups}): {@code Http2WakeupsTest}.
 *   <li>That a paused HTTP/1 connection switches off {@code autoRead} in its channel's configuration, and switches it on
 *       to go on ({@code ReadAhead}): {@code CancellationIT} on NIO, {@code RequestBodyTest}.
 *   <li>That responses reach the channel's own outbound buffer, whose size tells whether a reader takes anything
 *       ({@code OutboundProgress}): {@code ReaderPaceTest}, {@code FileTest}.
 *   <li>That the value of a field reaches the encoder as the object that it was, and that a write over HTTP/1 completes when
 *       the connection has done with all that the encoder made of it ({@code FilePart}, {@code PartSender}):
 *       {@code FileTest}, {@code SentAgainTest}.
 *   <li>The name of Netty's option for TCP_CORK, whose class need not be there ({@code Cork}): {@code SentAgainTest}.
 *   <li>That Vert.x closes a connection of HTTP/1 by its channel, so that a handler behind its own can let that wait, and
 *       {@code VertxConnection.flush}, which completes when all that was written before has gone out
 *       ({@code FlushedClose}): {@code SlowReaderTest}.
 *   <li>That a response of HTTP/1 tells of the connection's end by its exception handler until it has ended
 *       ({@code Exchange}): {@code CancellationIT}, {@code FileTest}.
 *   <li>That a client's connection unwraps to a {@code ConnectionBase} with a {@code codec} in its pipeline, which Vert.x
 *       takes out itself behind a 101, and {@code HeadersAdaptor} ({@code Upstream}): {@code ResponseTest} and
 *       {@code TunnelTest} of origin.
 *   <li>That what {@code VertxConnection.writeToChannel} is given goes out in its turn, and HTTP/2's encoder takes interim
 *       heads beside Vert.x ({@code Interim}): {@code InterimTest}.
 *   <li>That a WebSocket's handshake waits for the end of its request ({@code RequestBody}): {@code TunnelTest}.
 *   <li>That Vert.x adds to a response's head what it must not have there, and asks the handler of the head's end last: a
 *       {@code Connection} for HTTP/1.0 ({@code ResponseWriter}): {@code FramingTest}.
 * </ul>
 */
@NullMarked
package dev.weir.wire;

import org.jspecify.annotations.NullMarked;
