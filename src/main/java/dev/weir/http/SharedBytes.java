package dev.weir.http;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * Bytes at hand that never change and that many are given, one after the other. Who sends them may keep a copy in a form
 * that costs less to send, and knows by {@code identity} what it is a copy of.
 *
 * @param identity the same object for the same bytes, and never for others
 * @param pieces the bytes, in order
 * @param length the number of bytes
 */
public record SharedBytes(Object identity, List<Buffer> pieces, long length) {}
