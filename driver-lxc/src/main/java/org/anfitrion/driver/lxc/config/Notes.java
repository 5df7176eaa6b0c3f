package org.anfitrion.driver.lxc.config;

/** The names of the notes: what a description says and LXC has no key for. */
final class Notes {

    static final String UUID = "uuid";
    static final String TITLE = "title";
    static final String DESCRIPTION = "description";
    static final String OWNER = "owner";

    /** The CPUs, where a quota does not tell them. */
    static final String CPUS = "cpus";

    static final String MOST_CPUS = "most-cpus";

    /** The memory, where a hard limit takes the place of it. */
    static final String MEMORY = "memory";

    static final String MOST_MEMORY = "most-memory";

    /** Shares, where a weight does not tell them. */
    static final String SHARES = "cpu-shares";

    /** What each CPU may use, in microseconds, where that is all of its time or more. */
    static final String QUOTA = "cpu-quota";

    private Notes() {}
}
