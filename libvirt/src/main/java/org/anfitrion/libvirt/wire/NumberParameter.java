package org.anfitrion.libvirt.wire;

/**
 * A whole number with a name, as libvirt's {@code virTypedParameter} has it.
 *
 * @param name libvirt's name
 * @param type how libvirt wants it, which refuses it otherwise
 * @param value the number
 */
public record NumberParameter(String name, Type type, long value) {

    /** A whole number's type in {@code virTypedParameterType}. */
    public enum Type {
        /** Four bytes without a sign. */
        UINT(2),
        /** Eight bytes with a sign. */
        LLONG(3),
        /** Eight bytes without a sign. */
        ULLONG(4);

        private final int number;

        Type(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }
}
