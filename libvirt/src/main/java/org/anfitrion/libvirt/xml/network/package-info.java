/**
 * The elements of libvirt's network XML as types, one class an element, bound by JAXB; what is not bound stays in the
 * document. The schema is libvirt's {@code network.rng}.
 */
@NullMarked
@XmlAccessorType(XmlAccessType.FIELD)
package org.anfitrion.libvirt.xml.network;

import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import org.jspecify.annotations.NullMarked;
