package org.anfitrion.libvirt;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.libvirt.xml.HostFacts;
import org.jspecify.annotations.Nullable;

/**
 * What this module needs of libvirt's capabilities document.
 *
 * @param hostUuid the host's UUID; empty if it has none
 * @param architecture the host's processor
 * @param cpuVendor the processor's maker, as libvirt names it
 * @param cpuModel the processor's model, as libvirt names it
 * @param cpuFeatures the processor's features beyond its model's
 * @param guests what can run
 */
record Capabilities(
        Optional<String> hostUuid,
        String architecture,
        String cpuVendor,
        String cpuModel,
        Set<String> cpuFeatures,
        List<HostFacts.Guest> guests) {

    private static final XMLInputFactory READERS = readers();

    /** Of libvirt's models of processors those that imply svm; none implies vmx. Source: libvirt's cpu_map. */
    private static final Pattern WITH_SVM = Pattern.compile("(EPYC|Dhyana|Opteron_G[2-9]|phenom|qemu64).*");

    private static XMLInputFactory readers() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    /** Whether the processor is one of Intel's or AMD's, or like AMD's, without the extensions by which it runs guests. */
    boolean lacksHardwareHelp() {
        return switch (cpuVendor) {
            case "Intel" -> !cpuFeatures.contains("vmx");
            case "AMD", "Hygon" ->
                !cpuFeatures.contains("svm") && !WITH_SVM.matcher(cpuModel).matches();
            default -> false;
        };
    }

    static Capabilities parse(String xml) {
        Walk walk = new Walk();
        try {
            XMLStreamReader reader = READERS.createXMLStreamReader(new StringReader(xml));
            try {
                while (reader.hasNext()) {
                    walk.step(reader);
                }
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            throw new BackendFailureException(Failure.to("read", "the host's capabilities")
                    .because("libvirt sent XML that is not well-formed")
                    .causedBy(e));
        }
        return walk.result();
    }

    /** One pass through the document. Not thread-safe. */
    private static final class Walk {

        private final Deque<String> path = new ArrayDeque<>();
        private final StringBuilder text = new StringBuilder();
        private final Set<String> features = new HashSet<>();
        private final List<HostFacts.Guest> guests = new ArrayList<>();
        private final Set<String> domainTypes = new LinkedHashSet<>();
        private final Set<String> machines = new LinkedHashSet<>();
        private @Nullable String uuid;
        private String architecture = "";
        private String vendor = "";
        private String model = "";
        private String osType = "";
        private String guestArchitecture = "";
        private @Nullable String emulator;

        void step(XMLStreamReader reader) throws XMLStreamException {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> start(reader);
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> end();
                default -> {
                    // comments and white space
                }
            }
        }

        private void start(XMLStreamReader reader) {
            path.addLast(reader.getLocalName());
            text.setLength(0);
            switch (where()) {
                case "capabilities/host/cpu/feature" -> features.add(attribute(reader, "name"));
                case "capabilities/guest/arch" -> guestArchitecture = attribute(reader, "name");
                case "capabilities/guest/arch/domain" -> domainTypes.add(attribute(reader, "type"));
                case "capabilities/guest/arch/machine", "capabilities/guest/arch/domain/machine" -> {
                    String canonical = attribute(reader, "canonical");
                    if (!canonical.isEmpty()) {
                        machines.add(canonical);
                    }
                }
                default -> {
                    // nothing that is needed
                }
            }
        }

        private void end() {
            String content = text.toString().strip();
            switch (where()) {
                case "capabilities/host/uuid" -> uuid = content;
                case "capabilities/host/cpu/arch" -> architecture = content;
                case "capabilities/host/cpu/vendor" -> vendor = content;
                case "capabilities/host/cpu/model" -> model = content;
                case "capabilities/guest/os_type" -> osType = content;
                case "capabilities/guest/arch/emulator", "capabilities/guest/arch/domain/emulator" -> {
                    if (emulator == null) {
                        emulator = content;
                    }
                }
                case "capabilities/guest/arch/machine", "capabilities/guest/arch/domain/machine" ->
                    machines.add(content);
                case "capabilities/guest" -> guest();
                default -> {
                    // nothing that is needed
                }
            }
            path.removeLast();
            text.setLength(0);
        }

        private void guest() {
            guests.add(new HostFacts.Guest(
                    osType,
                    guestArchitecture,
                    List.copyOf(domainTypes),
                    Optional.ofNullable(emulator),
                    List.copyOf(machines)));
            domainTypes.clear();
            machines.clear();
            emulator = null;
        }

        private String where() {
            return String.join("/", path);
        }

        private static String attribute(XMLStreamReader reader, String name) {
            String value = reader.getAttributeValue(null, name);
            return value == null ? "" : value;
        }

        Capabilities result() {
            return new Capabilities(
                    Optional.ofNullable(uuid), architecture, vendor, model, Set.copyOf(features), List.copyOf(guests));
        }
    }
}
