/**
 * The elements of libvirt's domain XML as types, one class an element, bound by JAXB; what is not bound stays in the document.
 *
 * <p>Everything is text, as it stands in the XML: a value that a newer libvirt adds must not break reading. Fields are
 * {@code null} where the document says nothing. The schema is libvirt's {@code domain.rng}.
 */
@NullMarked
@XmlAccessorType(XmlAccessType.FIELD)
@XmlSchema(xmlns = @XmlNs(prefix = OwnElement.PREFIX, namespaceURI = OwnElement.NAMESPACE))
package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlNs;
import jakarta.xml.bind.annotation.XmlSchema;
import org.jspecify.annotations.NullMarked;
