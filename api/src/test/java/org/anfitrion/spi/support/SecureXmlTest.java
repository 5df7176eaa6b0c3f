package org.anfitrion.spi.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.anfitrion.api.error.InvalidSpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecureXmlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE domain><domain/>",
                "<!DOCTYPE domain [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><domain>&b;</domain>",
                "<!DOCTYPE domain SYSTEM 'http://127.0.0.1:1/domain.dtd'><domain/>",
                "<!DOCTYPE domain [<!ENTITY % p SYSTEM 'http://127.0.0.1:1/'> %p;]><domain/>"
            })
    void aDocumentTypeIsRefused(String xml) {
        assertRefused(xml);
    }

    @Test
    void anExternalEntityIsNotRead(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "hunter2");

        InvalidSpecException refusal = assertRefused(
                "<!DOCTYPE d [<!ENTITY s SYSTEM '" + secret.toUri() + "'>]><domain><name>&s;</name></domain>");

        assertTrue(!refusal.getMessage().contains("hunter2"), refusal::getMessage);
    }

    @Test
    void anInclusionStaysAnElement(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "hunter2");
        String xml = "<domain><xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"" + secret.toUri()
                + "\" parse=\"text\"/></domain>";

        String printed = SecureXml.print(SecureXml.parse("domain XML", xml));

        assertTrue(printed.contains("xi:include") && !printed.contains("hunter2"), printed);
    }

    @Test
    void elementsNestedWithoutEndAreRefused() {
        int depth = SecureXml.MOST_DEPTH + 1;

        assertRefused("<a>".repeat(depth) + "</a>".repeat(depth));
    }

    @Test
    void aDocumentWithoutEndIsRefused() {
        assertRefused("<a>" + " ".repeat(SecureXml.MOST_CHARACTERS) + "</a>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "domain", "<domain>", "<domain></Domain>", "<domain a='1' a='2'/>", "<a/><b/>", "<x:a/>"
            })
    void whatIsNotWellFormedIsRefused(String xml) {
        assertRefused(xml);
    }

    @Test
    void markupCommentsAndCharacterDataComeBackAsTheyWere() {
        String xml =
                "<a b=\"&lt;&amp;&quot;&#10;\"><!-- c --><?p i?><![CDATA[<&>]]>&lt;\r&#13;é😀</a>".replace("\r", "");

        assertEquals(
                SecureXml.parse("XML", xml).getDocumentElement().getTextContent(),
                SecureXml.parse("XML", SecureXml.print(SecureXml.parse("XML", xml)))
                        .getDocumentElement()
                        .getTextContent());
        assertTrue(SecureXml.print(SecureXml.parse("XML", xml)).contains("<!-- c --><?p i?><![CDATA[<&>]]>"));
    }

    private static InvalidSpecException assertRefused(String xml) {
        return assertThrows(InvalidSpecException.class, () -> SecureXml.parse("domain XML", xml));
    }
}
