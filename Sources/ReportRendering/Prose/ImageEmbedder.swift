internal import Foundation
internal import MarkupTree
package import NotebookDocument

/// Puts the note's image files into the page.
final class ImageEmbedder {
  private let notebook: Notebook
  private(set) var diagnostics: [Diagnostic] = []

  init(_ notebook: Notebook) { self.notebook = notebook }

  /// An `<img>` with the file's bytes, or a sign with the description where there is no such file.
  func node(for picture: Picture) -> MarkupNode {
    guard let source = dataAddress(picture.source, line: picture.line) else {
      let text = picture.alternativeText.isEmpty ? picture.source : picture.alternativeText
      return .element("span", ["class": "missing"], [.text("Image not shown: \(text)")])
    }
    var node = MarkupNode.element("img", ["src": source, "alt": picture.alternativeText])
    if let width = picture.width { node = node.attribute("width", String(width)) }
    if let height = picture.height { node = node.attribute("height", String(height)) }
    return picture.title.map { node.attribute("title", $0) } ?? node
  }

  /// Whether a file lies beside the note.
  func fileExists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: notebook.path(ofFile: name))
  }

  /// The bytes of a file beside the note.
  func bytes(of name: String) -> [UInt8]? {
    FileManager.default.contents(atPath: notebook.path(ofFile: name)).map { [UInt8]($0) }
  }

  /// The `data:` address of a file beside the note; `nil` with a diagnostic where there is none.
  func dataAddress(_ source: String, line: Int?) -> String? {
    if source.lowercased().hasPrefix("data:image/") { return source }
    guard !source.contains("://"), !source.hasPrefix("//") else {
      report(
        line, "image '\(source)' is not a file",
        "a report opens without network: save the image beside the note")
      return nil
    }
    let name = source.removingPercentEncoding ?? source
    guard let type = Self.mediaType(of: name) else {
      report(
        line, "'\(name)' is not an image that browsers show",
        "png, jpg, gif, webp, avif, bmp and svg are")
      return nil
    }
    guard let data = FileManager.default.contents(atPath: notebook.path(ofFile: name)) else {
      report(line, "there is no image '\(name)'", "looked for \(notebook.path(ofFile: name))")
      return nil
    }
    return "data:\(type);base64,\(data.base64EncodedString())"
  }

  private func report(_ line: Int?, _ message: String, _ explanation: String) {
    diagnostics.append(
      Diagnostic(.warning, file: notebook.path, line: line, message, explanation: explanation))
  }

  private static func mediaType(of name: String) -> String? {
    switch name.split(separator: ".").last?.lowercased() {
    case "png": "image/png"
    case "jpg", "jpeg": "image/jpeg"
    case "gif": "image/gif"
    case "webp": "image/webp"
    case "avif": "image/avif"
    case "bmp": "image/bmp"
    case "svg": "image/svg+xml"
    default: nil
    }
  }
}

extension Picture {
  /// The name of its file, without the percent signs of an address.
  package var fileName: String { source.removingPercentEncoding ?? source }
}
