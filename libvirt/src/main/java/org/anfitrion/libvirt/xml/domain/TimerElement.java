package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** A timer that the guest sees. */
public final class TimerElement {

    /** Which: {@code rtc}, {@code pit}, {@code hpet}, {@code kvmclock}. */
    @XmlAttribute
    public @Nullable String name;

    /** What becomes of missed ticks: {@code delay}, {@code catchup}, {@code merge}, {@code discard}. */
    @XmlAttribute(name = "tickpolicy")
    public @Nullable String tickPolicy;

    /** Whether it is there: {@code yes} or {@code no}. */
    @XmlAttribute
    public @Nullable String present;

    /** Creates an element that says nothing. */
    public TimerElement() {}
}
