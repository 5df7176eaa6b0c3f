package org.anfitrion.libvirt.wire;

/**
 * Who gets values that libvirt named.
 *
 * @param <K> what a name means
 */
public interface StatisticsReceiver<K> {

    /**
     * Takes a whole number, or a truth as 1 or 0.
     *
     * @param meaning what it is
     * @param value its value; one of 64 bits without a sign is taken for one with
     */
    void number(K meaning, long value);

    /**
     * Takes a number with a fraction.
     *
     * @param meaning what it is
     * @param value its value
     */
    void real(K meaning, double value);

    /**
     * Takes a text.
     *
     * @param meaning what it is
     * @param value its value
     */
    void text(K meaning, String value);
}
