// SPDX-License-Identifier: Apache-2.0

internal import VOTable

/// A dialect of VOTable documents.
protocol VOTableDialect: Dialect {
    static func recognises(_ document: VOTableDocument) -> Bool
    static func spectra(in document: VOTableDocument, name file: String) throws -> [Spectrum]
}

extension VOTableDialect {
    static func recognises(_ content: FileContent) -> Bool {
        if case .votable(let document, _) = content { recognises(document) } else { false }
    }

    static func spectra(in content: FileContent) throws(SpectrumError) -> [Spectrum] {
        guard case .votable(let document, let file) = content else {
            throw .noSpectrum(file: content.name, reason: "\(name) is a layout of VOTable documents")
        }
        do {
            return try spectra(in: document, name: file)
        } catch let error as SpectrumError {
            throw error
        } catch let error as VOTableError {
            throw .votable(error)
        } catch {
            throw .system(file: file, reason: "\(error)")
        }
    }
}

extension SpectrumFacts {
    /// The parameters of a table and of all resources above it.
    init(table: VOTableDocument.Table, of document: VOTableDocument) {
        self.init()
        add(table.parameters, table.groups)
        for resource in document.resources { add(resource) }
    }

    private mutating func add(_ resource: VOTableDocument.Resource) {
        // Service descriptors describe how to ask, not what was observed.
        guard resource.utype?.lowercased() != "adhoc:service" else { return }
        add(resource.parameters, resource.groups)
        for inner in resource.resources { add(inner) }
    }

    private mutating func add(_ parameters: [VOTableDocument.Parameter], _ groups: [VOTableDocument.Group]) {
        for parameter in parameters {
            let column = TableColumn(index: 0, name: parameter.field.name, utype: parameter.field.utype)
            add(
                name: parameter.field.name, utype: column.plainUtype, text: parameter.value.plainText,
                unit: parameter.field.unit)
        }
        for group in groups { add(group.parameters, group.groups) }
    }
}
