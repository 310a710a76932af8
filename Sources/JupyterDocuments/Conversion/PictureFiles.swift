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
      guard var members = output.object, let data = output["data"]?.object else { return output }
      let taken = takePictures(of: data) { "output-\(cell)-\(index + 1).\($0)" }
      members["data"] = .object(taken)
      return .object(members)
    }
  }

  /// Attachments of a cell with names of files in the place of pictures.
  ///
  /// - Returns: The attachments, and the paths of the pictures as seen from the note, by the names
  ///   of the attachments.
  mutating func takeAttachments(
    _ attachments: JSONValue, cell: Int
  ) -> (attachments: JSONValue, paths: [String: String]) {
    guard var members = attachments.object else { return (attachments, [:]) }
    var paths: [String: String] = [:]
    for (name, forms) in members.sorted(by: { $0.key < $1.key }) {
      guard let data = forms.object else { continue }
      let safe = String(name.map { $0.isLetter || $0.isNumber || "-_.".contains($0) ? $0 : "-" })
      let known = files.count
      members[name] = .object(takePictures(of: data) { _ in "attachment-\(cell)-\(safe)" })
      if files.count > known { paths[name] = files[known].path }
    }
    return (.object(members), paths)
  }

  /// Forms of one thing with names of files in the place of pictures.
  ///
  /// - Parameter name: The name of a file, by the ending that its media type has.
  private mutating func takePictures(
    of data: [String: JSONValue], name: (String) -> String
  ) -> [String: JSONValue] {
    var data = data
    for (type, ending) in Self.endings.sorted(by: { $0.key < $1.key }) {
      guard let text = data[type]?.joinedLines else { continue }
      let end = text.hasSuffix("\n") ? "\n" : ""
      guard let bytes = Base64.bytes(of: String(text.dropLast(end.count))),
        data[type] == .string(Base64.text(of: bytes) + end)
      else { continue }
      let path = unusedPath(name(ending))
      files.append(ConvertedNote.File(path: path, bytes: bytes))
      data[type] = ["file": .string(path), "end": .string(end)]
    }
    return data
  }

  private func unusedPath(_ name: String) -> String {
    let path = "\(folder)/\(name)"
    guard files.contains(where: { $0.path == path }) else { return path }
    let dot = name.lastIndex(of: ".") ?? name.endIndex
    return unusedPath("\(name[..<dot])-\(files.count)\(name[dot...])")
  }

  /// The bytes of a picture that has been taken.
  func bytes(of path: String) -> [UInt8]? { files.first { $0.path == path }?.bytes }

  /// The outputs with the pictures of files in them again.
  static func puttingBack(
    _ outputs: [JSONValue], read: (String) -> [UInt8]?
  ) throws(JupyterNotebookError) -> [JSONValue] {
    var result: [JSONValue] = []
    for output in outputs {
      guard var members = output.object, let data = output["data"]?.object else {
        result.append(output)
        continue
      }
      members["data"] = .object(try puttingBack(data, "output", read: read).data)
      result.append(.object(members))
    }
    return result
  }

  /// A cell's attachments with the pictures of files in them again, and the paths of the files by
  /// the names of the attachments.
  static func puttingBack(
    attachments: JSONValue, read: (String) -> [UInt8]?
  ) throws(JupyterNotebookError) -> (attachments: JSONValue, paths: [String: String]) {
    guard var members = attachments.object else { return (attachments, [:]) }
    var paths: [String: String] = [:]
    for (name, forms) in members {
      guard let data = forms.object else { continue }
      let found = try puttingBack(data, "attachment", read: read)
      members[name] = .object(found.data)
      paths[name] = found.path
    }
    return (.object(members), paths)
  }

  private static func puttingBack(
    _ data: [String: JSONValue], _ what: String, read: (String) -> [UInt8]?
  ) throws(JupyterNotebookError) -> (data: [String: JSONValue], path: String?) {
    var data = data
    var first: String?
    for (type, value) in data.sorted(by: { $0.key < $1.key }) {
      guard let path = value["file"]?.string, endings[type] != nil else { continue }
      guard let bytes = read(path) else {
        throw JupyterNotebookError(
          "the \(what) '\(path)' is not beside the note; it lies there after a conversion to a note"
        )
      }
      data[type] = .string(Base64.text(of: bytes) + (value["end"]?.string ?? ""))
      first = first ?? path
    }
    return (data, first)
  }
}
