package dev.weir.filter;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses and networks of addresses: {@code 10.0.0.0/8} (RFC 4632 §3.1), {@code 2001:db8::/32} (RFC 4291 §2.3). */
final class Networks {
    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F.]*:[0-9a-fA-F:.]*");

    /** As many bits of an address as all in the network have in common. */
    private static final class Network {
        private final byte[] address;
        private final int bits;

        Network(byte[] address, int bits) {
            this.address = address;
            this.bits = bits;
        }

        boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            for (int i = 0; i < bits; i++) {
                if (bit(address, i) != bit(other, i)) {
                    return false;
                }
            }
            return true;
        }

        boolean endsInZeros() {
            for (int i = bits; i < address.length * 8; i++) {
                if (bit(address, i)) {
                    return false;
                }
            }
            return true;
        }

        private static boolean bit(byte[] bytes, int at) {
            return (bytes[at >> 3] & (0x80 >> (at & 7))) != 0;
        }
    }

    private final List<Network> networks;

    private Networks(List<Network> networks) {
        this.networks = networks;
    }

    /**
     * Reads each.
     *
     * @throws IllegalArgumentException names the first that is none
     */
    static Networks of(String... texts) {
        List<Network> read = new ArrayList<>(texts.length);
        for (String text : texts) {
            read.add(read(text));
        }
        return new Networks(List.copyOf(read));
    }

    private static Network read(String text) {
        int slash = text.indexOf('/');
        byte[] bytes = bytes(slash < 0 ? text : text.substring(0, slash))
                .orElseThrow(() -> wrong(text, "write it as in 10.0.0.5, 10.0.0.0/8 or 2001:db8::/32"));
        int most = bytes.length * 8;
        String digits = slash < 0 ? String.valueOf(most) : text.substring(slash + 1);
        if (!digits.matches("[0-9]{1,3}") || Integer.parseInt(digits) > most) {
            throw wrong(text, "behind the slash stand 0 to " + most);
        }
        Network network = new Network(bytes, Integer.parseInt(digits));
        if (!network.endsInZeros()) {
            throw wrong(text, "it is longer than " + digits + " bits; give the network's first address");
        }
        return network;
    }

    private static IllegalArgumentException wrong(String text, String why) {
        return new IllegalArgumentException("'" + text + "' is no address or network: " + why);
    }

    /** Whether {@code address} is one of them or in one of them; what is no address is in none. */
    boolean contain(String address) {
        Optional<byte[]> bytes = bytes(address);
        if (bytes.isPresent()) {
            for (Network network : networks) {
                if (network.contains(bytes.get())) {
                    return true;
                }
            }
        }
        return false;
    }

    static boolean isAddress(String text) {
        return bytes(text).isPresent();
    }

    /** No name is ever looked up: what {@link InetAddress} is asked for is an address by its look. */
    private static Optional<byte[]> bytes(String text) {
        int zone = text.indexOf('%');
        String plain = zone < 0 ? text : text.substring(0, zone);
        if (!IPV4.matcher(plain).matches() && !IPV6.matcher(plain).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(plain).getAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
