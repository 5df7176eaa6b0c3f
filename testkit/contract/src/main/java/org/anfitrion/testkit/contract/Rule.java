package org.anfitrion.testkit.contract;

import java.util.Locale;

/**
 * The numbered rules in the Javadoc of {@code org.anfitrion.spi}, so that the Javadoc, the tests and the reports name them
 * alike. A test of this module holds the three together.
 */
public enum Rule {
    /** DRV-1. */
    DRV_1(
            "info() does no input or output and loads no native library.",
            "Drivers are listed on hosts where they cannot run."),
    /** DRV-2. */
    DRV_2(
            "open ends by the context's deadline, and leaves nothing behind if it fails.",
            "A caller that retries must not leak."),
    /** DRV-3. */
    DRV_3(
            "A URI that cannot be meant is InvalidSpecException, a missing native part is "
                    + "DriverUnavailableException and says which package has it, nobody at home is "
                    + "ConnectionLostException.",
            "Each asks for another remedy."),
    /** SES-1. */
    SES_1("close() may be called twice, from any thread, and throws nothing for it.", "Cleaning up must not fail."),
    /** SES-2. */
    SES_2(
            "After close every call throws InvalidStateException.",
            "A dead session must not be mistaken for an empty host."),
    /** SES-3. */
    SES_3(
            "Close unblocks callers that wait in the session; they get InvalidStateException or "
                    + "ConnectionLostException.",
            "A program must be able to end."),
    /** SES-4. */
    SES_4(
            "host() names host, product and version, and counts CPUs and memory.",
            "Reports and bug reports begin with them."),
    /** SES-5. */
    SES_5("facet gives the same answer for the session's whole life.", "Callers cache it."),
    /** SES-6. */
    SES_6(
            "Where support says no, the operation throws UnsupportedCapabilityException and changes nothing.",
            "An application asks first and relies on the answer."),
    /** SES-7. */
    SES_7(
            "A read-only session refuses whatever changes something with AccessDeniedException, before "
                    + "anything is sent.",
            "It is asked for by people who are afraid of changes."),
    /** SES-8. */
    SES_8("hostId() is the same for all sessions to one host, and stays so.", "Handles are compared by it."),
    /** SES-9. */
    SES_9(
            "When the wire breaks, the call in flight throws ConnectionLostException, and so does every later "
                    + "call. For a change that was sent, the exception says that the outcome is unknown.",
            "The API opens another session and retries reads, and only reads."),
    /** SES-10. */
    SES_10(
            "Two threads that change different domains do not disturb each other.",
            "Every handle is shared between threads."),
    /** DOM-1. */
    DOM_1(
            "A defined domain is found, is persistent and shut off, and has the name, UUID, CPUs and memory of "
                    + "its description.",
            "What was asked for is what there is."),
    /** DOM-2. */
    DOM_2(
            "A name or UUID that is taken is AlreadyExistsException, and the other domain is as it was.",
            "Defining never replaces."),
    /** DOM-3. */
    DOM_3(
            "list has every domain once, and only those that the filter selects, in a constant number of round "
                    + "trips.",
            "Hosts have thousands."),
    /** DOM-4. */
    DOM_4("find works by id, name and UUID; what is not there is empty, not an error.", "Looking is not a mistake."),
    /** DOM-5. */
    DOM_5("A row has the wanted fields.", "An accessor that throws is a driver's fault."),
    /** DOM-6. */
    DOM_6("An operation on a domain that is not there is NotFoundException.", "It may have been there a moment ago."),
    /** DOM-7. */
    DOM_7(
            "A removed domain is gone from lists and look-ups, and its name can be used again.",
            "Nothing keeps a name that nobody has."),
    /** DOM-8. */
    DOM_8("An active domain is not removed: InvalidStateException.", "A guest is not stopped by tidying up."),
    /** DOM-9. */
    DOM_9(
            "The CONFIG view says what the description said; what was left open is filled in.",
            "Reading must be able to start an update."),
    /** DOM-10. */
    DOM_10(
            "The LIVE view of a domain that does not run, and the CONFIG view of a transient one, are "
                    + "InvalidStateException.",
            "The two are never mixed."),
    /** DOM-11. */
    DOM_11(
            "An update changes what differs between the base's description and the wanted one, and nothing " + "else.",
            "Native settings survive."),
    /** DOM-12. */
    DOM_12(
            "If the configuration is not the base's any more, the update is ConflictException and changes "
                    + "nothing.",
            "Two writers must not lose each other's work."),
    /** DOM-13. */
    DOM_13(
            "An update without a difference changes nothing and reports no changes.",
            "Writing what is there already is not a change."),
    /** DOM-14. */
    DOM_14("An update cannot change name or UUID: InvalidSpecException.", "They are identity to somebody."),
    /** DOM-15. */
    DOM_15("A transient domain runs at once and is gone when it stops.", "Nothing of it is kept."),
    /** DOM-16. */
    DOM_16("An ephemeral domain is gone when its session has closed.", "A program that ends, ends its guests."),
    /** DOM-17. */
    DOM_17(
            "Autostart, once set, is in the rows; a transient domain has none: InvalidStateException.",
            "Who sets it must be able to see it."),
    /** DOM-18. */
    DOM_18(
            "Every name that a description accepts comes back the same: spaces, Unicode, $ % ; | * -.",
            "Data is never syntax."),
    /** DOM-19. */
    DOM_19(
            "A device that is described natively only cannot be asked for: UnsupportedCapabilityException or "
                    + "InvalidSpecException, and no domain is made.",
            "Half a domain is worse than none."),
    /** PWR-1. */
    PWR_1("START of a domain that is shut off makes it RUNNING; the returned row says so.", "What was started runs."),
    /** PWR-2. */
    PWR_2(
            "START of an active domain is InvalidStateException and leaves it as it is.",
            "A second start must not touch the guest."),
    /** PWR-3. */
    PWR_3("SUSPEND makes a running domain PAUSED, RESUME makes it RUNNING again.", "A paused guest loses nothing."),
    /** PWR-4. */
    PWR_4(
            "SUSPEND, RESUME, SHUTDOWN, REBOOT, RESET and DESTROY of a domain that is shut off are "
                    + "InvalidStateException.",
            "There is nothing to act on."),
    /** PWR-5. */
    PWR_5(
            "SUSPEND of a paused domain and RESUME of a running one are InvalidStateException.",
            "A caller that is wrong about the state wants to know."),
    /** PWR-6. */
    PWR_6(
            "DESTROY leaves a persistent domain shut off, and it can be started again.",
            "Pulling the plug is not removing the machine."),
    /** PWR-7. */
    PWR_7(
            "SHUTDOWN returns without waiting for the guest; a guest that listens is shut off soon.",
            "How long a guest takes is for the caller to wait or not."),
    /** PWR-8. */
    PWR_8("REBOOT and RESET leave the domain active, with the same identity.", "A handle outlives a reboot."),
    /** CON-1. */
    CON_1(
            "If the session started the domain, a reader at START_OF_RUN gets every byte from the first, "
                    + "however late it comes, until the session's buffer is full.",
            "The first lines say why a guest did not boot."),
    /** CON-2. */
    CON_2("Readers do not take bytes from each other.", "Two people may watch one guest."),
    /** CON-3. */
    CON_3("What is written arrives at the guest, in order and unaltered.", "What is typed is commands and passwords."),
    /** CON-4. */
    CON_4(
            "A read waits until there is a byte, the domain stops or the deadline passes; it never spins.",
            "A program waits for guests most of its time."),
    /** CON-5. */
    CON_5(
            "The end of a run is told after its last byte.",
            "A reader that leaves at the end must have read the guest's last words."),
    /** CON-6. */
    CON_6(
            "A console that the domain does not have is NotFoundException; writing to a domain that does not "
                    + "run is InvalidStateException.",
            "Typing into the void must not look like success."),
    /** EVT-1. */
    EVT_1(
            "A domain's events come in the order in which they happened, to every sink. A life that is "
                    + "defined, started, suspended, resumed, destroyed and removed shows these six changes in this "
                    + "order; others may stand between.",
            "A listener that rebuilds a state from events must get the right one."),
    /** EVT-2. */
    EVT_2(
            "After a registration is closed its sink gets nothing more, but for a call that was running.",
            "A listener that has gone must not be called."),
    /** EVT-3. */
    EVT_3(
            "An event has the domain's id and name, also when the domain is gone already.",
            "There is nobody left to ask."),
    /** EVT-4. */
    EVT_4(
            "An event comes at the latest a few seconds after what it tells, and after the change can be seen.",
            "A listener that looks after it was told must find what it was told."),
    /** NAT-1. */
    NAT_1(
            "A domain defined natively from the native configuration of another (renamed, without UUID) has "
                    + "the same description.",
            "The native configuration is all of a domain, not an excerpt."),
    /** NAT-2. */
    NAT_2(
            "What the neutral model does not know in a native configuration survives an update.",
            "Somebody put it there."),
    /** NAT-3. */
    NAT_3(
            "A raw interface that the backend does not have is UnsupportedCapabilityException and names those "
                    + "it has.",
            "The caller should learn what there is.");

    private final String text;
    private final String reason;

    Rule(String text, String reason) {
        this.text = text;
        this.reason = reason;
    }

    /**
     * Returns the rule's id as the SPI's Javadoc writes it.
     *
     * @return the id, such as {@code DOM-3}
     */
    public String id() {
        return name().replace('_', '-');
    }

    /**
     * Returns the family of rules that it belongs to.
     *
     * @return the letters of the id, such as {@code DOM}
     */
    public String family() {
        return name().substring(0, name().indexOf('_'));
    }

    /**
     * Returns what the rule demands.
     *
     * @return the rule, as in the SPI's Javadoc without its markup
     */
    public String text() {
        return text;
    }

    /**
     * Returns why there is the rule.
     *
     * @return one sentence
     */
    public String reason() {
        return reason;
    }

    /**
     * Finds a rule by its id.
     *
     * @param id such as {@code DOM-3}
     * @return the rule
     * @throws IllegalArgumentException if there is no such rule
     */
    public static Rule of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
