// SPDX-License-Identifier: Apache-2.0

public import FITS
public import VOTable

/// A file as its bytes show it to be, whatever it is called.
public enum FileContent: Sendable {
    case fits(FITSFile)
    case votable(VOTableDocument, name: String)
    case text(String, name: String)
}
