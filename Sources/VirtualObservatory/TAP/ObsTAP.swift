// SPDX-License-Identifier: Apache-2.0

/// Queries to the table of observations that many TAP services have (ObsCore 1.1).
public enum ObsTAP {
    /// Spectra that lie in a circle, show something of a band (metres, vacuum) and were taken within a range of dates.
    ///
    /// Dates cut short ("2013") mean their whole period.
    public static func spectra(
        in circle: SkyCircle? = nil, band: NumberRange? = nil, time: TimeRange? = nil, target: String? = nil,
        collection: String? = nil
    ) -> String {
        var conditions = ["dataproduct_type = 'spectrum'"]
        if let circle { conditions.append(ADQL.isInside(circle, "s_ra", "s_dec")) }
        if let band { conditions += ADQL.overlaps(band, "em_min", "em_max") }
        if let time { conditions += ADQL.overlaps(NumberRange(time.start, time.end), "t_min", "t_max") }
        if let target { conditions.append("target_name = \(ADQL.text(target))") }
        if let collection { conditions.append("obs_collection = \(ADQL.text(collection))") }
        return "SELECT * FROM ivoa.obscore WHERE " + conditions.joined(separator: " AND ")
    }
}
