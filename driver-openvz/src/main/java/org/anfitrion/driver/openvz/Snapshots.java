package org.anfitrion.driver.openvz;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.snapshot.RevertState;
import org.anfitrion.api.snapshot.SnapshotId;
import org.anfitrion.api.snapshot.SnapshotInfo;
import org.anfitrion.api.snapshot.SnapshotSpec;
import org.anfitrion.driver.openvz.config.Encoded;
import org.anfitrion.driver.openvz.tool.Verb;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.SnapshotFacet;

/**
 * Snapshots of containers with the ploop layout, by vzctl on both kinds of OpenVZ: it lists them in columns, which prlctl draws as a tree.
 * Thread-safe.
 */
final class Snapshots implements SnapshotFacet {

    private static final String UUID_TEXT = "\\{[0-9a-fA-F-]{36}\\}";

    /** Columns are as wide as vzctl's sources make them; the last is as wide as its text. */
    private static final Pattern ROW = Pattern.compile(
            "(" + UUID_TEXT + ") +(" + UUID_TEXT + ")? +(\\*)? +(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d)? (.*)");

    private static final Pattern TEXT = Pattern.compile("(?s)(" + UUID_TEXT + ") +(.*)");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    /** What our descriptions begin with: whether memory was kept, then the name and the text, encoded. */
    private static final Pattern OURS = Pattern.compile("anfitrion ([m-])(?: n=([^ ]*))?(?: t=([^ ]*))?");

    private final Containers containers;
    private final Inventory inventory;
    private final Power power;
    private final Runs runs;

    Snapshots(Containers containers, Inventory inventory, Power power, Runs runs) {
        this.containers = containers;
        this.inventory = inventory;
        this.power = power;
        this.runs = runs;
    }

    @Override
    public List<SnapshotInfo> snapshots(DomainId id) {
        Failure attempt = containers.begin("list the snapshots of", id, false);
        inventory.container(id.key(), attempt);
        return list(id, attempt);
    }

    private List<SnapshotInfo> list(DomainId id, Failure attempt) {
        Map<String, String> texts = new HashMap<>();
        for (String line : rows(id, "uuid,desc", attempt)) {
            Matcher row = TEXT.matcher(line);
            if (row.matches()) {
                texts.put(row.group(1), row.group(2).stripTrailing());
            }
        }
        List<SnapshotInfo> found = new ArrayList<>();
        for (String line : rows(id, "uuid,parent_uuid,current,date,name", attempt)) {
            Matcher row = ROW.matcher(line);
            if (!row.matches()) {
                throw new BackendFailureException(
                        attempt.because("vzctl printed a line that is no snapshot: '" + line + "'"));
            }
            found.add(info(row, texts.getOrDefault(row.group(1), "")));
        }
        return ordered(found);
    }

    private List<String> rows(DomainId id, String fields, Failure attempt) {
        return containers
                .tools()
                .to(attempt)
                .run(containers.dialect(), List.of("vzctl", "snapshot-list", id.key(), "-H", "-o", fields))
                .lines()
                .filter(line -> line.startsWith("{"))
                .toList();
    }

    private static SnapshotInfo info(Matcher row, String text) {
        Matcher ours = OURS.matcher(text);
        boolean known = ours.matches();
        boolean memory = known && ours.group(1).equals("m");
        String name = known && ours.group(2) != null
                ? Encoded.text(ours.group(2))
                : row.group(5).stripTrailing();
        Optional<String> description = known
                ? Optional.ofNullable(ours.group(3)).map(Encoded::text)
                : Optional.of(text).filter(some -> !some.isEmpty());
        return new SnapshotInfo(
                new SnapshotId(row.group(1)),
                name,
                description,
                Optional.ofNullable(row.group(2)).map(SnapshotId::new),
                Optional.ofNullable(row.group(4)).map(Snapshots::instant).orElse(Instant.EPOCH),
                memory ? DomainState.RUNNING : DomainState.SHUT_OFF,
                memory,
                false,
                row.group(3) != null);
    }

    /** The host's local time: this machine's, as vzctl says no zone. */
    private static Instant instant(String text) {
        return LocalDateTime.parse(text, DATE).atZone(ZoneId.systemDefault()).toInstant();
    }

    /** Parents before their children. */
    private static List<SnapshotInfo> ordered(List<SnapshotInfo> all) {
        List<SnapshotInfo> ordered = new ArrayList<>();
        List<SnapshotInfo> left = new ArrayList<>(all);
        while (!left.isEmpty()) {
            List<SnapshotInfo> next = left.stream()
                    .filter(row -> left.stream().noneMatch(other -> row.parent().equals(Optional.of(other.id()))))
                    .toList();
            if (next.isEmpty()) {
                next = List.copyOf(left); // a circle: whoever made that, nothing is left out
            }
            ordered.addAll(next);
            left.removeAll(next);
        }
        return ordered;
    }

    @Override
    public SnapshotInfo take(DomainId id, SnapshotSpec spec, Progress progress) {
        Failure attempt = containers.begin("take snapshot '" + spec.name() + "' of", id, true);
        if (spec.external() || spec.quiesce()) {
            throw new UnsupportedCapabilityException(
                    attempt.because(spec.external() ? Features.NOT_EXTERNAL : Features.NO_FREEZE));
        }
        try (Containers.Held held = containers.hold(id.key())) {
            Inventory.Container container = inventory.container(id.key(), attempt);
            if (spec.memory() && !container.isActive()) {
                throw new InvalidStateException(attempt.because("it does not run, so there is no memory to keep"));
            }
            if (list(id, attempt).stream().anyMatch(row -> row.name().equals(spec.name()))) {
                throw new AlreadyExistsException(attempt.because("it has a snapshot of that name"));
            }
            SnapshotId made = new SnapshotId("{" + UUID.randomUUID() + "}");
            List<String> words = new ArrayList<>(List.of("vzctl", "snapshot", id.key(), "--id", made.key()));
            boolean plain = Keys.isPlainName(spec.name());
            words.addAll(List.of("--name", plain ? spec.name() : "snapshot"));
            words.addAll(List.of("--description", text(spec, plain)));
            if (container.isActive() && !spec.memory()) {
                words.add("--skip-suspend");
            }
            containers.tools().to(attempt).changing().watchedBy(progress).run(containers.dialect(), words);
            return require(id, made, attempt);
        }
    }

    private static String text(SnapshotSpec spec, boolean plainName) {
        StringBuilder text = new StringBuilder("anfitrion ").append(spec.memory() ? 'm' : '-');
        if (!plainName) {
            text.append(" n=").append(encoded(spec.name()));
        }
        spec.description().ifPresent(said -> text.append(" t=").append(encoded(said)));
        return text.toString();
    }

    private static String encoded(String text) {
        return Encoded.of(text).replace(" ", "%20");
    }

    private SnapshotInfo require(DomainId id, SnapshotId snapshot, Failure attempt) {
        return list(id, attempt).stream()
                .filter(row -> row.id().equals(snapshot))
                .findFirst()
                .orElseThrow(() -> new NotFoundException(attempt.because("it has no snapshot " + snapshot)));
    }

    @Override
    public void revert(DomainId id, SnapshotId snapshot, RevertState then, Progress progress) {
        Failure attempt = containers.begin("go back to a snapshot of", id, true);
        if (then == RevertState.PAUSED && !containers.dialect().has(Verb.PAUSE)) {
            throw new UnsupportedCapabilityException(attempt.because(Features.NO_PAUSE));
        }
        try (Containers.Held held = containers.hold(id.key())) {
            inventory.container(id.key(), attempt);
            require(id, snapshot, attempt);
            containers
                    .tools()
                    .to(attempt)
                    .changing()
                    .watchedBy(progress)
                    .run(containers.dialect(), List.of("vzctl", "snapshot-switch", id.key(), "--id", snapshot.key()));
            runs.end(id.key());
            Deadline deadline = Deadline.after(Duration.ofMinutes(3));
            Inventory.Container now = inventory.container(id.key(), attempt);
            if (then != RevertState.AS_TAKEN && !now.isActive()) {
                power.start(now, deadline, attempt);
            }
            if (then == RevertState.PAUSED && !now.isPaused()) {
                containers.act(Verb.PAUSE, id.key(), deadline, attempt);
            }
        }
    }

    @Override
    public void delete(DomainId id, SnapshotId snapshot, boolean children, Progress progress) {
        Failure attempt = containers.begin("delete a snapshot of", id, true);
        try (Containers.Held held = containers.hold(id.key())) {
            inventory.container(id.key(), attempt);
            List<SnapshotInfo> all = list(id, attempt);
            require(id, snapshot, attempt);
            List<SnapshotId> doomed = new ArrayList<>(List.of(snapshot));
            for (SnapshotInfo row : children ? all : List.<SnapshotInfo>of()) {
                if (row.parent().filter(doomed::contains).isPresent()) {
                    doomed.add(0, row.id());
                }
            }
            for (SnapshotId each : doomed) {
                containers
                        .tools()
                        .to(attempt)
                        .changing()
                        .watchedBy(progress)
                        .run(containers.dialect(), List.of("vzctl", "snapshot-delete", id.key(), "--id", each.key()));
            }
        }
    }
}
