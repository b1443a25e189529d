package dev.weir.http;

import dev.weir.fields.Fields;

/** What a request says before its content. The edge gives a view of what it has read; tests and filters build one. */
public interface RequestHead {

    /** The method, as it stands; compares with case (RFC 9110 §9.1). */
    String method();

    /** {@code http} or {@code https}, as the client used it to reach this server. */
    String scheme();

    /**
     * The host and, unless it is the scheme's default, the port that the request is for (RFC 9110 §7.2), valid and in
     * lower case; empty in HTTP/1.0 without {@code Host}.
     */
    String authority();

    /** The path with its query, undecoded, starting with {@code /}; or {@code *}; or, with CONNECT, the authority. */
    String target();

    /** The header section. */
    Fields fields();

    /** The protocol, such as {@code HTTP/1.1} or {@code HTTP/2}. */
    String protocol();

    /** The address at the other end of the connection, without port; where a filter believes proxies in front, the client's. */
    String remoteAddress();
}
