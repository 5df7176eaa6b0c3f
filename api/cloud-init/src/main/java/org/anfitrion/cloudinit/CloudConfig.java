package org.anfitrion.cloudinit;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * cloud-init's own configuration ("cloud-config", <a
 * href="https://cloudinit.readthedocs.io/en/latest/reference/modules.html">its modules</a>), as far as a seed has words for
 * it. Written as JSON, which is YAML too.
 */
record CloudConfig(
        Optional<String> hostName,
        List<CloudUser> users,
        List<String> packages,
        List<CloudFile> files,
        List<List<String>> commands) {

    static final CloudConfig NONE = new CloudConfig(Optional.empty(), List.of(), List.of(), List.of(), List.of());

    private static final Gson JSON =
            new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

    CloudConfig hostName(String name) {
        return new CloudConfig(Optional.of(name), users, packages, files, commands);
    }

    CloudConfig user(CloudUser user) {
        return new CloudConfig(hostName, and(users, List.of(user)), packages, files, commands);
    }

    CloudConfig packages(List<String> names) {
        return new CloudConfig(hostName, users, and(packages, names), files, commands);
    }

    CloudConfig file(CloudFile file) {
        return new CloudConfig(hostName, users, packages, and(files, List.of(file)), commands);
    }

    CloudConfig command(List<String> command) {
        return new CloudConfig(hostName, users, packages, files, and(commands, List.of(command)));
    }

    private static <T> List<T> and(List<T> some, List<T> more) {
        List<T> all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }

    String metaData(String instanceId) {
        JsonObject data = new JsonObject();
        data.addProperty("instance-id", instanceId);
        hostName.ifPresent(name -> data.addProperty("local-hostname", name));
        return JSON.toJson(data) + "\n";
    }

    String userData() {
        JsonObject data = new JsonObject();
        hostName.ifPresent(name -> data.addProperty("hostname", name));
        if (!users.isEmpty()) {
            JsonArray list = new JsonArray();
            list.add("default");
            users.forEach(user -> list.add(json(user)));
            data.add("users", list);
        }
        if (!packages.isEmpty()) {
            data.add("packages", strings(packages));
        }
        if (!files.isEmpty()) {
            JsonArray list = new JsonArray();
            files.forEach(file -> list.add(json(file)));
            data.add("write_files", list);
        }
        if (!commands.isEmpty()) {
            JsonArray list = new JsonArray();
            commands.forEach(command -> list.add(strings(command)));
            data.add("runcmd", list);
        }
        return "#cloud-config\n" + JSON.toJson(data) + "\n";
    }

    private static JsonObject json(CloudUser user) {
        JsonObject json = new JsonObject();
        json.addProperty("name", user.name());
        user.passwordHash().ifPresent(hash -> json.addProperty("passwd", hash));
        json.addProperty("lock_passwd", user.passwordHash().isEmpty());
        if (!user.sshKeys().isEmpty()) {
            json.add("ssh_authorized_keys", strings(user.sshKeys()));
        }
        if (!user.groups().isEmpty()) {
            json.add("groups", strings(user.groups()));
        }
        user.sudo().ifPresent(rule -> json.addProperty("sudo", rule));
        user.shell().ifPresent(shell -> json.addProperty("shell", shell));
        return json;
    }

    private static JsonObject json(CloudFile file) {
        JsonObject json = new JsonObject();
        json.addProperty("path", file.path());
        json.addProperty("encoding", "b64");
        json.addProperty("content", Base64.getEncoder().encodeToString(file.content()));
        file.permissions().ifPresent(permissions -> json.addProperty("permissions", permissions));
        file.owner().ifPresent(owner -> json.addProperty("owner", owner));
        return json;
    }

    private static JsonArray strings(List<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }
}
