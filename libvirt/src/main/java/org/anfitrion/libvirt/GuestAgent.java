package org.anfitrion.libvirt;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.libvirt.wire.DomainReference;
import org.anfitrion.libvirt.wire.Natives;
import org.anfitrion.libvirt.wire.WireConnection;
import org.anfitrion.spi.Deadline;
import org.libvirt.jna.CString;

/**
 * Talks to the QEMU guest agent in its own language ({@code qemu-ga-ref}), by {@code virDomainQemuAgentCommand}. Thread-safe.
 */
final class GuestAgent {

    private static final int LONGEST_TIMEOUT = 24 * 60 * 60;

    private final Calls calls;

    GuestAgent(Calls calls) {
        this.calls = calls;
    }

    /**
     * Asks for something and returns what came back.
     *
     * @param command a command of the agent
     * @param arguments its arguments, possibly none
     */
    JsonElement ask(DomainId id, String command, JsonObject arguments, Deadline deadline, Attempt attempt) {
        JsonObject request = new JsonObject();
        request.addProperty("execute", command);
        if (arguments.size() > 0) {
            request.add("arguments", arguments);
        }
        // libvirt lets nobody talk to an agent on a read-only connection, whatever it is about.
        calls.checkWritable(attempt);
        UUID uuid = Inventory.uuid(id, attempt);
        String answer = calls.read(attempt, deadline, wire -> {
            try (DomainReference domain = wire.domain(uuid, attempt)) {
                return send(wire, domain, request.toString(), deadline, attempt);
            }
        });
        return returned(answer, attempt);
    }

    /** The raw interface. The caller holds a lease. The agent is given up at the deadline, rounded up to a second. */
    static String send(
            WireConnection wire, DomainReference domain, String request, Deadline deadline, Attempt attempt) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(deadline.remainingNanos()) + 1;
        int timeout = (int) Math.min(seconds, LONGEST_TIMEOUT);
        CString answer = Natives.libvirtQemu().virDomainQemuAgentCommand(domain.pointer(), request, timeout, 0);
        if (answer == null) {
            throw wire.failed(attempt);
        }
        return answer.toString();
    }

    private static JsonElement returned(String answer, Attempt attempt) {
        try {
            JsonElement found = JsonParser.parseString(answer);
            if (found.isJsonObject() && found.getAsJsonObject().has("return")) {
                return found.getAsJsonObject().get("return");
            }
        } catch (JsonParseException e) {
            throw new BackendFailureException(
                    attempt.failure().because("the agent does not speak JSON").causedBy(e));
        }
        throw new BackendFailureException(attempt.failure().because("the agent's answer returns nothing"));
    }
}
