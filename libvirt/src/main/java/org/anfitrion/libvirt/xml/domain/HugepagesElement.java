package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlElement;
import java.util.ArrayList;
import java.util.List;

/** The huge pages that memory lies on. */
public final class HugepagesElement {

    /** Their sizes; none leaves the size to the host. */
    @XmlElement(name = "page")
    public List<PageElement> pages = new ArrayList<>();

    /** Creates an element that says nothing. */
    public HugepagesElement() {}
}
