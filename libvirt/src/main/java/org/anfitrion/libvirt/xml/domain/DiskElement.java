package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import org.jspecify.annotations.Nullable;

/** A drive. */
@XmlRootElement(name = "disk")
@XmlType(
        propOrder = {
            "driver",
            "source",
            "backingStore",
            "mirror",
            "target",
            "tuning",
            "readonly",
            "serial",
            "boot",
            "address"
        })
public final class DiskElement {

    /** The kind of source: {@code file}, {@code block}, {@code network}, {@code volume}, … */
    @XmlAttribute
    public @Nullable String type;

    /** The kind of drive: {@code disk}, {@code cdrom}, {@code floppy}, {@code lun}; absent means disk. */
    @XmlAttribute
    public @Nullable String device;

    /** How the host reads the source. */
    public @Nullable DiskDriverElement driver;

    /** Where the content is; absent from an empty drive. */
    public @Nullable DiskSourceElement source;

    /** The images under it, where they are known: mostly in what runs. */
    public @Nullable BackingStoreElement backingStore;

    /** The block job that writes elsewhere too; only in what runs. */
    public @Nullable MirrorElement mirror;

    /** How the guest sees it. */
    public @Nullable DiskTargetElement target;

    /** How fast it may be. */
    @XmlElement(name = "iotune")
    public @Nullable DiskTuningElement tuning;

    /** There if the guest may not write. */
    public @Nullable OpaqueElement readonly;

    /** The serial number that the guest sees. */
    public @Nullable String serial;

    /** The drive's own place in the boot order. */
    public @Nullable BootOrderElement boot;

    /** Where it is plugged in. */
    public @Nullable AddressElement address;

    /** Creates an element that says nothing. */
    public DiskElement() {}
}
