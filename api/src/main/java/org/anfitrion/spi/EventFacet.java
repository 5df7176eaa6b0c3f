package org.anfitrion.spi;

/**
 * What happens on the host.
 *
 * <ul>
 *   <li><b>EVT-1</b> A domain's events come in the order in which they happened, to every sink. A life that is
 * defined, started, suspended, resumed, destroyed and removed shows these six changes in this order;
 * others may stand between. <i>A listener that rebuilds a state from events must get the right one.</i>
 *   <li><b>EVT-2</b> After a registration is closed its sink gets nothing more, but for a call that was running. <i>A
 * listener that has gone must not be called.</i>
 *   <li><b>EVT-3</b> An event has the domain's id and name, also when the domain is gone already. <i>There is nobody left to
 * ask.</i>
 *   <li><b>EVT-4</b> An event comes at the latest a few seconds after what it tells, and after the change can be
 * seen. <i>A listener that looks after it was told must find what it was told.</i>
 * </ul>
 */
public interface EventFacet extends Facet {

    /**
     * Registers a sink.
     *
     * @param sink where events go
     * @return the registration; ends with the session at the latest
     */
    Registration subscribe(EventSink sink);
}
