package org.anfitrion.spi;

import java.util.List;
import java.util.Optional;
import org.anfitrion.api.domain.Applied;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.network.Lease;
import org.anfitrion.api.network.NetworkInfo;
import org.anfitrion.api.network.NetworkSpec;

/**
 * Networks that the host makes for its guests. A network's name is its identity.
 *
 * <ul>
 *   <li><b>NET-1</b> A defined network is found and listed once, is inactive and persistent, and its CONFIG
 *       description says what was asked for. <i>What was asked for is what there is.</i>
 *   <li><b>NET-2</b> A name or UUID that is taken is AlreadyExistsException, and the other network is as it was.
 *       <i>Defining never replaces.</i>
 *   <li><b>NET-3</b> A started network is active. Starting an active network and stopping an inactive one are
 *       InvalidStateException. <i>A caller that is wrong about the state wants to know.</i>
 *   <li><b>NET-4</b> Operations on a network that is not there are NotFoundException; looking one up is empty.
 *       <i>Looking is not a mistake.</i>
 *   <li><b>NET-5</b> An update changes what differs between the base's description and the wanted one, and nothing
 *       else; if the configuration is not the base's any more it is ConflictException and changes nothing. <i>Two
 *       writers must not lose each other's work.</i>
 *   <li><b>NET-6</b> A LIVE update of kept addresses takes effect without stopping the network. <i>Guests are on
 *       it.</i>
 *   <li><b>NET-7</b> An active network is not removed: InvalidStateException. A removed one is gone from lists and
 *       look-ups, and its name can be used again. <i>Guests may be on it.</i>
 *   <li><b>NET-8</b> The leases are those that were given and have not expired, each with card and address; a card
 *       for which an address is kept gets that one. <i>It is how a guest is found.</i>
 *   <li><b>NET-9</b> Autostart, once set, is in the rows and in the CONFIG description. <i>Who sets it must be able to
 *       see it.</i>
 *   <li><b>NET-10</b> Where the session tells events, a network that is defined, started, stopped and removed is told
 *       as these four changes in this order, by its name; others may stand between. <i>A listener that rebuilds a state
 *       from events must get the right one.</i>
 *   <li><b>NET-11</b> A domain with a card on a network that is known and not active does not run without it: its start
 *       is InvalidStateException and changes nothing, or brings the network up. <i>A guest that nobody can reach must not look like one that runs well.</i>
 * </ul>
 */
public interface NetworkFacet extends Facet {

    /**
     * Lists all networks, in a constant number of round trips.
     *
     * @return the rows, in no particular order
     */
    List<NetworkInfo> networks();

    /**
     * Looks a network up.
     *
     * @param name the network's name
     * @return its row, if it is there
     */
    Optional<NetworkInfo> network(String name);

    /**
     * Makes a network known. It is not started.
     *
     * @param spec what it should be
     * @return its row
     */
    NetworkInfo define(NetworkSpec spec);

    /**
     * Reads a configuration.
     *
     * @param network the network's name
     * @param view which of its two configurations
     * @return description, native configuration and revision
     */
    Described<NetworkSpec> read(String network, View view);

    /**
     * Applies a difference.
     *
     * @param network the network's name
     * @param base what was read
     * @param wanted what it should be
     * @param scope where to apply it, its view is the base's
     * @return what was changed
     */
    Applied update(String network, Described<NetworkSpec> base, NetworkSpec wanted, Scope scope);

    /**
     * Brings a network up.
     *
     * @param network the network's name
     * @return its row
     */
    NetworkInfo start(String network);

    /**
     * Takes a network down.
     *
     * @param network the network's name
     * @return its row
     */
    NetworkInfo stop(String network);

    /**
     * Sets whether a network starts with the host.
     *
     * @param network the network's name
     * @param on whether it starts with the host
     */
    void autostart(String network, boolean on);

    /**
     * Makes a network unknown.
     *
     * @param network the network's name
     */
    void remove(String network);

    /**
     * Lists the addresses that a network gave out.
     *
     * @param network the network's name
     * @return the leases, in no particular order
     */
    List<Lease> leases(String network);
}
