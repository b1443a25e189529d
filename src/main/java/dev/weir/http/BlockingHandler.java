package dev.weir.http;

/** A handler that may wait for its answer: see {@link HttpHandler#virtual} and {@link HttpHandler#blocking}. */
@FunctionalInterface
public interface BlockingHandler {

    /** Answers {@code request}; may block. What it throws is mapped to a status at the edge. */
    Response handle(Request request) throws Exception;
}
