package org.anfitrion.api.block;

/**
 * What a block job does.
 */
public enum BlockJobKind {
    /** Writes what upper images hold into one below. */
    COMMIT,
    /** Fetches what lower images hold into the uppermost. */
    PULL,
    /** Copies a drive elsewhere, and keeps the copy up to date. */
    COPY,
    /** Saves a drive. */
    BACKUP,
    /** Something else. */
    OTHER
}
