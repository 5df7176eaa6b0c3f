package org.anfitrion.libvirt.xml.storage;

import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a pool is made of. */
@XmlType(propOrder = {"hosts", "devices", "directory", "name", "format"})
public final class PoolSourceElement {

    /** The hosts that serve it. */
    @XmlElement(name = "host")
    public List<PoolHostElement> hosts = new ArrayList<>();

    /** The devices that it lies on. */
    @XmlElement(name = "device")
    public List<PoolDeviceElement> devices = new ArrayList<>();

    /** The folder of the other host. */
    @XmlElement(name = "dir")
    public @Nullable PoolDirectoryElement directory;

    /** What it is called where it comes from, such as a volume group. */
    public @Nullable String name;

    /** How it is laid out. */
    public @Nullable FormatElement format;

    /** Creates an element that says nothing. */
    public PoolSourceElement() {}
}
