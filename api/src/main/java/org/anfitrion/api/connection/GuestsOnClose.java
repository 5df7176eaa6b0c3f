package org.anfitrion.api.connection;

/** What becomes of the running guests when a connection is closed whose backend lives inside this process. */
public enum GuestsOnClose {
    /** They run on; the next connection finds them. Ephemeral ones end all the same. */
    KEEP,
    /** Those that this connection started are destroyed. */
    DESTROY
}
