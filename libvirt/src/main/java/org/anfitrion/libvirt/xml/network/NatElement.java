package org.anfitrion.libvirt.xml.network;

/** How addresses are translated; its content is kept as it is. */
public final class NatElement {

    /** Creates an element that says nothing. */
    public NatElement() {}
}
