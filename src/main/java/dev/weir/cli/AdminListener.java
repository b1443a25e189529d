package dev.weir.cli;

import dev.weir.http.Filter;

/**
 * Where the cache's owner is answered.
 *
 * @param guard lets nobody else through
 */
record AdminListener(ListenAddress listen, Filter guard) {}
