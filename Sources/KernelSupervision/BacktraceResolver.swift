internal import Glibc
internal import KernelMessages

/// What the debug information says of a kernel's last moment.
struct ResolvedBacktrace {
  /// The compiler's name for a trap that it put where the signal came from, such as
  /// `arithmetic overflow`.
  var trapReason: String?
  /// The note's frames, innermost first.
  var frames: [NoteFrame] = []
}

/// Turns addresses of a dead kernel into lines of the note, by the debug information in the cells'
/// libraries.
struct BacktraceResolver: Sendable {
  /// The note, as its name stands in the debug information.
  let notePath: String
  /// The path of `llvm-symbolizer`; without it no lines are known.
  let symbolizer: String?

  /// The note's file name without folders.
  var noteName: String { Self.name(of: notePath) }

  /// The trap and the note's frames.
  func resolve(_ words: LastWords) -> ResolvedBacktrace {
    guard let symbolizer, !words.memoryMap.isEmpty else { return ResolvedBacktrace() }
    let map = MemoryMap(words.memoryMap)
    // A return address belongs to the call before it; the place of a signal is the instruction.
    var addresses = words.frames.map { $0 == words.signal?.programCounter ? $0 : $0 &- 1 }
    if let signal = words.signal, !words.frames.contains(signal.programCounter) {
      addresses.insert(signal.programCounter, at: 0)
    }
    // The kernel's own code and the system's libraries say nothing about the note.
    let places = addresses.prefix(128).compactMap(map.place).filter { $0.library.hasSuffix(".so") }
    var resolved: [Int: ResolvedBacktrace] = [:]
    for (library, indices) in Dictionary(grouping: places.indices, by: { places[$0].library }) {
      let found = resolve(indices.map { places[$0].offset }, in: library, symbolizer)
      for (index, found) in zip(indices, found) { resolved[index] = found }
    }
    var backtrace = ResolvedBacktrace()
    backtrace.frames = Array(places.indices.flatMap { resolved[$0]?.frames ?? [] }.prefix(16))
    if let place = words.signal.flatMap({ map.place(of: $0.programCounter) }) {
      backtrace.trapReason =
        resolve([place.offset], in: place.library, symbolizer).first?.trapReason
    }
    return backtrace
  }

  /// What is at each of several offsets: more than one frame where calls were inlined.
  private func resolve(
    _ offsets: [UInt64], in library: String, _ symbolizer: String
  ) -> [ResolvedBacktrace] {
    let arguments =
      [
        "--obj=\(library)", "--inlines", "--functions=linkage", "--output-style=LLVM",
        "--relative-address",
      ] + offsets.map { "0x" + String($0, radix: 16) }
    guard let output = try? ChildProcess.output(of: symbolizer, arguments: arguments) else {
      return []
    }
    // An empty line ends each offset's frames, innermost first, each of two lines.
    return output.split(separator: "\n", omittingEmptySubsequences: false)
      .split(separator: "", omittingEmptySubsequences: true).map { backtrace(of: Array($0)) }
  }

  private func backtrace(of lines: [Substring]) -> ResolvedBacktrace {
    let marker = "Swift runtime failure: "
    var backtrace = ResolvedBacktrace()
    for index in stride(from: 0, to: lines.count - 1, by: 2) {
      if lines[index].hasPrefix(marker) {
        // The trap itself bears the line of the expression that it is part of, which comes next.
        backtrace.trapReason = String(lines[index].dropFirst(marker.count))
        continue
      }
      guard let source = SourcePlace(lines[index + 1]), Self.name(of: source.file) == noteName,
        source.line > 0
      else { continue }
      backtrace.frames.append(
        NoteFrame(
          function: SwiftSymbol.name(of: String(lines[index])), line: source.line,
          column: source.column > 0 ? source.column : nil))
    }
    return backtrace
  }

  /// Looks for the program beside the Swift compiler and in the folders of `PATH`.
  static func findSymbolizer(path: String?) -> String? {
    let folders = (path ?? "").split(separator: ":").map(String.init)
    for folder in folders {
      guard let compiler = realpath("\(folder)/swiftc", nil) else { continue }
      defer { free(compiler) }
      let beside =
        String(cString: compiler).split(separator: "/", omittingEmptySubsequences: false)
        .dropLast().joined(separator: "/") + "/llvm-symbolizer"
      if access(beside, X_OK) == 0 { return beside }
    }
    return folders.map { $0 + "/llvm-symbolizer" }.first { access($0, X_OK) == 0 }
  }

  private static func name(of path: some StringProtocol) -> String {
    String(path).split(separator: Character("/")).last.map(String.init) ?? ""
  }
}

/// `file:line:column`, where the file's name may contain colons.
private struct SourcePlace {
  let file: Substring
  let line: Int
  let column: Int

  init?(_ text: Substring) {
    guard let second = text.lastIndex(of: ":"), let first = text[..<second].lastIndex(of: ":"),
      let line = Int(text[text.index(after: first)..<second]),
      let column = Int(text[text.index(after: second)...])
    else { return nil }
    (file, self.line, self.column) = (text[..<first], line, column)
  }
}
