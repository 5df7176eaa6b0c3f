package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A screen that is shown to people. */
public final class GraphicsElement {

    /** The protocol: {@code vnc}, {@code spice}, {@code rdp}, {@code sdl}, … */
    @XmlAttribute
    public @Nullable String type;

    /** The TCP port; -1 before libvirt has chosen one. */
    @XmlAttribute
    public @Nullable String port;

    /** The TCP port for encrypted connections, of SPICE. */
    @XmlAttribute
    public @Nullable String tlsPort;

    /** Whether libvirt chooses the port: {@code yes} or {@code no}. */
    @XmlAttribute
    public @Nullable String autoport;

    /** A Unix socket instead of a port. */
    @XmlAttribute
    public @Nullable String socket;

    /** The address that it listens on; says the same as the first of {@link #listens}. */
    @XmlAttribute
    public @Nullable String listen;

    /** What a viewer has to know. */
    @XmlAttribute(name = "passwd")
    public @Nullable String password;

    /** What it listens on. */
    @XmlElement(name = "listen")
    public List<GraphicsListenElement> listens = new ArrayList<>();

    /** Creates an element that says nothing. */
    public GraphicsElement() {}
}
