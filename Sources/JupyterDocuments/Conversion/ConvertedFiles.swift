internal import NotebookDisplay

/// The pictures of a notebook, which lie beside the note as files.
struct PictureFiles {
  private static let endings = [
    "image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "application/pdf": "pdf",
  ]

  /// The folder, as seen from the note.
  let folder: String
  private(set) var files: [ConvertedNote.File] = []

  init(folder: String) {
    self.folder = folder
  }

  /// Outputs with names of files in the place of pictures.
  mutating func takePictures(of outputs: [JSONValue], cell: Int) -> [JSONValue] {
    outputs.enumerated().map { index, output in
      guard var members = output.object, var data = output["data"]?.object else { return output }
      for (type, ending) in Self.endings.sorted(by: { $0.key < $1.key }) {
        guard let text = data[type]?.joinedLines else { continue }
        let end = text.hasSuffix("\n") ? "\n" : ""
        guard let bytes = Base64.bytes(of: String(text.dropLast(end.count))),
          data[type] == .string(Base64.text(of: bytes) + end)
        else { continue }
        let path = "\(folder)/output-\(cell)-\(index + 1).\(ending)"
        files.append(ConvertedNote.File(path: path, bytes: bytes))
        data[type] = ["file": .string(path), "end": .string(end)]
      }
      members["data"] = .object(data)
      return .object(members)
    }
  }

  /// Takes an attachment of a markdown cell.
  ///
  /// - Returns: Its path as seen from the note; `nil` where it is no base64.
  mutating func takeAttachment(_ name: String, _ text: String, cell: Int) -> String? {
    guard let bytes = Base64.bytes(of: text.filter { !$0.isNewline }) else { return nil }
    let safe = String(name.map { $0.isLetter || $0.isNumber || "-_.".contains($0) ? $0 : "-" })
    let path = "\(folder)/attachment-\(cell)-\(safe)"
    files.append(ConvertedNote.File(path: path, bytes: bytes))
    return path
  }

  /// The outputs with the pictures of files in them again.
  static func puttingBack(
    _ outputs: [JSONValue], read: (String) -> [UInt8]?
  ) throws(JupyterNotebookError) -> [JSONValue] {
    var result: [JSONValue] = []
    for output in outputs {
      guard var members = output.object, var data = output["data"]?.object else {
        result.append(output)
        continue
      }
      for (type, value) in data {
        guard let path = value["file"]?.string, endings[type] != nil else { continue }
        guard let bytes = read(path) else {
          throw JupyterNotebookError(
            "the output '\(path)' is not beside the note; it lies there after a conversion to a note"
          )
        }
        data[type] = .string(Base64.text(of: bytes) + (value["end"]?.string ?? ""))
      }
      members["data"] = .object(data)
      result.append(.object(members))
    }
    return result
  }
}

/// A note that a notebook has become, and the files that belong to it.
package struct ConvertedNote: Sendable, Equatable {
  package struct File: Sendable, Equatable {
    /// As seen from the note.
    package var path: String
    package var bytes: [UInt8]
  }

  package var text: String
  package var files: [File]
}
