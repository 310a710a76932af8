import Testing

@testable import CellCompilation

@Suite("Names in a cell's code")
struct CellSyntaxTests {
  @Test("every declaration at top level defines its names, nothing inside one does")
  func findsDefinitions() {
    let syntax = CellSyntax(
      code: """
        import Foundation
        let (a, (b, _)) = (1, (2, 3)), c = 4
        var d: Int { let inner = 1; return inner }
        func e(x: Int, _ y: String) {}
        struct F { var member = 1; struct Inner {} }
        class G {}; actor H {}; enum I { case one }; protocol J {}; typealias K = Int
        infix operator <+>
        func <+> (l: Int, r: Int) -> Int { l }
        if true { let hidden = 1 }
        for loop in 0..<3 { _ = loop }
        guard let m = Optional(1), case .some(let n) = Optional(2) else { fatalError() }
        #if os(Linux)
        let o = 1
        #endif
        let `class` = 2
        """)
    #expect(syntax.isWellFormed)
    #expect(
      syntax.definedNames == [
        "a", "b", "c", "d", "e", "F", "G", "H", "I", "J", "K", "<+>", "m", "n", "o", "class",
      ])
    #expect(syntax.imports == ["import Foundation"])
    #expect(syntax.definesOperators)
    #expect(syntax.definitions.first { $0.name == "e" }?.signature == "(x:Int,_:String)")
  }

  @Test(
    "a name is used unless the code's own scopes explain it",
    arguments: [
      ("model.fit(data)", ["data", "model"]),
      ("let f = { (x: Int) in x + y }", ["+", "Int", "y"]),
      ("func f(model: Int) -> Int { model }", ["Int"]),
      ("func f() { let model = 1; print(model) }", ["print"]),
      ("func f() { let model = model }", ["model"]),
      ("if let model { print(model) }", ["model", "print"]),
      ("for model in models { print(model) }", ["models", "print"]),
      ("struct S { var model = 1; func f() -> Int { model } }", ["Int"]),
      ("struct S<T> { var x: T; @Wrapped var y: Other<T> }", ["Other", "Wrapped"]),
      ("\"\\(name) and \\(a.b)\"", ["a", "name"]),
      ("x = y", ["x", "y"]),
      ("label.text", ["label"]),
      ("call(label: value)", ["call", "value"]),
      ("\\Type.path", ["Type"]),
      ("#macro(x)", ["macro", "x"]),
      ("`default` + 1", ["+", "default"]),
    ])
  func findsUses(code: String, names: [String]) {
    #expect(CellSyntax(code: code).usedNames.sorted() == names)
  }

  @Test("an extension tells what it adds, to what, and whether it acts unseen")
  func summarizesExtensions() {
    let extensions = CellSyntax(
      code: """
        extension Net.Layer { func grow() {}; var size: Int { 1 } }
        extension Int: Named {}
        extension Box { init(text: String) {} }
        extension Builder { static func buildBlock() {} }
        """
    ).extensions
    #expect(extensions.map(\.type) == ["Net", "Int", "Box", "Builder"])
    #expect(extensions.map(\.actsImplicitly) == [false, true, true, true])
    #expect(extensions[0].members == ["grow", "size"])
    #expect(extensions[1].protocols == ["Named"])
  }

  @Test("imports under a condition keep it")
  func keepsConditions() {
    let syntax = CellSyntax(
      code: "#if canImport(Darwin)\nimport Darwin\nlet a = 1\n#else\nimport Glibc\n#endif")
    #expect(
      syntax.imports == ["#if canImport(Darwin)\nimport Darwin\n#else \nimport Glibc\n#endif"])
    #expect(syntax.definedNames == ["a"])
  }
}
