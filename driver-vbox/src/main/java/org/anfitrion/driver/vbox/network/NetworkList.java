package org.anfitrion.driver.vbox.network;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anfitrion.api.error.Failure;
import org.anfitrion.driver.vbox.manage.Manage;
import org.anfitrion.driver.vbox.settings.Registry;
import org.anfitrion.driver.vbox.settings.SettingsElement;

/**
 * Which networks there are: NAT networks and DHCP servers are in VirtualBox's registry, host-only interfaces are told by
 * VBoxManage, in one call. Thread-safe.
 */
public final class NetworkList {

    /** What VirtualBox calls the network of a host-only interface begins with this. */
    static final String HOST_ONLY = "HostInterfaceNetworking-";

    private final Manage manage;
    private final Path home;

    /**
     * Prepares looking.
     *
     * @param manage runs VBoxManage
     * @param home VirtualBox's home folder
     */
    public NetworkList(Manage manage, Path home) {
        this.manage = manage;
        this.home = home;
    }

    Path home() {
        return home;
    }

    /**
     * Tells which networks are known, and which of them are up. Host-only interfaces are not among them: nothing is asked of
     * VBoxManage.
     *
     * @return whether it is up, by name
     */
    public Map<String, Boolean> states() {
        Map<String, Boolean> states = new LinkedHashMap<>();
        kept().forEach(network -> states.put(network.name(), network.isActive()));
        return states;
    }

    /** All networks. */
    List<VboxNetwork> all(Failure attempt) {
        List<VboxNetwork> all = new ArrayList<>(kept());
        Map<String, SettingsElement> servers = servers();
        for (HostInterface card : HostInterface.parse(manage.to(attempt).run("list", "hostonlyifs"))) {
            all.add(new VboxNetwork(
                    card.name(),
                    NetworkKind.HOST_ONLY,
                    Optional.empty(),
                    Optional.ofNullable(servers.get(card.networkName())),
                    Optional.of(card)));
        }
        return all;
    }

    /** A network; one that the registry knows without asking VBoxManage. */
    Optional<VboxNetwork> find(String name, Failure attempt) {
        manage.gate().admit(attempt, false);
        return named(kept(), name).or(() -> named(all(attempt), name));
    }

    private static Optional<VboxNetwork> named(List<VboxNetwork> networks, String name) {
        return networks.stream().filter(network -> network.name().equals(name)).findFirst();
    }

    private List<VboxNetwork> kept() {
        Map<String, SettingsElement> servers = servers();
        List<VboxNetwork> kept = new ArrayList<>();
        services().stream()
                .flatMap(services -> services.all("NATNetworks", "NATNetwork"))
                .forEach(nat -> nat.attribute("networkName")
                        .ifPresent(name -> kept.add(new VboxNetwork(
                                name,
                                NetworkKind.NAT,
                                Optional.of(nat),
                                Optional.ofNullable(servers.remove(name)),
                                Optional.empty()))));
        servers.forEach((name, server) -> {
            if (!name.startsWith(HOST_ONLY)) {
                kept.add(new VboxNetwork(
                        name, NetworkKind.INTERNAL, Optional.empty(), Optional.of(server), Optional.empty()));
            }
        });
        return kept;
    }

    private Map<String, SettingsElement> servers() {
        Map<String, SettingsElement> servers = new LinkedHashMap<>();
        services().stream()
                .flatMap(services -> services.all("DHCPServers", "DHCPServer"))
                .forEach(server -> server.attribute("networkName").ifPresent(name -> servers.put(name, server)));
        return servers;
    }

    private Optional<SettingsElement> services() {
        return Registry.read(home).services();
    }
}
