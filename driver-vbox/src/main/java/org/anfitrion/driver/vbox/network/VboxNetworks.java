package org.anfitrion.driver.vbox.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.domain.Applied;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.ConflictException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.network.Lease;
import org.anfitrion.api.network.NetworkInfo;
import org.anfitrion.api.network.NetworkSpec;
import org.anfitrion.driver.vbox.manage.Manage;
import org.anfitrion.driver.vbox.manage.ManageCall;
import org.anfitrion.driver.vbox.manage.ManageError;
import org.anfitrion.spi.NetworkFacet;
import org.anfitrion.spi.support.CommandResult;

/**
 * VirtualBox's networks. A NAT network is up while it is enabled, and an internal network while its DHCP server is; VirtualBox
 * starts what serves them with the first machine that uses them. So to be up is also to be up after the host's next start:
 * autostart is the same setting. Host-only interfaces are listed, read and removed; VirtualBox names them itself, and what is to
 * be done with the host's interface is the host's affair. Thread-safe.
 */
public final class VboxNetworks implements NetworkFacet {

    /** Why a bridge of the host is no network. */
    public static final String NO_BRIDGE = NetworkDemands.NO_BRIDGE;

    private final Manage manage;
    private final NetworkList list;
    private final Runnable changed;

    /**
     * Creates the facet.
     *
     * @param manage runs VBoxManage
     * @param list finds networks
     * @param changed run after each change
     */
    public VboxNetworks(Manage manage, NetworkList list, Runnable changed) {
        this.manage = manage;
        this.list = list;
        this.changed = changed;
    }

    private static Failure attempt(String operation, String network) {
        return Failure.to(operation, "network '" + network + "'");
    }

    private VboxNetwork require(String name, Failure attempt) {
        return list.find(name, attempt)
                .orElseThrow(() -> new NotFoundException(attempt.because("VirtualBox has no network of this name")));
    }

    private NetworkInfo done(String name, Failure attempt) {
        changed.run();
        return require(name, attempt).row();
    }

    private ManageCall change(Failure attempt) {
        return manage.to(attempt).changing();
    }

    @Override
    public List<NetworkInfo> networks() {
        Failure attempt = Failure.to("list", "networks");
        return list.all(attempt).stream().map(VboxNetwork::row).toList();
    }

    @Override
    public Optional<NetworkInfo> network(String name) {
        return list.find(name, attempt("look up", name)).map(VboxNetwork::row);
    }

    @Override
    public NetworkInfo define(NetworkSpec spec) {
        Failure attempt = attempt("define", spec.name());
        manage.gate().admit(attempt, true);
        NetworkKind kind = NetworkDemands.kind(spec, attempt);
        NetworkDemands.check(spec, kind, attempt);
        boolean serves = !spec.subnets().get(0).dhcpRanges().isEmpty();
        List<String> server =
                serves ? DhcpArguments.whole(spec, kind, isServerEnabled(spec, kind), attempt) : List.of();
        if (list.find(spec.name(), attempt).isPresent()) {
            throw new AlreadyExistsException(attempt.because("VirtualBox has a network of this name"));
        }
        if (kind == NetworkKind.NAT) {
            addNat(spec, server, attempt);
        } else {
            change(attempt).run(words("dhcpserver", "add", "--network", spec.name(), server));
        }
        return done(spec.name(), attempt);
    }

    /** A NAT network's server is always enabled: it runs while the network does. */
    private static boolean isServerEnabled(NetworkSpec spec, NetworkKind kind) {
        return kind == NetworkKind.NAT || spec.autostart();
    }

    private void addNat(NetworkSpec spec, List<String> server, Failure attempt) {
        String network = Masks.address(Masks.network(spec.subnets().get(0))).getHostAddress() + "/"
                + spec.subnets().get(0).prefix();
        List<String> dhcp = List.of("--network", network, "--disable", "--dhcp", server.isEmpty() ? "off" : "on");
        change(attempt).run(words("natnetwork", "add", "--netname", spec.name(), dhcp));
        try {
            if (!server.isEmpty()) {
                change(attempt).run(words("dhcpserver", "add", "--network", spec.name(), server));
            }
            if (spec.autostart()) {
                change(attempt).run("natnetwork", "modify", "--netname", spec.name(), "--enable");
            }
        } catch (HypervisorException e) {
            // Half a network is none: it goes again, and what went wrong is told.
            undefine(require(spec.name(), attempt), attempt, e);
            throw e;
        }
    }

    private void undefine(VboxNetwork network, Failure attempt, HypervisorException because) {
        try {
            delete(network, attempt);
        } catch (HypervisorException e) {
            because.addSuppressed(e);
        }
    }

    private static List<String> words(String command, String verb, String option, String name, List<String> more) {
        List<String> words = new ArrayList<>(List.of(command, verb, option, name));
        words.addAll(more);
        return words;
    }

    @Override
    public Described<NetworkSpec> read(String network, View view) {
        Failure attempt = attempt("read", network);
        VboxNetwork found = require(network, attempt);
        if (view == View.LIVE) {
            requireState(found, true, attempt);
        }
        return found.described(view);
    }

    private static void requireState(VboxNetwork network, boolean active, Failure attempt) {
        if (network.isActive() != active) {
            throw new InvalidStateException(attempt.because(active ? "it is not active" : "it is active"));
        }
    }

    @Override
    public Applied update(String network, Described<NetworkSpec> base, NetworkSpec wanted, Scope scope) {
        Failure attempt = attempt("update", network);
        manage.gate().admit(attempt, true);
        VboxNetwork found = require(network, attempt);
        View view = scope == Scope.LIVE ? View.LIVE : View.CONFIG;
        if (base.view() != view) {
            throw new InvalidSpecException(
                    attempt.because("the update is for " + scope + ", but was begun by reading " + base.view()));
        }
        if (scope == Scope.LIVE) {
            requireState(found, true, attempt);
        }
        if (!found.described(view).revision().equals(base.revision())) {
            throw new ConflictException(attempt.because("it was changed since it was read"));
        }
        NetworkChanges changes = NetworkChanges.between(found, wanted, scope, attempt);
        if (changes.words.isEmpty()) {
            return new Applied(List.of(), Set.of(), false);
        }
        if (!changes.nat.isEmpty()) {
            change(attempt).run(words("natnetwork", "modify", "--netname", network, changes.nat));
        }
        if (!changes.dhcp.isEmpty()) {
            String verb = changes.addsServer ? "add" : "modify";
            change(attempt).run(words("dhcpserver", verb, "--network", network, changes.dhcp));
        }
        if (scope == Scope.LIVE) {
            restartServer(network, attempt);
        }
        changed.run();
        return new Applied(changes.words, Set.of(scope), scope == Scope.CONFIG && found.isActive());
    }

    /** A server that runs reads its configuration at its start only. */
    private void restartServer(String network, Failure attempt) {
        CommandResult result = change(attempt).attempt("dhcpserver", "restart", "--network", network);
        if (result.exitCode() != 0 && !result.errors().contains("not running")) {
            throw ManageError.parse(result.errors(), result.exitCode()).exception(attempt);
        }
    }

    @Override
    public NetworkInfo start(String network) {
        return enable(network, true, attempt("start", network));
    }

    @Override
    public NetworkInfo stop(String network) {
        return enable(network, false, attempt("stop", network));
    }

    private NetworkInfo enable(String name, boolean on, Failure attempt) {
        manage.gate().admit(attempt, true);
        VboxNetwork network = require(name, attempt);
        requireState(network, !on, attempt);
        switchTo(network, on, attempt);
        return done(name, attempt);
    }

    private void switchTo(VboxNetwork network, boolean on, Failure attempt) {
        String word = on ? "--enable" : "--disable";
        switch (network.kind()) {
            case NAT -> {
                if (!on) {
                    change(attempt).run("natnetwork", "stop", "--netname", network.name());
                }
                change(attempt).run("natnetwork", "modify", "--netname", network.name(), word);
            }
            case INTERNAL -> change(attempt).run("dhcpserver", "modify", "--network", network.name(), word);
            case HOST_ONLY ->
                throw NetworkDemands.unsupported(
                        attempt,
                        "a host-only interface is up or down as the host's other interfaces are, by the host's own"
                                + " programs");
        }
    }

    @Override
    public void autostart(String network, boolean on) {
        Failure attempt = attempt("set autostart of", network);
        manage.gate().admit(attempt, true);
        VboxNetwork found = require(network, attempt);
        if (found.isActive() != on) {
            switchTo(found, on, attempt);
            changed.run();
        }
    }

    @Override
    public void remove(String network) {
        Failure attempt = attempt("remove", network);
        manage.gate().admit(attempt, true);
        VboxNetwork found = require(network, attempt);
        if (found.kind() != NetworkKind.HOST_ONLY) {
            requireState(found, false, attempt);
        }
        delete(found, attempt);
        changed.run();
    }

    private void delete(VboxNetwork network, Failure attempt) {
        switch (network.kind()) {
            case NAT -> {
                change(attempt).run("natnetwork", "remove", "--netname", network.name());
                if (network.dhcp().isPresent()) {
                    change(attempt).run("dhcpserver", "remove", "--network", network.name());
                }
            }
            case INTERNAL -> change(attempt).run("dhcpserver", "remove", "--network", network.name());
            case HOST_ONLY -> change(attempt).run("hostonlyif", "remove", network.name());
        }
    }

    @Override
    public List<Lease> leases(String network) {
        Failure attempt = attempt("list the leases of", network);
        VboxNetwork found = require(network, attempt);
        int prefix = found.spec().subnets().stream()
                .map(subnet -> subnet.prefix())
                .findFirst()
                .orElse(32);
        String name = found.kind() == NetworkKind.HOST_ONLY
                ? found.host().map(HostInterface::networkName).orElse(network)
                : network;
        return LeaseFile.read(list.home(), name, prefix);
    }
}
