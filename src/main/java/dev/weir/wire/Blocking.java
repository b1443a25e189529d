package dev.weir.wire;

import io.vertx.core.Future;
import java.util.concurrent.Callable;

/** Does what may block on a worker, and gives its result on the event loop; fails where no worker takes it. */
interface Blocking {
    <T> Future<T> run(Callable<T> task);
}
