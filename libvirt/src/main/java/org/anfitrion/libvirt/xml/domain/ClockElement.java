package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The guest's clock. */
public final class ClockElement {

    /** What it shows at the start: {@code utc}, {@code localtime}, {@code variable}. */
    @XmlAttribute
    public @Nullable String offset;

    /** The timers that the guest sees. */
    @XmlElement(name = "timer")
    public List<TimerElement> timers = new ArrayList<>();

    /** Creates an element that says nothing. */
    public ClockElement() {}
}
