package org.anfitrion.libvirt.xml.domain;

/** An element whose content is of no interest here, only whether it is there. */
public final class OpaqueElement {

    /** Creates an element that says nothing. */
    public OpaqueElement() {}
}
