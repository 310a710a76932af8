package import NotebookDocument
package import RunResults

/// Why there is no result: the note, or something that running it needs, is not usable.
package struct RunFailure: Error {
  package var status: RunStatus
  package var diagnostics: [Diagnostic]

  package init(_ status: RunStatus, _ diagnostics: Diagnostic...) {
    self.status = status
    self.diagnostics = diagnostics
  }
}
