package org.anfitrion.libvirt.schema;

/** A name in a namespace; the empty one is none. */
record QName(String namespace, String local) {

    /** Reads what {@link #toString} gives. */
    static QName of(String text) {
        int end = text.indexOf('}');
        return end < 0 ? new QName("", text) : new QName(text.substring(1, end), text.substring(end + 1));
    }

    @Override
    public String toString() {
        return namespace.isEmpty() ? local : "{" + namespace + "}" + local;
    }
}
