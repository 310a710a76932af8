internal import NotebookDocument

/// One diagnostic as the compiler wrote it with `-serialize-diagnostics-path`.
struct SerializedDiagnostic: Equatable {
  struct Place: Equatable {
    var file: String
    /// 1-based, as `#sourceLocation` directives have it.
    var line: Int
    /// 1-based, in UTF-8 bytes of the compiled text.
    var column: Int
  }

  /// Replace the text from `start` to `end`.
  struct Replacement: Equatable {
    var start: Place?
    var end: Place?
    var text: String
  }

  var severity: Diagnostic.Severity
  var place: Place?
  var message: String
  var replacements: [Replacement] = []
  var notes: [SerializedDiagnostic] = []
}

extension SerializedDiagnostic {
  private enum BlockID {
    static let diagnostic: UInt64 = 9
  }

  private enum RecordCode {
    static let diagnostic: UInt64 = 2
    static let fileName: UInt64 = 6
    static let replacement: UInt64 = 7
  }

  /// Reads the diagnostics of a file; what follows a damaged place is left out.
  static func read(_ bytes: [UInt8]) -> [SerializedDiagnostic] {
    guard var reader = BitstreamReader(bytes, signature: "DIAG") else { return [] }
    var files: [UInt64: String] = [:]
    var finished: [SerializedDiagnostic] = []
    /// Diagnostics whose blocks are open; notes are blocks inside that of their error.
    var open: [SerializedDiagnostic?] = []

    func place(_ fields: ArraySlice<UInt64>) -> Place? {
      let fields = Array(fields)
      guard fields.count >= 3, let file = files[fields[0]], fields[1] > 0 else { return nil }
      return Place(file: file, line: Int(fields[1]), column: max(1, Int(fields[2])))
    }

    while let item = reader.next() {
      switch item {
      case .blockStart(let id):
        // Other blocks are kept track of as empty places, so that ends match starts.
        open.append(nil)
        if id != BlockID.diagnostic { continue }
      case .blockEnd:
        guard let last = open.popLast(), let diagnostic = last else { continue }
        if let parent = open.lastIndex(where: { $0 != nil }) {
          open[parent]?.notes.append(diagnostic)
        } else {
          finished.append(diagnostic)
        }
      case .record(RecordCode.fileName, let fields, let blob):
        if let number = fields.first { files[number] = String(decoding: blob, as: UTF8.self) }
      case .record(RecordCode.diagnostic, let fields, let blob):
        // Severity, location (file, line, column, offset), category, flag, length of the text.
        guard fields.count >= 5, !open.isEmpty else { continue }
        open[open.count - 1] = SerializedDiagnostic(
          severity: severity(fields[0]), place: place(fields[1...]),
          message: String(decoding: blob, as: UTF8.self))
      case .record(RecordCode.replacement, let fields, let blob):
        guard fields.count >= 8, !open.isEmpty else { continue }
        open[open.count - 1]?.replacements.append(
          Replacement(
            start: place(fields[0...]), end: place(fields[4...]),
            text: String(decoding: blob, as: UTF8.self)))
      case .record: continue
      }
    }
    return finished
  }

  private static func severity(_ level: UInt64) -> Diagnostic.Severity {
    switch level {
    case 2: .warning
    case 3, 4: .error
    default: .note  // 0 ignored, 1 note, 5 remark.
    }
  }
}
