package org.anfitrion.driver.openvz.tool;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where programs run: on this machine, or on another by the system's {@code ssh}. Immutable.
 *
 * @param ssh the words that reach the other machine, to which one more with the command is added; empty is this machine
 * @param tools the folder of OpenVZ's programs; empty looks for them on the {@code PATH}
 */
public record Place(List<String> ssh, Optional<String> tools) {

    /** ssh says 255 itself when the wire broke, and so does prlctl for many failures. */
    private static final String KEEP_255 = "; r=$?; test $r -ne 255 || r=252; exit $r";

    /** Where the programs are that a user's {@code PATH} may lack. */
    private static final String REMOTE_PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /**
     * Creates the place.
     *
     * @param ssh the words that reach the other machine, to which one more with the command is added; empty is this machine
     * @param tools the folder of OpenVZ's programs; empty looks for them on the {@code PATH}
     */
    public Place {
        ssh = ImmutableList.copyOf(ssh);
    }

    /**
     * Tells whether the programs run on another machine.
     *
     * @return whether ssh is used
     */
    public boolean isRemote() {
        return !ssh.isEmpty();
    }

    /**
     * Names a program of OpenVZ.
     *
     * @param name such as {@code vzctl}
     * @return its path, or its name alone
     */
    public String tool(String name) {
        return tools.map(folder -> folder + "/" + name).orElse(name);
    }

    /**
     * Translates a command to one of this machine.
     *
     * @param words a program there and its arguments
     * @return a program here and its arguments
     */
    public List<String> reached(List<String> words) {
        if (!isRemote()) {
            return words;
        }
        List<String> there = new ArrayList<>(List.of("env", REMOTE_PATH, "LC_ALL=C.UTF-8"));
        there.addAll(words);
        return ImmutableList.<String>builder()
                .addAll(ssh)
                .add(ShellWords.quoted(there) + KEEP_255)
                .build();
    }

    /**
     * Translates a command that wants a terminal to one of this machine.
     *
     * @param words a program there and its arguments
     * @return a program here and its arguments
     */
    public List<String> terminal(List<String> words) {
        if (!isRemote()) {
            // Of util-linux, so that it is on every Linux; Java has no terminals.
            return List.of("script", "-qfc", "exec " + ShellWords.quoted(words), "/dev/null");
        }
        return ssh.stream()
                .map(word -> word.equals("-T") ? "-tt" : word)
                .collect(Collectors.collectingAndThen(Collectors.toList(), reaching -> {
                    reaching.add("env " + REMOTE_PATH + " " + ShellWords.quoted(words));
                    return List.copyOf(reaching);
                }));
    }
}
