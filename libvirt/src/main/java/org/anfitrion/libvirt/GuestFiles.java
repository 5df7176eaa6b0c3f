package org.anfitrion.libvirt;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.spi.Deadline;

/** Files of the guest, by the agent's {@code guest-file-*} commands. Thread-safe; a stream is for one thread. */
final class GuestFiles {

    /** Well below the 4 MiB that libvirt sends in one piece, a third of it added for base64. */
    private static final int PIECE = 512 * 1024;
    /** What is sent is smaller: an agent in a slow guest took longer than a minute for half a mebibyte at once. */
    private static final int SENT = 48 * 1024;
    /** To let go of a file is worth a little more than what was allowed for its content. */
    private static final Duration TO_CLOSE = Duration.ofSeconds(5);

    private final GuestAgent agent;

    GuestFiles(GuestAgent agent) {
        this.agent = agent;
    }

    InputStream read(DomainId id, String path, Deadline deadline, Attempt attempt) {
        return new Source(new Handle(id, path, "rb", deadline, attempt));
    }

    OutputStream write(DomainId id, String path, Deadline deadline, Attempt attempt) {
        return new Sink(new Handle(id, path, "wb", deadline, attempt));
    }

    /** A file that the agent has open. */
    private final class Handle {

        private final DomainId id;
        private final Deadline deadline;
        private final Attempt attempt;
        private final JsonElement number;
        private boolean open = true;

        Handle(DomainId id, String path, String mode, Deadline deadline, Attempt attempt) {
            this.id = id;
            this.deadline = deadline;
            this.attempt = attempt;
            JsonObject arguments = new JsonObject();
            arguments.addProperty("path", path);
            arguments.addProperty("mode", mode);
            number = agent.ask(id, "guest-file-open", arguments, deadline, attempt);
        }

        JsonElement ask(String command, JsonObject arguments) throws IOException {
            if (!open) {
                throw new IOException("the file was closed");
            }
            arguments.add("handle", number);
            try {
                return agent.ask(id, command, arguments, deadline, attempt);
            } catch (HypervisorException e) {
                throw new IOException(e.getMessage(), e);
            }
        }

        void close() throws IOException {
            if (!open) {
                return;
            }
            open = false;
            JsonObject arguments = new JsonObject();
            arguments.add("handle", number);
            Deadline until = deadline.remaining().compareTo(TO_CLOSE) > 0 ? deadline : Deadline.after(TO_CLOSE);
            try {
                agent.ask(id, "guest-file-close", arguments, until, attempt);
            } catch (HypervisorException e) {
                throw new IOException(e.getMessage(), e);
            }
        }
    }

    /** A file's bytes, a piece at a time. */
    private static final class Source extends InputStream {

        private final Handle handle;
        private byte[] piece = new byte[0];
        private int next;
        private boolean ended;

        Source(Handle handle) {
            this.handle = handle;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, target.length);
            while (length > 0 && next == piece.length && !ended) {
                fetch();
            }
            int count = Math.min(length, piece.length - next);
            System.arraycopy(piece, next, target, offset, count);
            next += count;
            return count == 0 && length > 0 ? -1 : count;
        }

        private void fetch() throws IOException {
            JsonObject arguments = new JsonObject();
            arguments.addProperty("count", PIECE);
            JsonObject got = handle.ask("guest-file-read", arguments).getAsJsonObject();
            piece = Base64.getDecoder().decode(got.get("buf-b64").getAsString());
            next = 0;
            ended = got.get("eof").getAsBoolean();
        }

        @Override
        public int available() {
            return piece.length - next;
        }

        @Override
        public void close() throws IOException {
            handle.close();
        }
    }

    /** A file that is being written. */
    private static final class Sink extends OutputStream {

        private final Handle handle;

        Sink(Handle handle) {
            this.handle = handle;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            for (int done = 0; done < length; ) {
                int size = Math.min(SENT, length - done);
                byte[] piece = new byte[size];
                System.arraycopy(bytes, offset + done, piece, 0, size);
                JsonObject arguments = new JsonObject();
                arguments.addProperty("buf-b64", Base64.getEncoder().encodeToString(piece));
                done += handle.ask("guest-file-write", arguments)
                        .getAsJsonObject()
                        .get("count")
                        .getAsInt();
            }
        }

        @Override
        public void flush() throws IOException {
            handle.ask("guest-file-flush", new JsonObject());
        }

        /** The agent tells of a full disk no later than here. */
        @Override
        public void close() throws IOException {
            if (handle.open) {
                try {
                    flush();
                } finally {
                    handle.close();
                }
            }
        }
    }
}
