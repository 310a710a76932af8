internal import Foundation

/// Where KaTeX lies on this machine.
package struct KatexFiles: Sendable {
  /// The folder of `katex.min.js` and `katex.min.css`.
  package var scripts: String
  /// The folder of the `.woff2` fonts.
  package var fonts: String

  package init(scripts: String, fonts: String) {
    self.scripts = scripts
    self.fonts = fonts
  }

  /// The folders of Debian's packages.
  package static let debian = KatexFiles(
    scripts: "/usr/share/javascript/katex", fonts: "/usr/share/fonts/truetype/katex")

  func script() throws(MissingKatexFile) -> [UInt8] {
    try contents(of: scripts + "/katex.min.js", package: "libjs-katex")
  }

  /// Chemical formulas: `\ce`, `\pu`.
  func chemistryScript() throws(MissingKatexFile) -> [UInt8] {
    try contents(of: scripts + "/contrib/mhchem.js", package: "libjs-katex")
  }

  func styleSheet() throws(MissingKatexFile) -> String {
    let bytes = try contents(of: scripts + "/katex.min.css", package: "libjs-katex")
    return String(decoding: bytes, as: UTF8.self)
  }

  func font(_ name: String) throws(MissingKatexFile) -> [UInt8] {
    try contents(of: fonts + "/\(name).woff2", package: "fonts-katex")
  }

  private func contents(of path: String, package: String) throws(MissingKatexFile) -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path), !data.isEmpty else {
      throw MissingKatexFile(path: path, package: package)
    }
    return [UInt8](data)
  }
}

/// A file of KaTeX that is not there.
package struct MissingKatexFile: Error, Equatable {
  package var path: String
  package var package: String
}
