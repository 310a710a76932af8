internal import CDuktape

/// KaTeX running in duktape. This type is the only code that sees the JavaScript engine.
///
/// Macros that one formula defines (`\newcommand`) hold for all later ones of the same scope.
final class KatexEngine {
  enum Failure: Error, Equatable {
    /// The formula is wrong; the offset is counted in UTF-16 units from its beginning.
    case invalidFormula(message: String, offset: Int?)
    case brokenScript(String)
  }

  let heap: OpaquePointer
  private let memory = EngineMemory()

  /// Loads KaTeX, which takes some 70 milliseconds.
  init(script: [UInt8]) throws(Failure) {
    let heap = duk_create_heap(
      { EngineMemory.allocate($0, $1) }, { EngineMemory.resize($0, $1, $2) },
      { EngineMemory.free($0, $1) }, memory.userData, nil)
    guard let heap else { throw .brokenScript("no memory for a JavaScript engine") }
    self.heap = heap
    try evaluate(Array(KatexScript.environment.utf8))
    try evaluate(script)
    try evaluate(Array(KatexScript.typesetting.utf8))
  }

  deinit { duk_destroy_heap(heap) }

  private func evaluate(_ script: [UInt8]) throws(Failure) {
    let flags = UInt32(
      DUK_COMPILE_EVAL | DUK_COMPILE_NOSOURCE | DUK_COMPILE_SAFE | DUK_COMPILE_NOFILENAME)
    let status = script.withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) {
        duk_eval_raw(heap, $0.baseAddress, $0.count, flags)
      }
    }
    let result = takeString()
    if status != 0 { throw .brokenScript(result) }
  }

  /// What KaTeX made of a formula.
  struct Typeset: Equatable {
    /// Empty where the formula shows nothing.
    var markup: String
    /// Whether macros are other ones than before.
    var changesMacros: Bool
  }

  /// Typesets a formula. One that fails leaves all macros as they were.
  func typeset(_ tex: String, isDisplayed: Bool) throws(Failure) -> Typeset {
    duk_get_global_string(heap, "typeset")
    push(tex)
    duk_push_boolean(heap, isDisplayed ? 1 : 0)
    let status = duk_pcall(heap, 2)
    let result = takeString()
    guard status == 0 else { throw .invalidFormula(message: result, offset: nil) }
    if result.hasPrefix("+") || result.hasPrefix("*") {
      return Typeset(markup: String(result.dropFirst()), changesMacros: result.hasPrefix("*"))
    }
    let parts = result.dropFirst().split(
      separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let message = parts.count > 1 ? String(parts[1]) : result
    throw .invalidFormula(message: Self.sentence(message), offset: Int(parts.first ?? ""))
  }

  /// Loads an extension of KaTeX.
  func load(_ script: [UInt8]) throws(Failure) { try evaluate(script) }

  /// Says what `\ref` and `\eqref` to a label print.
  func setNumber(_ number: String, ofLabel label: String) {
    duk_get_global_string(heap, "setNumber")
    push(label)
    push(number)
    _ = duk_pcall(heap, 2)
    duk_pop(heap)
  }

  /// Begins a scope without macros of the note's own: those of an embedded note end with it.
  func beginScope() { call("beginScope") }

  /// Ends the scope that was begun last; the macros from before hold again.
  func endScope() { call("endScope") }

  private func call(_ function: String) {
    duk_get_global_string(heap, function)
    _ = duk_pcall(heap, 0)
    duk_pop(heap)
  }

  /// KaTeX's message without its name before and the place behind, which we say ourselves.
  private static func sentence(_ message: String) -> String {
    if message.contains("alloc failed") { return "it grows beyond the memory of a formula" }
    let prefix = "KaTeX parse error: "
    let text = message.hasPrefix(prefix) ? message.dropFirst(prefix.count) : message[...]
    let end = text.firstRange(of: " at position ") ?? text.firstRange(of: " at end of input")
    return String(text[..<(end?.lowerBound ?? text.endIndex)])
  }
}
