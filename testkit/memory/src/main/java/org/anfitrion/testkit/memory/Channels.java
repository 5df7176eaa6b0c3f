package org.anfitrion.testkit.memory;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The channels of one run of a domain. Used under the host's lock only. */
final class Channels {

    private final Map<String, HostEnd> open = new HashMap<>(0);
    private final Map<String, ByteArrayOutputStream> received = new HashMap<>(0);

    boolean isTaken(String channel) {
        return open.containsKey(channel);
    }

    void take(String channel, HostEnd end) {
        open.put(channel, end);
    }

    void release(String channel, HostEnd end) {
        open.remove(channel, end);
    }

    /** Takes what the host wrote. */
    void arrive(String channel, byte[] bytes) {
        received.computeIfAbsent(channel, name -> new ByteArrayOutputStream()).writeBytes(bytes);
    }

    byte[] received(String channel) {
        ByteArrayOutputStream bytes = received.get(channel);
        return bytes == null ? new byte[0] : bytes.toByteArray();
    }

    /** Sends what the guest wrote. Where nobody has opened the channel it is lost, as on a port without a listener. */
    void send(String channel, byte[] bytes) {
        HostEnd end = open.get(channel);
        if (end != null) {
            end.deliver(bytes);
        }
    }

    void end() {
        List.copyOf(open.values()).forEach(HostEnd::end);
        open.clear();
    }
}
