package dev.weir.benchmarks.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceTest {

    /** Frames as they are seen in recordings, the one that runs first. */
    @ParameterizedTest
    @CsvSource({
        "WRITING, io.netty.channel.unix.FileDescriptor.writevAddresses io.netty.channel.epoll.AbstractEpollStreamChannel.doWrite",
        "WRITING, sun.nio.ch.SocketDispatcher.write0 sun.nio.ch.SocketChannelImpl.write",
        "READING, io.netty.channel.unix.Socket.recvAddress io.netty.channel.epoll.EpollEventLoop.run",
        "EVENTS, io.netty.channel.epoll.Native.epollWait io.netty.channel.epoll.EpollIoHandler.run",
        "SOCKETS, io.netty.channel.unix.Socket.accept io.netty.channel.epoll.AbstractEpollServerChannel.epollInReady",
        "COPYING, jdk.internal.misc.Unsafe.copyMemory0 io.netty.buffer.UnsafeByteBufUtil.setBytes",
        "TLS, io.netty.internal.tcnative.SSL.writeToSSL io.netty.handler.ssl.SslHandler.wrap",
        "TLS, java.util.Arrays.copyOf sun.security.ssl.SSLEngineImpl.wrap",
        "ROUTING, java.lang.String.equals dev.weir.http.RouteNode.find dev.weir.http.Routes.handle",
        "CACHE, java.util.HashMap.getNode dev.weir.store.MemoryStore.get dev.weir.wire.Exchange.run",
        "HTTP, io.netty.util.AsciiString.hashCode io.netty.handler.codec.http.HttpObjectDecoder.decode",
        "HTTP, dev.weir.wire.ResponseEncoder.encode io.netty.channel.AbstractChannelHandlerContext.write",
        "HANDLER, sun.security.provider.SHA2.implCompress dev.weir.benchmarks.server.Endpoints.hash",
        "BUFFERS, io.netty.buffer.AdaptivePoolingAllocator.allocate io.netty.channel.epoll.EpollRecvByteAllocatorHandle.allocate",
        "LOOP, io.netty.channel.DefaultChannelPipeline.fireChannelRead java.lang.Thread.run",
        "THREADS, java.util.concurrent.locks.LockSupport.unpark java.util.concurrent.ThreadPoolExecutor.execute",
        "OTHER, java.util.Timer.mainLoop java.lang.Thread.run"
    })
    void theFirstMethodThatIsKnownSaysWhatItIsFor(Place place, String frames) {
        assertThat(Place.of(List.of(frames.split(" ")))).isEqualTo(place);
    }

    @Test
    void noFramesAreNoPlaceOfTheirOwn() {
        assertThat(Place.of(List.of())).isEqualTo(Place.OTHER);
    }
}
