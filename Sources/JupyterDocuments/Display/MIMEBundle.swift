/// One thing in every form that a front end can choose from, by the forms' media types.
package struct MIMEBundle: Sendable, Equatable {
  package var data: [String: JSONValue]
  package var metadata: [String: JSONValue]

  package init(data: [String: JSONValue], metadata: [String: JSONValue] = [:]) {
    self.data = data
    self.metadata = metadata
  }

  /// Text alone.
  package init(text: String) {
    self.init(data: ["text/plain": .string(text)])
  }
}
