package org.anfitrion.libvirt.wire;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What libvirt told by a callback, in its own numbers and words.
 *
 * @param kind what kind of event it is, which says what the rest is
 * @param uuid the domain or secret that it is about; zero for others
 * @param name the name of what it is about; empty for a secret
 * @param first the first number, or 0
 * @param second the second number, or 0
 * @param texts the texts; one that is missing is empty
 * @param parameters named values
 */
public record WireEvent(
        EventKind kind,
        UUID uuid,
        String name,
        long first,
        long second,
        List<String> texts,
        List<Map.Entry<String, String>> parameters) {

    /**
     * Keeps the lists from changing.
     *
     * @param kind what kind of event it is, which says what the rest is
     * @param uuid the domain or secret that it is about; zero for others
     * @param name the name of what it is about; empty for a secret
     * @param first the first number, or 0
     * @param second the second number, or 0
     * @param texts the texts; one that is missing is empty
     * @param parameters named values
     */
    public WireEvent {
        texts = List.copyOf(texts);
        parameters = List.copyOf(parameters);
    }
}
