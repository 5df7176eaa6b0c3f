package org.anfitrion.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Domain XML can be renamed and added to without a parser. */
class LibvirtDialectTest {

    private static final String XML = """
            <domain type='test'>
              <name>web</name>
              <uuid>6695eb01-f6a4-8304-79aa-97f2502e193f</uuid>
              <memory unit='KiB'>8388608</memory>
            </domain>
            """;

    private final NativeDialect dialect = NativeDialect.libvirt("qmp");

    @Test
    void anotherNameComesWithoutTheUuid() {
        assertEquals("""
                <domain type='test'>
                  <name>$other</name>
                  <memory unit='KiB'>8388608</memory>
                </domain>
                """, dialect.renamed(XML, "$other"));
    }

    @Test
    void whatIsUnknownGoesIntoTheMetadataWhetherThereAreAnyOrNot() {
        assertFalse(dialect.hasUnknown(XML));
        String once = dialect.withUnknown(XML);
        assertTrue(once.contains("</name><metadata><kept:it"), once);
        String twice = dialect.withUnknown(once);
        assertTrue(twice.contains("</kept:it><kept:it"), twice);
        assertTrue(dialect.hasUnknown(twice));
    }
}
