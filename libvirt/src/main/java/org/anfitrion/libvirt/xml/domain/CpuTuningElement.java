package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a domain shares the host's processors with others. */
@XmlType(propOrder = {"shares", "period", "quota", "vcpuPins", "emulatorPin"})
public final class CpuTuningElement {

    /** The weight against other domains. */
    public @Nullable String shares;

    /** The period of the quota, in microseconds. */
    public @Nullable String period;

    /** What each virtual CPU may use in a period, in microseconds; negative is no limit. */
    public @Nullable String quota;

    /** Where virtual CPUs run. */
    @XmlElement(name = "vcpupin")
    public List<CpuPinElement> vcpuPins = new ArrayList<>();

    /** Where the machine's own work is done. */
    @XmlElement(name = "emulatorpin")
    public @Nullable CpuPinElement emulatorPin;

    /** Creates an element that says nothing. */
    public CpuTuningElement() {}
}
