package org.anfitrion.spi;

/**
 * What happens on the host.
 *
 * <ul>
 *   <li><b>EVT-1</b> A domain's events come in the order in which they happened, to every sink. A life that is defined,
 *       started, suspended, resumed, destroyed and removed shows these six changes in this order; others may stand between.
 *   <li><b>EVT-2</b> After a registration is closed its sink gets nothing more, but for a call that was running.
 *   <li><b>EVT-3</b> An event has the domain's id and name, also when the domain is gone already. <i>There is nobody left to
 *       ask.</i>
 *   <li><b>EVT-4</b> An event comes at the latest a few seconds after what it tells, and after the change can be seen.
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
