package org.anfitrion.spi;

import org.anfitrion.api.domain.DomainId;

/**
 * The text consoles of domains, as a stream that the session keeps and any number of readers read, each from its own
 * position. Positions grow over a domain's whole life in the session, over restarts too. {@link
 * org.anfitrion.spi.support.ConsoleBuffer} does the keeping.
 *
 * <ul>
 *   <li><b>CON-1</b> If the session started the domain, a reader at {@link ConsoleStart#START_OF_RUN} gets every byte from the
 * first, however late it comes, until the session's buffer is full. <i>The first lines say why a guest did not
 * boot.</i>
 *   <li><b>CON-2</b> Readers do not take bytes from each other. <i>Two people may watch one guest.</i>
 *   <li><b>CON-3</b> What is written arrives at the guest, in order and unaltered. <i>What is typed is commands and
 * passwords.</i>
 *   <li><b>CON-4</b> A read waits until there is a byte, the domain stops or the deadline passes; it never spins.
 * <i>A program waits for guests most of its time.</i>
 *   <li><b>CON-5</b> The end of a run is told after its last byte. <i>A reader that leaves at the end must have read
 * the guest's last words.</i>
 *   <li><b>CON-6</b> A console that the domain does not have is {@code NotFoundException}; writing to a domain that
 * does not run is {@code InvalidStateException}. <i>Typing into the void must not look like success.</i>
 * </ul>
 */
public interface ConsoleFacet extends Facet {

    /**
     * Finds where to begin.
     *
     * @param id whose console
     * @param console its place in the description's list of consoles, from 0
     * @param from where to begin
     * @return the position for the first {@link #read}
     */
    long attach(DomainId id, int console, ConsoleStart from);

    /**
     * Reads on.
     *
     * @param id whose console
     * @param console its place in the description's list of consoles, from 0
     * @param position where to read
     * @param deadline until when to wait for the first byte
     * @return what there is; nothing if the deadline passed
     */
    ConsoleOutput read(DomainId id, int console, long position, Deadline deadline);

    /**
     * Types something.
     *
     * @param id whose console
     * @param console its place in the description's list of consoles, from 0
     * @param data what to type
     * @param deadline until when the guest has to take it
     */
    void write(DomainId id, int console, byte[] data, Deadline deadline);
}
