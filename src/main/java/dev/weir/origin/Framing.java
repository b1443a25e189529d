package dev.weir.origin;

import dev.weir.fields.CommaList;
import dev.weir.fields.FieldNames;
import dev.weir.http.Body;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpVersion;
import java.util.List;

/** Whether the head of a response holds together, and how long its content is (RFC 9112 §6). */
final class Framing {
    static final int SWITCHING_PROTOCOLS = 101;

    private Framing() {}

    /** What is wrong with the head of a response to a request that offered these protocols, or nothing. */
    static String fault(HttpClientResponse response, List<String> offered) {
        int status = response.statusCode();
        if (status == SWITCHING_PROTOCOLS) {
            return switchFault(response.headers().getAll(FieldNames.UPGRADE), offered);
        }
        if (status < 200 || status > 599) {
            return "status " + status;
        }
        String coding = response.getHeader(FieldNames.TRANSFER_ENCODING);
        boolean framed = coding == null || isChunkedAlone(response);
        // RFC 9112 §6.1: another coding was not asked for, and in HTTP/1.0 its framing is faulty.
        return framed ? "" : "Transfer-Encoding '" + coding + "'";
    }

    /** RFC 9110 §7.8: a server names what it switches to, and that is something that was offered. */
    private static String switchFault(List<String> lines, List<String> offered) {
        if (offered.isEmpty()) {
            return "it switches protocols unasked";
        }
        String taken = String.join(", ", lines);
        List<String> protocols = CommaList.members(taken);
        boolean all = protocols.stream().allMatch(one -> offered.stream().anyMatch(one::equalsIgnoreCase));
        return all && !protocols.isEmpty() ? "" : "it switches to a protocol that was not offered, '" + taken + "'";
    }

    private static boolean isChunkedAlone(HttpClientResponse response) {
        List<String> codings = response.headers().getAll(FieldNames.TRANSFER_ENCODING);
        return codings.size() == 1
                && codings.get(0).equalsIgnoreCase("chunked")
                && response.version() == HttpVersion.HTTP_1_1;
    }

    /** The bytes of the content to a request with {@code method}, or {@link Body#UNKNOWN_LENGTH}. */
    static long length(HttpClientResponse response, String method) {
        int status = response.statusCode();
        if (method.equals("HEAD") || status == 204 || status == 304) {
            return 0;
        }
        String declared = response.getHeader(FieldNames.CONTENT_LENGTH);
        return declared == null ? Body.UNKNOWN_LENGTH : Long.parseLong(declared);
    }
}
