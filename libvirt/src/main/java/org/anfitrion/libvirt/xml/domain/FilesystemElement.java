package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlType;
import org.jspecify.annotations.Nullable;

/** Files of the host that the guest sees. */
@XmlType(propOrder = {"driver", "source", "target", "readonly"})
public final class FilesystemElement {

    /** What they come from: {@code mount}, {@code template}, {@code file}, {@code block}, {@code ram}, …; absent means mount. */
    @XmlAttribute
    public @Nullable String type;

    /** Whose rights hold: {@code passthrough}, {@code mapped}, {@code squash}. */
    @XmlAttribute(name = "accessmode")
    public @Nullable String accessMode;

    /** What carries them. */
    public @Nullable FilesystemDriverElement driver;

    /** Where they are. */
    public @Nullable FilesystemSourceElement source;

    /** Where the guest sees them. */
    public @Nullable FilesystemTargetElement target;

    /** There if the guest may not write. */
    public @Nullable OpaqueElement readonly;

    /** Creates an element that says nothing. */
    public FilesystemElement() {}
}
