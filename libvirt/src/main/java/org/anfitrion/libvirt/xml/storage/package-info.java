/**
 * The elements of libvirt's XML of pools and volumes as types, one class an element, bound by JAXB; what is not bound stays in
 * the document. The schemas are libvirt's {@code storagepool.rng} and {@code storagevol.rng}.
 */
@NullMarked
@XmlAccessorType(XmlAccessType.FIELD)
package org.anfitrion.libvirt.xml.storage;

import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import org.jspecify.annotations.NullMarked;
