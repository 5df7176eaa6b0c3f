package org.anfitrion.driver.lxc.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A folder's new name is written where a path leads to it, and nowhere else. */
class FolderMoveTest {

    private static final Path BEFORE = Path.of("/var/lib/lxc/web");

    private static String moved(String text, String name) {
        return new FolderMove(BEFORE, BEFORE.resolveSibling(name))
                .in(LxcConfig.parse(text))
                .text();
    }

    @Test
    void pathsIntoTheFolderAreRewritten() {
        assertEquals("""
                lxc.rootfs.path = overlay:/srv/base:/var/lib/lxc/now/delta0
                lxc.rootfs.options = upperdir=/var/lib/lxc/now/up,workdir=/var/lib/lxc/now/work
                lxc.hook.pre-start = /usr/bin/hook /var/lib/lxc/now
                """, moved("""
                        lxc.rootfs.path = overlay:/srv/base:/var/lib/lxc/web/delta0
                        lxc.rootfs.options = upperdir=/var/lib/lxc/web/up,workdir=/var/lib/lxc/web/work
                        lxc.hook.pre-start = /usr/bin/hook /var/lib/lxc/web
                        """, "now"));
    }

    @Test
    void pathsThatOnlyHaveTheNameSomewhereStay() {
        String text = """
                # /var/lib/lxc/web/
                lxc.rootfs.path = dir:/backup/var/lib/lxc/web/x
                lxc.environment = OTHER=/var/lib/lxc/web2/x
                lxc.mount.entry = /backup/var/lib/lxc/web/x mnt none bind 1 2
                """;
        assertEquals(text, moved(text, "now"));
    }

    @Test
    void aMountEntrySpellsTheNewNameAsFstabDoes() {
        assertEquals(
                "lxc.mount.entry = /var/lib/lxc/my\\040web/x /var/lib/lxc/my\\040web/rootfs/y none bind 0 0",
                moved("lxc.mount.entry = /var/lib/lxc/web/x /var/lib/lxc/web/rootfs/y none bind 0 0", "my web"));
        assertEquals(
                "lxc.mount.entry = /var/lib/lxc/now/x y none bind 0 0",
                new FolderMove(BEFORE.resolveSibling("my web"), BEFORE.resolveSibling("now"))
                        .in(LxcConfig.parse("lxc.mount.entry = /var/lib/lxc/my\\040web/x y none bind 0 0"))
                        .text());
    }

    @Test
    void whatIsIncludedFromTheFolderIsIncludedFromItsNewPlace() {
        assertEquals(
                "lxc.include = /var/lib/lxc/now/more.conf", moved("lxc.include = /var/lib/lxc/web/more.conf", "now"));
    }
}
