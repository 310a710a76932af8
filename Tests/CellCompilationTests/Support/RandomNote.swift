import TestSupport

/// A note made at random from the language's forms, and the same as one plain Swift program.
///
/// In the program a name that the note defines anew is a new name: `total` is `total_1`, `total_2`.
struct RandomNote {
  private(set) var cells: [String] = []
  private(set) var program = ""

  private enum Kind { case whole, text, list, flag }

  private struct Name {
    var spelling: String
    var version: Int
    var kind: Kind
    var isVariable: Bool
    var inProgram: String { "\(spelling)_\(version)" }
  }

  /// A piece of code with names between `‹` and `›`, which are those of the program.
  private typealias Code = String

  private var random: SplitMix64
  private var names: [Name] = []
  /// Functions from a whole number to one: as the program calls them, and whether they wait.
  private var functions: [(name: String, waits: Bool)] = []
  /// Names that the present cell has mentioned where only one definition may be meant.
  private var fixed: Set<String> = []
  private var counter = 0

  init(seed: UInt64, cells count: Int, statements: Int) {
    random = SplitMix64(seed: seed)
    for _ in 0..<count {
      fixed = []
      let lines = (0..<statements).map { _ in statement() }
      cells.append(lines.map(inNote).joined(separator: "\n"))
      program += lines.map(inProgram).joined(separator: "\n") + "\n"
    }
    for name in names where name.kind != .flag { program += "print(\(name.inProgram))\n" }
    cells.append(
      names.filter { $0.kind != .flag }.map { "print(\($0.spelling))" }.joined(separator: "\n"))
  }

  private func inProgram(_ code: Code) -> String {
    code.replacing("‹", with: "").replacing("›", with: "")
  }

  private func inNote(_ code: Code) -> String {
    code.replacing(/‹(\w+)_\d+›/) { $0.output.1 }
  }

  // MARK: Statements

  private mutating func statement() -> Code {
    switch random.next(below: 22) {
    case 0, 1, 2: return declaration()
    case 3, 4, 5: return redefinition()
    case 6, 7:
      guard let name = pick(where: { $0.isVariable && $0.kind == .whole }) else {
        return declaration()
      }
      return "\(name) = \(whole()) &+ 1"
    case 8: return "if \(flag()) { print(\(text())) } else { print(\(whole())) }"
    case 9: return "for i in 0..<\(random.next(below: 3) + 1) { print(i, \(whole())) }"
    case 10, 20, 21: return function()
    case 11:
      let added = fixing { $0.whole() }
      return "print(\(list()).map { $0 &+ \(added) })"
    case 12: return structure()
    case 13: return assignedLater()
    case 14: return guarded()
    case 15:
      return
        "switch \(whole()) % 3 {\ncase 0: print(\"zero\")\ncase let n where n > 1: print(n)\ndefault: print(\(text()))\n}"
    case 16:
      let name = define(.whole, isVariable: true)
      return "var \(name) = 0\nwhile \(name) < \(random.next(below: 5)) { \(name) += 1 }"
    case 17:
      let (one, other) = (whole(), text())
      return "let (\(define(.whole)), \(define(.text))) = (\(one), \(other))"
    case 18: return "do { throw CancellationError() } catch { print(\(whole())) }"
    default: return "print(\(text()), \(whole()), \(list()))"
    }
  }

  private mutating func declaration() -> Code {
    switch random.next(below: 4) {
    case 0:
      let value = text()
      return "let \(define(.text)) = \(value)"
    case 1:
      let value = list()
      return "let \(define(.list)) = \(value)"
    case 2:
      let value = flag()
      return "let \(define(.flag)): Bool = \(value)"
    default:
      let value = whole()
      return "var \(define(.whole, isVariable: true)) = \(value)"
    }
  }

  /// A name of an earlier cell, defined anew from itself.
  private mutating func redefinition() -> Code {
    let candidates = names.indices.filter {
      !fixed.contains(names[$0].spelling) && !declaredNow.contains(names[$0].spelling)
    }
    guard let index = candidates.randomElement(using: &random) else { return declaration() }
    let old = names[index]
    let value: Code =
      switch old.kind {
      case .whole: "(‹\(old.inProgram)› &* 3 &+ \(whole())) % 1000"
      case .text: "‹\(old.inProgram)› + \(text())"
      case .list: "‹\(old.inProgram)›.filter { $0 != ‹\(old.inProgram)›.count } + [\(whole())]"
      case .flag: "!‹\(old.inProgram)›"
      }
    let before = "print(\"before\", ‹\(old.inProgram)›)\n"
    counter += 1
    names[index].version = counter
    names[index].isVariable = false
    declaredNow.insert(old.spelling)
    return before + "let ‹\(names[index].inProgram)› = \(value)"
  }

  private mutating func function() -> Code {
    let name = newFunction(waits: random.next(below: 3) == 0)
    let waits = functions[functions.count - 1].waits
    let body = fixing { $0.whole() }
    let call = functions.dropLast().filter { !$0.waits || waits }.randomElement(using: &random)
    let value = call.map { "\($0.waits ? "await " : "")‹\($0.name)›(x &+ \(body)) &+ x" } ?? body
    return "func \(name)(_ x: Int) \(waits ? "async " : "")-> Int { (\(value)) % 100 }"
  }

  private mutating func structure() -> Code {
    counter += 1
    let type = "‹S\(counter)_\(counter)›"
    let body = fixing { $0.whole() }
    let instance = define(.whole)
    return """
      struct \(type) { var a = 2; func b(_ c: Int) -> Int { (a &+ c &* \(body)) % 100 } }
      extension \(type) { var d: Int { b(a) } }
      let \(instance) = \(type)(a: \(random.next(below: 9))).d
      """
  }

  private mutating func assignedLater() -> Code {
    let (one, other, condition) = (whole(), whole(), flag())
    let name = define(.whole)
    return "let \(name): Int\nif \(condition) { \(name) = \(one) } else { \(name) = \(other) }"
  }

  private mutating func guarded() -> Code {
    let value = whole()
    let name = define(.whole)
    return "guard let \(name) = Optional(\(value)) else { fatalError() }"
  }

  // MARK: Expressions

  private mutating func whole() -> Code {
    switch random.next(below: 5) {
    case 0: return "\(random.next(below: 50))"
    case 1:
      guard !functions.isEmpty, let call = functions.randomElement(using: &random), !isFixing
      else { return "7" }
      return "(\(call.waits ? "await " : "")‹\(call.name)›(\(random.next(below: 9))))"
    case 2: return "(\(list()).count)"
    default:
      return pick(where: { $0.kind == .whole }) ?? "\(random.next(below: 50))"
    }
  }

  private mutating func text() -> Code {
    switch random.next(below: 3) {
    case 0: return "\"t\(random.next(below: 50))\""
    case 1: return "\"<\\(\(pick(where: { $0.kind == .whole }) ?? "1"))>\""
    default: return pick(where: { $0.kind == .text }) ?? "\"none\""
    }
  }

  private mutating func list() -> Code {
    let name = pick(where: { $0.kind == .list })
    return name ?? "[\(random.next(below: 9)), \(random.next(below: 9))]"
  }

  private mutating func flag() -> Code {
    let name = pick(where: { $0.kind == .flag })
    return name ?? "(\(random.next(below: 9)) > \(random.next(below: 9)))"
  }

  private mutating func pick(
    where isWanted: (Name) -> Bool
  ) -> Code? {
    let candidates = names.filter(isWanted)
    guard let name = candidates.randomElement(using: &random) else { return nil }
    if isFixing { fixed.insert(name.spelling) }
    return "‹\(name.inProgram)›"
  }

  // MARK: Names

  private var isFixing = false
  private var declaredNow: Set<String> {
    get { fixed }
    set { fixed = newValue }
  }

  /// Makes code that runs later, so that the names in it may not be defined anew in its cell.
  private mutating func fixing(_ make: (inout Self) -> Code) -> Code {
    isFixing = true
    defer { isFixing = false }
    return make(&self)
  }

  private mutating func define(_ kind: Kind, isVariable: Bool = false) -> Code {
    counter += 1
    let name = Name(
      spelling: "n\(counter)", version: counter, kind: kind, isVariable: isVariable)
    names.append(name)
    fixed.insert(name.spelling)
    return "‹\(name.inProgram)›"
  }

  private mutating func newFunction(waits: Bool) -> Code {
    counter += 1
    let name = "f\(counter)_\(counter)"
    functions.append((name, waits))
    return "‹\(name)›"
  }
}
