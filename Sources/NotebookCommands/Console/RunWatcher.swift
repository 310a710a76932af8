internal import NotebookDocument
internal import NotebookWorkflow

/// Shows the events of one note's run in the format that was asked for.
struct RunWatcher: Sendable {
  let show: @Sendable (RunEvent, NoteSource?) -> Void

  init(note: String, format: OutputFormat, verbosity: RunConsole.Verbosity) {
    switch format {
    case .text:
      let console = RunConsole(terminal: Terminal(), verbosity: verbosity)
      show = { event, source in console.show(event, note: note, source: source) }
    case .json:
      let stream = EventStream()
      show = { event, _ in stream.write(event, note: note) }
    }
  }
}
