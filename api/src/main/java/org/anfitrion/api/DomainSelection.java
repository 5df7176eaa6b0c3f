package org.anfitrion.api;

import com.google.common.base.Throwables;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.Leftover;
import org.anfitrion.api.error.Failure;
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
     * @param action what to do; called by several threads at a time. Once it has thrown anything beside a {@link
     *     HypervisorException}, no other domain is begun with, and that is thrown here
     * @return what came of it
     * @throws org.anfitrion.api.error.OperationCancelledException if this thread is interrupted; no other domain is begun with
     */
    public BulkResult forEach(Consumer<? super Domain> action) {
        Queue<Domain> succeeded = new ConcurrentLinkedQueue<>();
        Map<Domain, HypervisorException> failed = new ConcurrentHashMap<>();
        Queue<Domain> left = new ConcurrentLinkedQueue<>(handles());
        Runnable worker = () -> {
            for (Domain next = left.poll(); next != null; next = left.poll()) {
                try {
                    action.accept(next);
                    succeeded.add(next);
                } catch (HypervisorException e) {
                    failed.put(next, e); // told in the result
                } catch (RuntimeException | Error e) { // the caller's mistake, passed on
                    left.clear();
                    throw e;
                }
            }
        };
        await(
                left,
                CompletableFuture.allOf(Stream.generate(() -> CompletableFuture.runAsync(worker, Threads.PLATFORM))
                        .limit(AT_ONCE)
                        .toArray(CompletableFuture[]::new)));
        return new BulkResult(List.copyOf(succeeded), failed);
    }

    private static void await(Queue<Domain> left, Future<?> work) {
        try {
            work.get();
        } catch (InterruptedException e) {
            left.clear();
            throw Threads.interrupted(Failure.to("work on", "the chosen domains"), e);
        } catch (ExecutionException e) {
            Throwable mistake = Objects.requireNonNull(e.getCause());
            Throwables.throwIfUnchecked(mistake);
            throw new AssertionError(e); // nothing else is thrown there
        }
    }
}
