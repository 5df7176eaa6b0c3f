package org.anfitrion.api;

/**
 * Is told of each operation of a connection when it has ended: for counts, timings and traces. Given in {@link
 * ConnectOptions#operationListener}.
 *
 * <pre>{@code
 * ConnectOptions.defaults().operationListener(operation -> timer(operation.name(), operation.outcome()).record(operation.duration()))
 * }</pre>
 *
 * <p>Called on the thread that made the call, before the call returns: it should be quick, must be thread-safe, and must not
 * call the same connection. What it throws is logged and disturbs nobody.
 */
@FunctionalInterface
public interface OperationListener {

    /**
     * Tells of one operation.
     *
     * @param operation what was asked, how long it took and how it ended
     */
    void completed(CompletedOperation operation);
}
