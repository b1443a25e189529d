package dev.weir.cache;

import dev.weir.fields.FieldLines;
import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.fields.HopByHop;
import dev.weir.http.Body;
import dev.weir.http.Request;
import dev.weir.http.RequestHead;
import java.util.List;

/** The head of the request that a fill sends: GET, for the whole, with the cache's own validators. */
record FillRequest(
        String method,
        String scheme,
        String authority,
        String target,
        Fields fields,
        String protocol,
        String remoteAddress)
        implements RequestHead {

    /**
     * A request like {@code leader}, in a scope of the fill. It has the leader's fields but for those that concern its
     * connection, ask for a part, or are conditions of its own; its attributes stay behind.
     *
     * @param condition what is stored is to be validated with; empty to fetch the whole
     */
    static Request of(Request leader, FieldLines condition, FillScope scope) {
        List<String> options = HopByHop.options(leader.fields());
        FieldLines fields = FieldLines.builder()
                .addAll(leader.fields(), name -> !HopByHop.isHopByHop(name, options) && !isOneClients(name))
                .addAll(condition)
                .build();
        RequestHead head = new FillRequest(
                "GET",
                leader.scheme(),
                leader.authority(),
                leader.target(),
                fields,
                leader.protocol(),
                leader.remoteAddress());
        return leader.withHead(head).withBody(Body.none()).in(scope);
    }

    private static boolean isOneClients(String name) {
        return name.equalsIgnoreCase(FieldNames.RANGE)
                || name.equalsIgnoreCase(FieldNames.IF_RANGE)
                || name.equalsIgnoreCase(FieldNames.IF_NONE_MATCH)
                || name.equalsIgnoreCase(FieldNames.IF_MODIFIED_SINCE)
                || name.equalsIgnoreCase(FieldNames.IF_MATCH)
                || name.equalsIgnoreCase(FieldNames.IF_UNMODIFIED_SINCE)
                || name.equalsIgnoreCase(FieldNames.EXPECT)
                || name.equalsIgnoreCase(FieldNames.CONTENT_LENGTH);
    }
}
