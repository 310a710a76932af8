internal import Foundation
internal import MarkupTree
internal import NotebookDocument

/// Puts image files into the page.
final class ImageEmbedder {
  /// The note whose images are looked for.
  var path: String
  private(set) var diagnostics: [Diagnostic] = []
  private var addresses: [String: String] = [:]
  private var reported: Set<String> = []

  private let words: PageWords

  init(_ notebook: Notebook, words: PageWords) {
    path = notebook.path
    self.words = words
  }

  /// What stands in the place of an image that is not there.
  func missing(_ text: String) -> MarkupNode {
    .element("span", ["class": "missing"], [.text("\(words.imageNotShown): \(text)")])
  }

  /// An `<img>` with the file's bytes, or a sign with the description where there is no such file.
  func node(for picture: Picture, files: NoteFiles, line: Int?) -> MarkupNode {
    guard let source = dataAddress(picture.source, files: files, line: line ?? picture.line) else {
      let text = picture.alternativeText.isEmpty ? picture.source : picture.alternativeText
      return missing(text)
    }
    var node = MarkupNode.element("img", ["src": source, "alt": picture.alternativeText])
    for (name, length) in [("width", picture.width), ("height", picture.height)] {
      switch length {
      case .pixels(let count): node = node.attribute(name, String(count))
      case .percent: node = node.attribute("style", "\(name):\(length?.description ?? "auto")")
      case nil: break
      }
    }
    return picture.title.map { node.attribute("title", $0) } ?? node
  }

  /// The `data:` address of an image file; `nil` with a diagnostic where there is none.
  func dataAddress(_ source: String, files: NoteFiles, line: Int?) -> String? {
    if source.lowercased().hasPrefix("data:image/") { return source }
    guard !source.contains("://"), !source.hasPrefix("//") else {
      report(
        line, "image '\(source)' is not a file",
        "a report opens without network: save the image beside the note")
      return nil
    }
    // A theme of Obsidian's publisher reads what follows `#`.
    let isWhole = files.path(of: source.percentDecoded) != nil
    let name = (isWhole ? source : LinkAddress.parts(source).path).percentDecoded
    guard let type = Self.mediaType(of: name) else {
      report(
        line, "'\(name)' is not an image that browsers show",
        "png, jpg, gif, webp, avif, bmp and svg are")
      return nil
    }
    guard let path = files.path(of: name) else {
      report(
        line, "there is no image '\(name)'",
        "looked for it in \(files.folder) and below \(files.root)")
      return nil
    }
    if let known = addresses[path] { return known }
    guard let data = FileManager.default.contents(atPath: path) else {
      report(line, "image '\(name)' cannot be read", "it is at \(path)")
      return nil
    }
    let address = "data:\(type);base64,\(data.base64EncodedString())"
    addresses[path] = address
    return address
  }

  private func report(_ line: Int?, _ message: String, _ explanation: String) {
    guard reported.insert(message).inserted else { return }
    diagnostics.append(
      Diagnostic(.warning, file: path, line: line, message, explanation: explanation))
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
