package dev.weir.wire;

/**
 * What runs on an event loop in the name of a request.
 *
 * @param serial another number for each call of somebody's code
 * @param request its method and path, undecoded and without its query, and the route that took it if one has
 */
public record Busy(long serial, String request) {}
