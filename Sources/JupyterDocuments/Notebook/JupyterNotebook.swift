/// A Jupyter notebook: the file `NAME.ipynb` in format 4.
package struct JupyterNotebook: Sendable, Equatable {
  package var metadata: [String: JSONValue]
  package var cells: [JupyterCell]

  package init(metadata: [String: JSONValue], cells: [JupyterCell] = []) {
    self.metadata = metadata
    self.cells = cells
  }

  /// What a notebook of Swift cells says of its kernel and language.
  package static let swiftMetadata: [String: JSONValue] = [
    "kernelspec": ["display_name": "Swift (notebook)", "language": "swift", "name": "swift"],
    "language_info": swiftLanguage,
  ]

  /// What front ends need to know of the language.
  package static let swiftLanguage: JSONValue = [
    "name": "swift", "version": "6.3", "mimetype": "text/x-swift", "file_extension": ".swift",
    "pygments_lexer": "swift", "codemirror_mode": "swift",
  ]

  /// The language of the code cells in lower case; Python where the notebook does not name one, as
  /// Jupyter's own tools take it.
  package var language: String { namedLanguage ?? "python" }

  /// The language that the notebook's metadata name, in lower case: that of the kernel, or of the
  /// kernel's usual name.
  package var namedLanguage: String? {
    let kernel = metadata["kernelspec"]
    let name = kernel?["language"]?.string ?? metadata["language_info"]?["name"]?.string
    if let name, !name.isEmpty { return name.lowercased() }
    guard let kernelName = kernel?["name"]?.string?.lowercased() else { return nil }
    return kernelName == "ir"
      ? "r" : ["python", "julia", "swift"].first { kernelName.hasPrefix($0) }
  }
}

/// One cell of a Jupyter notebook.
package struct JupyterCell: Sendable, Equatable {
  package enum Kind: String, Sendable { case code, markdown, raw }

  package var kind: Kind
  package var source: String
  package var metadata: [String: JSONValue]
  /// Unique in the notebook; `nil` in formats before 4.5.
  package var identifier: String?
  /// Pictures and the like that a markdown cell brings along: name, media type, base64.
  package var attachments: JSONValue?
  /// As the format has them.
  package var outputs: [JSONValue]
  package var executionCount: Int?

  package init(
    _ kind: Kind, _ source: String, metadata: [String: JSONValue] = [:], outputs: [JSONValue] = [],
    executionCount: Int? = nil
  ) {
    self.kind = kind
    self.source = source
    self.metadata = metadata
    self.outputs = outputs
    self.executionCount = executionCount
  }

  /// The cell's tags.
  package var tags: [String] { metadata["tags"]?.array?.compactMap(\.string) ?? [] }
}
