package org.anfitrion.driver.vbox;

import com.google.common.net.InetAddresses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.network.AddressSource;
import org.anfitrion.api.network.GuestAddress;
import org.anfitrion.api.unit.MacAddress;
import org.anfitrion.driver.vbox.guest.GuestProperties;
import org.anfitrion.driver.vbox.machine.Machine;
import org.anfitrion.driver.vbox.machine.Machines;
import org.anfitrion.spi.AddressFacet;

/**
 * What the Guest Additions say of a guest's addresses: they keep guest properties {@code /VirtualBox/GuestInfo/Net/N/…}, of the
 * fourth version only. Thread-safe.
 *
 * <p>Source: {@code VBoxServiceVMInfo.cpp} of the Guest Additions: {@code Count}, and of each card {@code V4/IP}, {@code
 * V4/Netmask}, {@code MAC}, {@code Name} and {@code Status}.
 */
final class VboxAddresses implements AddressFacet {

    private static final String FOLDER = "/VirtualBox/GuestInfo/Net/";

    private final Machines machines;
    private final Inventory inventory;

    VboxAddresses(Machines machines, Inventory inventory) {
        this.machines = machines;
        this.inventory = inventory;
    }

    @Override
    public List<GuestAddress> addresses(DomainId id, Set<AddressSource> sources) {
        Machine machine = machines.begin("ask for the addresses of", id, false);
        Failure attempt = machine.attempt();
        if (!inventory.state(machine).isActive()) {
            throw new InvalidStateException(attempt.because("it does not run"));
        }
        if (!sources.contains(AddressSource.AGENT)) {
            throw new UnsupportedCapabilityException(attempt.because(
                    "VirtualBox has a guest's addresses from its Guest Additions only (AGENT), not from " + sources));
        }
        return parse(machines.manage()
                .to(attempt)
                .run("guestproperty", "enumerate", machine.uuid(), "/VirtualBox/GuestInfo/Net/*"));
    }

    static List<GuestAddress> parse(String printed) {
        Map<Integer, Map<String, String>> cards = new TreeMap<>();
        GuestProperties.parse(printed).forEach((name, value) -> {
            String[] parts =
                    name.startsWith(FOLDER) ? name.substring(FOLDER.length()).split("/", 2) : new String[0];
            if (parts.length == 2 && parts[0].matches("\\d{1,9}")) {
                cards.computeIfAbsent(Integer.valueOf(parts[0]), number -> new TreeMap<>())
                        .put(parts[1], value);
            }
        });
        List<GuestAddress> addresses = new ArrayList<>();
        cards.values().forEach(card -> address(card).ifPresent(addresses::add));
        return addresses;
    }

    private static Optional<GuestAddress> address(Map<String, String> card) {
        return Optional.ofNullable(card.get("V4/IP"))
                .filter(InetAddresses::isInetAddress)
                .map(ip -> new GuestAddress(
                        Optional.ofNullable(card.get("Name")).filter(name -> !name.isEmpty()),
                        Optional.ofNullable(card.get("MAC")).flatMap(VboxAddresses::mac),
                        InetAddresses.forString(ip),
                        prefix(card.getOrDefault("V4/Netmask", "")),
                        AddressSource.AGENT));
    }

    /** Twelve digits, without colons. */
    private static Optional<MacAddress> mac(String digits) {
        return digits.matches("[0-9A-Fa-f]{12}")
                ? Optional.of(MacAddress.of(digits.replaceAll("(..)(?!$)", "$1:")))
                : Optional.empty();
    }

    private static int prefix(String mask) {
        return InetAddresses.isInetAddress(mask)
                ? Integer.bitCount(InetAddresses.coerceToInteger(InetAddresses.forString(mask)))
                : 32;
    }
}
