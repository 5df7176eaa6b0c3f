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
            "The caller should learn what there is."),
    /** DOM-20. */
    DOM_20(
            "What a description asks for and the backend cannot have is "
                    + "UnsupportedCapabilityException, and no domain is made.",
            "What is left out silently is missed too late."),
    /** DOM-21. */
    DOM_21(
            "An owner's tag comes back as it was written, in each view that the domain has.",
            "What a crashed program left is found by it."),
    /** TUN-1. */
    TUN_1(
            "What was set is read back in its view, and what the update left empty stays.",
            "Settings are changed one at a time."),
    /** TUN-2. */
    TUN_2(
            "A CPU that the host or the domain does not have is InvalidSpecException, and nothing " + "changes.",
            "Half a setting is worse than none."),
    /** NAT-4. */
    NAT_4(
            "A native configuration that was read, changed and written back is the configuration from "
                    + "then on, with the same identity. If the configuration is not the base's any more it is "
                    + "ConflictException, and nothing changes.",
            "Two writers must not lose each other's work."),
    /** DEV-1. */
    DEV_1(
            "An attached device is in the description of each named scope when the call returns, and "
                    + "the returned one has its key. LIVE has waited until the machine has it.",
            "The caller uses it next."),
    /** DEV-2. */
    DEV_2(
            "A detached device is gone from each named scope when the call returns. A guest that does "
                    + "not let go by the deadline is OperationTimeoutException, and the device is still there.",
            "Its image may be deleted next."),
    /** DEV-3. */
    DEV_3(
            "A key that the domain has already is AlreadyExistsException, and nothing changes.",
            "Two drives must not answer to one name."),
    /** DEV-4. */
    DEV_4(
            "Detaching or changing a device that is not there is NotFoundException.",
            "It may have been pulled by somebody else."),
    /** DEV-5. */
    DEV_5(
            "A change to a drive's medium or limits, or a card's link, source or bandwidth, changes "
                    + "that and nothing else; what only the native configuration says of the device survives.",
            "A device is more than its description."),
    /** DEV-6. */
    DEV_6(
            "LIVE for a domain that does not run, and CONFIG for a transient one, are "
                    + "InvalidStateException, and no scope is changed, not even the other one.",
            "Half an attachment is worse than none."),
    /** STO-1. */
    STO_1(
            "A defined pool is found and listed once, is inactive and persistent, and has the source "
                    + "of its description.",
            "What was asked for is what there is."),
    /** STO-2. */
    STO_2(
            "A pool's name that is taken is AlreadyExistsException, and the other pool is as it was.",
            "Defining never replaces."),
    /** STO-3. */
    STO_3(
            "A started pool is ACTIVE and knows its capacity. Starting an active pool and stopping an "
                    + "inactive one are InvalidStateException.",
            "A caller that is wrong about the state wants to know."),
    /** STO-4. */
    STO_4(
            "Operations on a pool or volume that is not there are NotFoundException; looking one up is "
                    + "empty. Volumes of an inactive pool are InvalidStateException.",
            "An inactive pool is not an empty one."),
    /** STO-5. */
    STO_5(
            "A made volume is found and listed once, with the name, format, capacity and backing image "
                    + "of its description and the path for a disk. A name that is taken is "
                    + "AlreadyExistsException, and the other volume is as it was.",
            "It holds somebody's data."),
    /** STO-6. */
    STO_6(
            "What is uploaded is what is downloaded, byte for byte, at any offset and length; holes "
                    + "read as zeros, whether they are jumped over or not.",
            "Disk images are not text."),
    /** STO-7. */
    STO_7(
            "Making or cloning a volume that fails or is cancelled leaves no volume. An upload that "
                    + "was not finished says nothing of having succeeded.",
            "Half an image boots half a guest."),
    /** STO-8. */
    STO_8(
            "A clone has the original's content and does not change with it. A volume with a backing "
                    + "image reads what is there, and never writes to it.",
            "Originals are shared."),
    /** STO-9. */
    STO_9(
            "A resized volume has the new capacity and keeps its content. Smaller without leave to "
                    + "shrink is InvalidSpecException, and nothing changes.",
            "What is cut off is gone."),
    /** STO-10. */
    STO_10(
            "A wiped volume reads as zeros. A deleted volume is gone from lists and look-ups, and its "
                    + "name can be used again.",
            "Nothing of a tenant is left to the next."),
    /** STO-11. */
    STO_11(
            "Removing a pool keeps its files unless it is asked to delete them; an active pool is not "
                    + "removed: InvalidStateException.",
            "Forgetting a place is not emptying it."),
    /** STO-12. */
    STO_12(
            "All pools, and all volumes of a pool, are listed in a constant number of round trips each; where "
                    + "the backend tells of one at a time only, in one more for each.",
            "A pool has thousands."),
    /** STO-13. */
    STO_13(
            "Every volume name that a description accepts comes back the same and stays in its pool: "
                    + "spaces, Unicode, $ % ; * and a leading dash.",
            "Data is never syntax."),
    /** NET-1. */
    NET_1(
            "A defined network is found and listed once, is inactive and persistent, and its CONFIG "
                    + "description says what was asked for.",
            "What was asked for is what there is."),
    /** NET-2. */
    NET_2(
            "A name or UUID that is taken is AlreadyExistsException, and the other network is as it " + "was.",
            "Defining never replaces."),
    /** NET-3. */
    NET_3(
            "A started network is active. Starting an active network and stopping an inactive one are "
                    + "InvalidStateException.",
            "A caller that is wrong about the state wants to know."),
    /** NET-4. */
    NET_4(
            "Operations on a network that is not there are NotFoundException; looking one up is empty.",
            "Looking is not a mistake."),
    /** NET-5. */
    NET_5(
            "An update changes what differs between the base's description and the wanted one, and "
                    + "nothing else; if the configuration is not the base's any more it is ConflictException and "
                    + "changes nothing.",
            "Two writers must not lose each other's work."),
    /** NET-6. */
    NET_6("A LIVE update of kept addresses takes effect without stopping the network.", "Guests are on it."),
    /** NET-7. */
    NET_7(
            "An active network is not removed: InvalidStateException. A removed one is gone from lists "
                    + "and look-ups, and its name can be used again.",
            "Guests may be on it."),
    /** NET-8. */
    NET_8(
            "The leases are those that were given and have not expired, each with card and address; a "
                    + "card for which an address is kept gets that one.",
            "It is how a guest is found."),
    /** NET-9. */
    NET_9("Autostart, once set, is in the rows and in the CONFIG description.", "Who sets it must be able to see it."),
    /** NET-10. */
    NET_10(
            "Where the session tells events, a network that is defined, started, stopped and removed is told as "
                    + "these four changes in this order, by its name; others may stand between.",
            "A listener that rebuilds a state from events must get the right one."),
    /** NET-11. */
    NET_11(
            "A domain with a card on a network that is known and not active does not run without it: its start is "
                    + "InvalidStateException and changes nothing, or brings the network up.",
            "A guest that nobody can reach must not look like one that runs well."),
    /** ADR-1. */
    ADR_1(
            "Addresses are of the asked sources only, and each says which it is from.",
            "A lease may be older than the guest."),
    /** ADR-2. */
    ADR_2("A domain that does not run is InvalidStateException.", "No address is not the same as not yet an address."),
    /** ADR-3. */
    ADR_3(
            "A source that the backend does not have gives no addresses; none of them at all is "
                    + "UnsupportedCapabilityException.",
            "Callers ask for whatever there is."),
    /** SNP-1. */
    SNP_1(
            "A taken snapshot is listed once with the name, text and kind of its description, is the "
                    + "current one, and is the child of the one that was current.",
            "The tree is the history."),
    /** SNP-2. */
    SNP_2(
            "A name that the domain has already is AlreadyExistsException, and the other snapshot is " + "as it was.",
            "Taking never replaces."),
    /** SNP-3. */
    SNP_3(
            "Reverting brings back the configuration and the content of the drives of that moment, and "
                    + "makes the snapshot the current one; the others stay.",
            "That is what they are for."),
    /** SNP-4. */
    SNP_4(
            "A running domain runs on after a snapshot. Reverting to one with memory goes on as it was "
                    + "then; to one without memory, as after a power cut: the domain is shut off unless it is "
                    + "asked to run.",
            "A guest without its memory has to boot."),
    /** SNP-5. */
    SNP_5(
            "When a snapshot is deleted its children become children of its parent; with its children, "
                    + "all below it go too.",
            "The others still work."),
    /** SNP-6. */
    SNP_6(
            "Operations on a snapshot that is not there are NotFoundException. A snapshot with memory "
                    + "of a domain that does not run is InvalidStateException.",
            "There is no memory to keep."),
    /** SAV-1. */
    SAV_1(
            "A saved domain is shut off with reason SAVED, and its next START goes on where it was: "
                    + "RUNNING with reason RESTORED. The saved memory is used up by that.",
            "The guest does not notice."),
    /** SAV-2. */
    SAV_2("After the saved memory is discarded, the next START boots.", "There is a way out of a bad state."),
    /** SAV-3. */
    SAV_3(
            "Saving a domain that does not run is InvalidStateException; discarding where nothing is "
                    + "saved is NotFoundException.",
            "There is nothing to save."),
    /** SAV-4. */
    SAV_4("A domain with saved memory is not removed unless MANAGED_SAVE is named.", "It holds a guest's work."),
    /** SAV-5. */
    SAV_5(
            "A domain that was saved to a file is restored from it with its identity, and runs. A file "
                    + "that is not there is NotFoundException.",
            "The file is all that is needed."),
    /** MIG-1. */
    MIG_1(
            "A migrated domain runs on the target with the name, UUID and description that it had, and "
                    + "does not run on the source. Whether its configuration stays on either is as asked.",
            "It is the same guest."),
    /** MIG-2. */
    MIG_2(
            "A migration that fails or is cancelled leaves the domain running on the source, and "
                    + "nothing on the target.",
            "Trying must not cost the guest."),
    /** MIG-3. */
    MIG_3(
            "A name or UUID that is taken on the target by another domain is AlreadyExistsException, "
                    + "before anything moves.",
            "The other domain is somebody's."),
    /** MIG-4. */
    MIG_4(
            "A domain that does not run is InvalidStateException. A target of another driver is "
                    + "InvalidSpecException.",
            "There is nothing that could move."),
    /** STA-1. */
    STA_1(
            "There is one row for each selected domain, with its status, CPUs and memory as the inventory "
                    + "tells them, in a constant number of round trips whatever their number.",
            "Hosts have thousands, and are asked every few seconds."),
    /** STA-2. */
    STA_2(
            "A row has the groups that were asked for and no others, with one entry for each drive and "
                    + "card of the running domain, by its key; a domain that does not run has none.",
            "An answer costs only what was asked for."),
    /** STA-3. */
    STA_3(
            "Counters never become smaller while a domain runs, and the clock of the rows is never set " + "back.",
            "Rates are made of differences."),
    /** STA-4. */
    STA_4(
            "The host's figures are within what it has: free memory within its memory, and busy and "
                    + "idle time that grow.",
            "Farms are scheduled by them."),
    /** CHN-1. */
    CHN_1(
            "What one end writes arrives at the other, in order and unaltered, both ways.",
            "Protocols are spoken over it."),
    /** CHN-2. */
    CHN_2(
            "A channel that the domain does not have is NotFoundException; a domain that does not run "
                    + "is InvalidStateException.",
            "Talking into the void must not look like success."),
    /** CHN-3. */
    CHN_3(
            "A channel has one user at a time: a second is ResourceBusyException until the first has " + "closed.",
            "Two speakers garble a protocol."),
    /** CHN-4. */
    CHN_4("When the domain stops or the session closes, a waiting read ends.", "A program must be able to end."),
    /** DSP-1. */
    DSP_1(
            "The displays of a running domain are those of its description, with the ports that they "
                    + "have got. A domain that does not run is InvalidStateException.",
            "A viewer is started with them."),
    /** DSP-2. */
    DSP_2("A screenshot is a picture of the type that it says.", "Somebody shows it in a browser."),
    /** DSP-3. */
    DSP_3(
            "A display's password is in no text but the native configuration: not in that of a description, not "
                    + "in what an update says it changed, not in a message.",
            "All these end in logs."),
    /** DSP-4. */
    DSP_4(
            "Keys reach the guest in the order of the calls, those of one call pressed together. "
                    + "Without keys it is InvalidSpecException.",
            "Control-Alt-Delete is one thing."),
    /** DSP-5. */
    DSP_5("A display or screen that the domain does not have is NotFoundException.", "There is nothing to look at."),
    /** GST-1. */
    GST_1(
            "A program gets its arguments, variables, directory and input as they are, and its output, "
                    + "its errors and its exit code come back complete and apart.",
            "Data is never syntax."),
    /** GST-2. */
    GST_2(
            "A program that is not there is NotFoundException. A guest in which nobody answers is "
                    + "InvalidStateException, or OperationTimeoutException at the deadline.",
            "Each asks for another remedy."),
    /** GST-3. */
    GST_3(
            "A program is killed when its process is closed before it ended, where the backend can.",
            "Whoever leaves must not leave things running."),
    /** GST-4. */
    GST_4(
            "A file that was written is read back byte for byte; one that is not there is " + "NotFoundException.",
            "Files are not text."),
    /** GST-5. */
    GST_5(
            "Freezing frozen file systems is InvalidStateException; thawing gives how many were " + "thawed.",
            "A backup must know whether it was consistent."),
    /** GST-6. */
    GST_6(
            "The facts are those of the guest, and a guest that does not know one leaves it out.",
            "A guessed fact is worse than none."),
    /** GST-7. */
    GST_7("A domain that does not run is InvalidStateException.", "Nobody is there."),
    /** BCK-1. */
    BCK_1(
            "A backup has the content that the drives had when it began, whatever the guest wrote " + "meanwhile.",
            "A backup is a moment, not a blur."),
    /** BCK-2. */
    BCK_2(
            "A backup since a checkpoint has what changed since then; a checkpoint that is not there "
                    + "is NotFoundException, and nothing is written.",
            "It would look like a backup."),
    /** BCK-3. */
    BCK_3(
            "A checkpoint is listed once with its parent; a name that is taken is "
                    + "AlreadyExistsException; a deleted one is gone.",
            "The chain is what the next backup hangs on."),
    /** BCK-4. */
    BCK_4(
            "A backup that is cancelled or fails leaves no file of its own behind, and the domain runs " + "on.",
            "Half a backup is none."),
    /** BCK-5. */
    BCK_5(
            "An export can be fetched until it is ended; ending where there is none is "
                    + "NotFoundException; a second one at the same time is ResourceBusyException.",
            "The host keeps changes aside while it lasts."),
    /** BCK-6. */
    BCK_6(
            "A domain that does not run is InvalidStateException; a drive that it does not have is "
                    + "NotFoundException.",
            "Its files can be copied as they are."),
    /** SEC-1. */
    SEC_1(
            "A defined secret is found by identity and by usage, and listed once. A UUID or usage that "
                    + "is taken is AlreadyExistsException, and the other is as it was.",
            "Defining never replaces."),
    /** SEC-2. */
    SEC_2(
            "A value that was set is given back byte for byte, unless the secret is private: then "
                    + "reading it is AccessDeniedException.",
            "It is a key, not a text."),
    /** SEC-3. */
    SEC_3(
            "A secret without a value is NotFoundException when its value is read, and so is every "
                    + "operation on a secret that is not there.",
            "No value is not an empty value."),
    /** SEC-4. */
    SEC_4(
            "A removed secret is gone from lists and look-ups, and its usage can be used again.",
            "Nothing of it is left."),
    /** NOD-1. */
    NOD_1(
            "Each device is listed once, with a name that no other has; its parent is in the list too, "
                    + "or it has none.",
            "They form a tree."),
    /** NOD-2. */
    NOD_2(
            "A device is found by its name with the same row; one that is not there is empty. With a "
                    + "capability, only devices that have it are listed.",
            "Looking is not a mistake."),
    /** NOD-3. */
    NOD_3(
            "A device that was taken from the host has no driver of the host, until it is given back. "
                    + "One that cannot be taken is UnsupportedCapabilityException; one that is not there "
                    + "NotFoundException.",
            "A guest gets it next."),
    /** BLK-1. */
    BLK_1(
            "After a pull the drive's image depends on nothing below the named base, and has the same " + "content.",
            "What lies below can be deleted."),
    /** BLK-2. */
    BLK_2(
            "After a commit the drive's content is the same, and the domain goes on in the base or in "
                    + "what is left above it.",
            "A chain is made shorter, not lost."),
    /** BLK-3. */
    BLK_3(
            "A copy has the content of the drive when it ended; the domain goes on in it if asked to, "
                    + "else in the original.",
            "That is how a disk moves."),
    /** BLK-4. */
    BLK_4(
            "A job that is cancelled or fails leaves the domain on the image that it had, and running.",
            "The guest must not notice."),
    /** BLK-5. */
    BLK_5(
            "A resized drive has the new capacity in the running guest and on the host; smaller is "
                    + "InvalidSpecException.",
            "A guest does not expect to lose the end of its disk."),
    /** BLK-6. */
    BLK_6(
            "While a job works it is listed with how far it is; a second one on the same drive is "
                    + "ResourceBusyException.",
            "Two would tear the chain apart."),
    /** BLK-7. */
    BLK_7(
            "A drive that the domain does not have is NotFoundException; a domain that does not run is "
                    + "InvalidStateException.",
            "Files that nobody uses are changed as volumes."),
    /** PRV-1. */
    PRV_1(
            "A clone has the description of its original but for name, UUID and Ethernet addresses, "
                    + "and is shut off; the original is as it was.",
            "Two guests must not be mistaken for one another."),
    /** PRV-2. */
    PRV_2(
            "A full clone has disks of its own with the same content; a linked one has layers of its "
                    + "own over the original's. A clone that fails or is cancelled leaves nothing.",
            "What one writes the other does not see."),
    /** PRV-3. */
    PRV_3(
            "A renamed domain is found by its new name only, with everything else as it was; a name "
                    + "that is taken is AlreadyExistsException; an active domain is InvalidStateException.",
            "Where the name is the identity, the row has the new one."),
    /** PRV-4. */
    PRV_4(
            "What was exported is imported as a domain with the same CPUs, memory and drives, under "
                    + "the name that is asked for.",
            "Appliances move between hosts."),
    /** PRV-5. */
    PRV_5(
            "Each template is listed once, and a container can be made from it by its name.",
            "The name is all that the caller has."),
    /** PRV-6. */
    PRV_6(
            "A taken name is AlreadyExistsException, and what is not there NotFoundException; nothing " + "is made.",
            "Defining never replaces.");

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
