// SPDX-License-Identifier: Apache-2.0

import VOTable

/// Descriptions of the services, for clients to build their requests from (DataLink 1.1 §4).
enum ServiceDescriptors {
    /// Where the identifier of a request comes from.
    enum Subject {
        /// The column `ssa_pubDID` of the row.
        case row
        /// One spectrum, whose limits are known.
        case spectrum(ArchiveSpectrum)
    }

    static func links(_ addresses: ArchiveAddresses) -> VOTableDocument.Resource {
        descriptor(
            id: "links", description: "What belongs to a spectrum", standard: "ivo://ivoa.net/std/DataLink#links-1.1",
            url: addresses.links, inputs: [identifier(.row)])
    }

    static func soda(_ addresses: ArchiveAddresses, for subject: Subject) -> VOTableDocument.Resource {
        var band = VOTableField(
            name: "BAND", datatype: .double, arraysize: "2", unit: "m", ucd: "em.wl;stat.interval", xtype: "interval",
            description: "Vacuum wavelengths to cut out")
        if case .spectrum(let spectrum) = subject {
            band.minimum = "\(spectrum.band.lowerBound)"
            band.maximum = "\(spectrum.band.upperBound)"
        }
        var calibration = VOTableField(
            name: "FLUXCALIB", datatype: .char, arraysize: "*", ucd: "phot.calib",
            utype: "ssa:Char.FluxAxis.Calibration",
            description:
                "normalized: divided by its continuum; RELATIVE: divided by its maximum; UNCALIBRATED: as it is")
        calibration.options = SODARequest.Calibration.allCases.map(\.rawValue)
        var format = VOTableField(
            name: "RESPONSEFORMAT", datatype: .char, arraysize: "*", ucd: "meta.code.mime", utype: "ssa:Access.Format",
            description: "Media type of the result")
        format.options = SODARequest.Format.allCases.map(\.rawValue)
        return descriptor(
            id: "soda", description: "Cut-outs and normalisation; wavelengths come in vacuum, in Angstrom",
            standard: "ivo://ivoa.net/std/SODA#sync-1.0", url: addresses.soda,
            inputs: [
                identifier(subject), .init(field: band, value: .text("")), .init(field: calibration, value: .text("")),
                .init(field: format, value: .text("")),
            ])
    }

    private static func identifier(_ subject: Subject) -> VOTableDocument.Parameter {
        var field = VOTableField(
            name: "ID", datatype: .char, arraysize: "*", ucd: "meta.id;meta.main",
            description: "Identifier of the spectrum")
        switch subject {
        case .row:
            field.ref = "ssa_pubDID"
            return .init(field: field, value: .text(""))
        case .spectrum(let spectrum):
            return .init(field: field, value: .text(spectrum.identifier))
        }
    }

    private static func descriptor(
        id: String, description: String, standard: String, url: String, inputs: [VOTableDocument.Parameter]
    ) -> VOTableDocument.Resource {
        var resource = VOTableDocument.Resource()
        resource.id = id
        resource.type = "meta"
        resource.utype = "adhoc:service"
        resource.description = description
        func text(_ name: String, _ value: String, _ ucd: String?) -> VOTableDocument.Parameter {
            .init(field: VOTableField(name: name, datatype: .char, arraysize: "*", ucd: ucd), value: .text(value))
        }
        resource.parameters = [text("accessURL", url, "meta.ref.url"), text("standardID", standard, nil)]
        var group = VOTableDocument.Group()
        group.name = "inputParams"
        group.parameters = inputs
        resource.groups = [group]
        return resource
    }
}
