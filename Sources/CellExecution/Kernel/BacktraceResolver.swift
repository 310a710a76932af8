internal import Glibc
internal import KernelMessages

/// A place in the note with what the compiler noted there.
struct ResolvedFrame {
  var place: NoteFrame
  /// The compiler's name for a trap that it inlined here, such as `arithmetic overflow`.
  var trapReason: String?

  var line: Int { place.line }
  var column: Int? { place.column }
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

  /// The note's frames, innermost first.
  func noteFrames(of words: LastWords) -> [ResolvedFrame] {
    guard let symbolizer, !words.memoryMap.isEmpty else { return [] }
    let map = MemoryMap(words.memoryMap)
    // A return address belongs to the call before it; the place of a signal is the instruction.
    var addresses = words.frames.map { $0 == words.signal?.programCounter ? $0 : $0 &- 1 }
    if let signal = words.signal, !words.frames.contains(signal.programCounter) {
      addresses.insert(signal.programCounter, at: 0)
    }
    // The kernel's own code and the system's libraries say nothing about the note.
    let places = addresses.prefix(64).compactMap(map.place).filter { $0.library.hasSuffix(".so") }
    var frames: [Int: [ResolvedFrame]] = [:]
    for (library, indices) in Dictionary(grouping: places.indices, by: { places[$0].library }) {
      let resolved = resolve(indices.map { places[$0].offset }, in: library, symbolizer)
      for (index, resolved) in zip(indices, resolved) { frames[index] = resolved }
    }
    return Array(places.indices.flatMap { frames[$0] ?? [] }.prefix(16))
  }

  /// The note's frames at each of several offsets: more than one where calls were inlined.
  private func resolve(
    _ offsets: [UInt64], in library: String, _ symbolizer: String
  ) -> [[ResolvedFrame]] {
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
      .split(separator: "", omittingEmptySubsequences: true).map { frames(of: Array($0)) }
  }

  private func frames(of lines: [Substring]) -> [ResolvedFrame] {
    let marker = "Swift runtime failure: "
    var trapReason: String?
    var frames: [ResolvedFrame] = []
    for index in stride(from: 0, to: lines.count - 1, by: 2) {
      if lines[index].hasPrefix(marker) {
        // The trap itself bears the line of the expression that it is part of, which comes next.
        trapReason = String(lines[index].dropFirst(marker.count))
        continue
      }
      guard let source = SourcePlace(lines[index + 1]), Self.name(of: source.file) == noteName,
        source.line > 0
      else { continue }
      let place = NoteFrame(
        function: SwiftSymbol.name(of: String(lines[index])), line: source.line,
        column: source.column > 0 ? source.column : nil)
      frames.append(ResolvedFrame(place: place, trapReason: frames.isEmpty ? trapReason : nil))
    }
    return frames
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
