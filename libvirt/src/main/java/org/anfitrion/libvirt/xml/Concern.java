package org.anfitrion.libvirt.xml;

import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.libvirt.xml.domain.DomainElement;

/** One part of a description and of domain XML: all that translates between the two stands in one class. */
interface Concern {

    /**
     * Reads this part. Whatever libvirt may have written is read: what the types of a description refuse becomes the
     * nearest that they accept.
     */
    void read(DomainElement from, DomainSpecBuilder to);

    /** Writes this part, if it is new or differs from the base, and says so. */
    void write(Change change);
}
