package org.anfitrion.driver.lxc.liblxc.wire;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * The functions of liblxc that do not belong to a container, by their names in {@code lxc/lxccontainer.h}.
 */
interface LiblxcLibrary extends Library {

    String lxc_get_version();

    @Nullable
    String lxc_get_global_config_item(String key);

    @Nullable
    Pointer lxc_container_new(String name, String configPath);

    int lxc_container_put(Pointer container);
}
