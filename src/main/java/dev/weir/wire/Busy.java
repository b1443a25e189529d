package dev.weir.wire;

/**
 * What runs on an event loop in the name of a request.
 *
 * @param serial another number for each call of somebody's code
 * @param method of the request
 * @param path of the request, undecoded, without its query
 * @param route the pattern that took the request, empty before there is one
 */
public record Busy(long serial, String method, String path, String route) {}
