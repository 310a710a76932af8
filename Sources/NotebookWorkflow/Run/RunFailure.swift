package import NotebookDocument

/// Why a run ends before there is a report: the note or the place for the report is not usable.
package struct RunFailure: Error {
  package var status: RunOutcome.Status
  package var diagnostics: [Diagnostic]

  package init(_ status: RunOutcome.Status, _ diagnostics: Diagnostic...) {
    self.status = status
    self.diagnostics = diagnostics
  }
}
