package dev.weir.policy;

/**
 * Status codes from one to another.
 *
 * @param first at least 200: what is interim is never stored (RFC 9111 §3)
 * @param last at most 599
 */
public record StatusRange(int first, int last) {

    public StatusRange {
        if (first < 200 || last > 599 || first > last) {
            throw new IllegalArgumentException(
                    "not a status from 200 to 599, such as 404, nor a range of them, such as 500-504");
        }
    }

    boolean contains(int status) {
        return first <= status && status <= last;
    }

    @Override
    public String toString() {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
