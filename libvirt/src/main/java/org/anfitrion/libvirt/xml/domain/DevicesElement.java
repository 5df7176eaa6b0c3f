package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The devices of a domain. */
@XmlType(
        propOrder = {
            "emulator",
            "disks",
            "controllers",
            "filesystems",
            "interfaces",
            "serials",
            "consoles",
            "channels",
            "graphics",
            "memballoon",
            "rngs"
        })
public final class DevicesElement {

    /** The device model's path on the host. */
    public @Nullable String emulator;

    /** Drives. */
    @XmlElement(name = "disk")
    public List<DiskElement> disks = new ArrayList<>();

    /** Controllers and bridges. */
    @XmlElement(name = "controller")
    public List<ControllerElement> controllers = new ArrayList<>();

    /** Files of the host. */
    @XmlElement(name = "filesystem")
    public List<FilesystemElement> filesystems = new ArrayList<>();

    /** Network cards. */
    @XmlElement(name = "interface")
    public List<InterfaceElement> interfaces = new ArrayList<>();

    /** Serial ports. */
    @XmlElement(name = "serial")
    public List<CharacterDeviceElement> serials = new ArrayList<>();

    /** Consoles; the first shows the first serial port again. */
    @XmlElement(name = "console")
    public List<CharacterDeviceElement> consoles = new ArrayList<>();

    /** Channels between host and guest. */
    @XmlElement(name = "channel")
    public List<CharacterDeviceElement> channels = new ArrayList<>();

    /** Screens. */
    @XmlElement(name = "graphics")
    public List<GraphicsElement> graphics = new ArrayList<>();

    /** The memory balloon. */
    public @Nullable BalloonElement memballoon;

    /** Sources of entropy. */
    @XmlElement(name = "rng")
    public List<RngElement> rngs = new ArrayList<>();

    /** Creates an element that says nothing. */
    public DevicesElement() {}
}
