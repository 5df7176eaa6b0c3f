package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the guest starts. */
@XmlType(
        propOrder = {
            "type",
            "firmwareFeatures",
            "loader",
            "nvram",
            "init",
            "initArguments",
            "kernel",
            "initrd",
            "cmdline",
            "dtb",
            "boot"
        })
public final class OsElement {

    /** Which firmware libvirt is to choose: {@code efi} or {@code bios}. */
    @XmlAttribute
    public @Nullable String firmware;

    /** The kind of guest, its processor and board. */
    public @Nullable OsTypeElement type;

    /** What the chosen firmware must be able to. */
    @XmlElement(name = "firmware")
    public @Nullable OpaqueElement firmwareFeatures;

    /** The firmware image. */
    public @Nullable LoaderElement loader;

    /** Where the variables of UEFI are kept. */
    public @Nullable OpaqueElement nvram;

    /** The first process of a container. */
    public @Nullable String init;

    /** What the first process is told. */
    @XmlElement(name = "initarg")
    public List<String> initArguments = new ArrayList<>();

    /** The kernel image, for a direct start. */
    public @Nullable String kernel;

    /** The initial RAM disk. */
    public @Nullable String initrd;

    /** The kernel's command line. */
    public @Nullable String cmdline;

    /** The device tree. */
    public @Nullable String dtb;

    /** The kinds of devices to start from, in order. */
    @XmlElement(name = "boot")
    public List<BootDeviceElement> boot = new ArrayList<>();

    /** Creates an element that says nothing. */
    public OsElement() {}
}
