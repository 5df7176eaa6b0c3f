/**
 * The elements of libvirt's snapshot XML as types, one class an element, bound by JAXB; what is not bound stays in the
 * document. The schema is libvirt's {@code domainsnapshot.rng}.
 */
@NullMarked
@XmlAccessorType(XmlAccessType.FIELD)
package org.anfitrion.libvirt.xml.snapshot;

import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import org.jspecify.annotations.NullMarked;
