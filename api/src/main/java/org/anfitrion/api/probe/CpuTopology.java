package org.anfitrion.api.probe;

/**
 * How a host's processors are arranged, in the numbers of {@code virsh nodeinfo}. The product of the four is the number of
 * processors, those off line among them.
 *
 * @param nodes NUMA cells
 * @param sockets sockets in each cell
 * @param cores cores in each socket
 * @param threads threads in each core
 */
public record CpuTopology(int nodes, int sockets, int cores, int threads) {

    /**
     * Returns the number of processors.
     *
     * @return the product of the four
     */
    public int cpus() {
        return nodes * sockets * cores * threads;
    }

    @Override
    public String toString() {
        return count(nodes, "node") + " × " + count(sockets, "socket") + " × " + count(cores, "core") + " × "
                + count(threads, "thread");
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
