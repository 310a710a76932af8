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
      "language_info": JupyterNotebook.swiftLanguage,
    ]
  }

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
