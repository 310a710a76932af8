internal import CellCompilation
internal import JupyterDocuments
internal import JupyterMessaging

extension JupyterKernel {
  /// What the kernel says of itself.
  var information: JSONValue {
    [
      "status": "ok", "protocol_version": .string(MessageHeader.protocolVersion),
      "implementation": "notebook", "implementation_version": .string(configuration.version),
      "banner": .string("notebook \(configuration.version): Swift, compiled"),
      "debugger": false, "help_links": [], "supported_features": [],
      "language_info": Self.language,
    ]
  }

  /// What a front end needs to know of the language.
  static let language: JSONValue = [
    "name": "swift", "version": "6.3", "mimetype": "text/x-swift", "file_extension": ".swift",
    "pygments_lexer": "swift", "codemirror_mode": "swift",
  ]

  /// Whether a text is a whole cell, for consoles.
  func completeness(of content: JSONValue) -> JSONValue {
    switch CellCompleteness(of: content["code"]?.string ?? "") {
    case .complete: ["status": "complete"]
    case .invalid: ["status": "invalid"]
    case .incomplete(let indentation):
      ["status": "incomplete", "indent": .string(indentation)]
    }
  }
}
