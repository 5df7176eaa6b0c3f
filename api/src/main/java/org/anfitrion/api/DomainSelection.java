package org.anfitrion.api;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.Leftover;
import org.anfitrion.api.error.HypervisorException;

/**
 * Domains chosen by what is known of them, to do one thing to all of them. The choice is made anew by each call, in
 * one round trip; the actions then work on several domains at a time.
 *
 * <pre>{@code
 * host.domains().where(row -> row.name().startsWith("test-")).destroy().orThrow();
 * host.domains().where(DomainFilter.inactive(), row -> row.autostart()).start();
 * }</pre>
 */
public final class DomainSelection {

    /** Domains that are worked on at the same time: enough to hide a round trip, few enough not to flood a host. */
    private static final int AT_ONCE = 8;

    private final Domains domains;
    private final DomainFilter filter;
    private final Predicate<? super DomainInfo> chosen;

    DomainSelection(Domains domains, DomainFilter filter, Predicate<? super DomainInfo> chosen) {
        this.domains = domains;
        this.filter = filter;
        this.chosen = chosen;
    }

    /**
     * Lists the chosen domains with all facts, in a constant number of round trips.
     *
     * @return the rows, in no particular order
     */
    public List<DomainInfo> list() {
        return domains.list(filter).stream().filter(chosen).toList();
    }

    /**
     * Returns the handles of the chosen domains.
     *
     * @return the handles, in no particular order
     */
    public List<Domain> handles() {
        return list().stream().map(row -> domains.handle(row.id())).toList();
    }

    /**
     * Starts them.
     *
     * @return what came of it
     */
    public BulkResult start() {
        return forEach(Domain::start);
    }

    /**
     * Pulls their plugs.
     *
     * @return what came of it
     */
    public BulkResult destroy() {
        return forEach(Domain::destroy);
    }

    /**
     * Asks them to shut down, and waits until they have.
     *
     * @param timeout how long to wait for each
     * @return what came of it; those that run on have failed with {@link
     * org.anfitrion.api.error.OperationTimeoutException}
     */
    public BulkResult shutdown(Duration timeout) {
        return forEach(domain -> domain.shutdown().await(timeout));
    }

    /**
     * Removes their configurations.
     *
     * @param alsoDelete what may be removed with them
     * @return what came of it
     */
    public BulkResult undefine(Leftover... alsoDelete) {
        return forEach(domain -> domain.undefine(alsoDelete));
    }

    /**
     * Does something to each.
     *
     * @param action what to do; called by several threads at a time. What it throws beside a {@link
     * HypervisorException} ends the whole
     * @return what came of it
     */
    public BulkResult forEach(Consumer<? super Domain> action) {
        Queue<Domain> succeeded = new ConcurrentLinkedQueue<>();
        Map<Domain, HypervisorException> failed = new ConcurrentHashMap<>();
        Iterator<Domain> left = handles().iterator();
        List<CompletableFuture<Void>> workers = Stream.generate(() -> CompletableFuture.runAsync(
                        () -> {
                            for (Optional<Domain> next = next(left); next.isPresent(); next = next(left)) {
                                tryOn(next.get(), action, succeeded, failed);
                            }
                        },
                        Threads.PLATFORM))
                .limit(AT_ONCE)
                .toList();
        workers.forEach(CompletableFuture::join);
        return new BulkResult(List.copyOf(succeeded), failed);
    }

    private static Optional<Domain> next(Iterator<Domain> left) {
        synchronized (left) {
            return left.hasNext() ? Optional.of(left.next()) : Optional.empty();
        }
    }

    private static void tryOn(
            Domain domain,
            Consumer<? super Domain> action,
            Queue<Domain> succeeded,
            Map<Domain, HypervisorException> failed) {
        try {
            action.accept(domain);
            succeeded.add(domain);
        } catch (HypervisorException e) {
            failed.put(domain, e); // told in the result
        }
    }
}
