import Foundation
import Testing

/// What people write at the top of a cell, from the note to the report.
@Suite struct SwiftFormsTests {
  /// Runs a note of these cells and returns the report without its markup's brackets.
  private func report(
    of cells: [String], status: Int32 = 0, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> (page: String, errors: String) {
    let folder = try NoteFolder()
    try folder.write(cells.map { "```swift\n\($0)\n```\n" }.joined(separator: "\n"))
    let result = try await Tool.run("run", "note.md", in: folder)
    #expect(result.status == status, "\(result.standardError)", sourceLocation: sourceLocation)
    return (folder.text("output/note.html") ?? "", result.standardError)
  }

  @Test func anIfAndASwitchAtTheEndShowTheValueOfTheirBranch() async throws {
    let (page, errors) = try await report(of: [
      "let n = 3", "if n > 2 { \"many\" } else { n }",
      "switch n {\ncase 0: \"none\"\ndefault: if n > 5 { 5 } else { n * 100 }\n}",
    ])
    #expect(page.contains(">many<"))
    #expect(page.contains(">300<"))
    #expect(!errors.contains("warning"))
  }

  @Test func asyncLetAndAsyncLoopsWorkAtTheTop() async throws {
    let (page, _) = try await report(of: [
      """
      func twice(_ i: Int) async -> Int { await Task.yield(); return i * 2 }
      async let a = twice(100)
      async let b = twice(10)
      let sum = await a + b
      """,
      """
      let numbers = AsyncStream<Int> { c in (1...3).forEach { c.yield($0) }; c.finish() }
      var total = sum
      for await number in numbers { total += number }
      total
      """,
    ])
    #expect(page.contains(">226<"))
  }

  @Test func aLayerExtendsOneOfAnEarlierCell() async throws {
    let (page, _) = try await report(of: [
      """
      class Scaled: Layer {
        let factor = Parameter(-2.0)
        let norm = BatchNorm()
        func callAsFunction(_ x: Tensor) -> Tensor { factor.value * norm(x) }
      }
      """,
      """
      class Rectified: Scaled {
        override func callAsFunction(_ x: Tensor) -> Tensor { relu(super.callAsFunction(x)) }
      }
      """,
      """
      final class Raised: Rectified {
        let shift = Parameter(10.0)
        override func callAsFunction(_ x: Tensor) -> Tensor {
          super.callAsFunction(x) + shift.value
        }
      }
      let model = Raised()
      let x = Tensor([[1.0], [-1], [3], [-3]])
      print(model(x).scalars.map { Int($0.rounded()) }, model.callAsFunction(x).shape)
      """,
      """
      let data = Examples(inputs: x, targets: x)
      func figures() throws -> [Double] {
        model.parameters.trainable.map { $0.value.sum().scalar }
          + [try model.evaluate(data, loss: .meanSquaredError).loss]
      }
      let before = try figures()
      try model.fit(data, epochs: 1, loss: .meanSquaredError)
      let between = try figures()
      let step = TrainingStep(model, optimizer: SGD(learningRate: 0.01)) { model, batch in
        meanSquaredError(model(batch.inputs), batch.targets)
      }
      try step(data)
      let after = try figures()
      print(
        "changed", zip(before, between).map { $0 != $1 }, zip(between, after).map { $0 != $1 },
        model.norm.movingVariance!.value.scalars != [1])
      """,
    ])
    #expect(page.contains("[10, 12, 10, 16] [4, 1]"))
    let all = "[true, true, true, true, true]"
    #expect(page.contains("changed \(all) \(all) true"))
  }

  @Test func operatorsOfTypesWorkInLaterCells() async throws {
    let (page, _) = try await report(of: [
      """
      struct V {
        var x: Int
        static func + (a: V, b: V) -> V { V(x: a.x + b.x) }
      }
      let y = 1
      """,
      "infix operator •: MultiplicationPrecedence\nextension V { static func • (a: V, b: V) -> Int { a.x * b.x } }",
      "let y = 50",
      "V(x: 1) + V(x: 2)", "(V(x: 4) • V(x: 5)) + y",
    ])
    #expect(page.contains("V(x: 3)"))
    #expect(page.contains(">70<"))
  }

  @Test func oldValuesKeepTheirTypeWhenItsNameIsDefinedAnew() async throws {
    let (page, errors) = try await report(of: [
      "struct Model { var w = 7 }\nlet old = Model()\nfunc weight(_ m: Model) -> Int { m.w * 11 }",
      "extension Model { var half: Int { w / 2 } }",
      "struct Model { var depth = 2 }",
      "weight(old) + old.half + Model().depth",
    ])
    #expect(page.contains(">82<"), "\(errors)")
  }

  @Test func aConflictOfTypesOfOneNameSaysTheCells() async throws {
    let (_, errors) = try await report(
      of: [
        "struct Model {}\nfunc use(_ m: Model) {}", "struct Model {}\nlet m = Model()", "use(m)",
      ], status: 2)
    #expect(errors.contains("'Model (of cell 2)' to expected argument type 'Model (of cell 1)'"))
  }

  @Test func textsNameTypesWithoutTheModulesOfCells() async throws {
    let (page, errors) = try await report(
      of: [
        "struct P { var x = 1 }\nenum E: Error { case bad(P) }", "print([P()], P())", "[[P()]]",
        "String(reflecting: P.self)", "throw E.bad(P())",
      ], status: 1)
    #expect(page.contains("[P(x: 1)] P(x: 1)"))
    #expect(!page.contains("Cell1."))
    #expect(!errors.contains("Cell1."))
  }

  @Test func namesOfThePreludeMayBeTakenAndTheOthersStay() async throws {
    let (page, _) = try await report(of: [
      "struct Tensor { var v = 12 }\nfunc print(_ x: Int) { Swift.print(\"mine \\(x)\") }",
      "print(3)\nprint(\"text\")\nTensor()", "lazy_: do { break lazy_ }\nlet Chart = 41\nChart + 1",
    ])
    #expect(page.contains("mine 3\ntext"))
    #expect(page.contains("Tensor(v: 12)"))
    #expect(page.contains(">42<"))
  }

  @Test(arguments: [
    ("@main struct App { static func main() {} }", "remove '@main' and call its 'main()'"),
    ("import Nonexistent", "no such module 'Nonexistent'"),
    ("return", "return invalid outside of a func"),
  ])
  func whatACellCannotHaveIsSaidAtItsLine(code: String, sentence: String) async throws {
    let (_, errors) = try await report(of: [code], status: 2)
    #expect(errors.contains("note.md:2:"))
    #expect(errors.contains(sentence))
  }

  @Test(arguments: [
    ("private let hidden = 1", "cell 1 at line 2 defines 'hidden' with 'private'"),
    ("func f() async -> Int { 1 }\nasync let hidden = f()", "defines 'hidden' with 'async let'"),
  ])
  func aNameThatStaysInItsCellIsExplained(code: String, sentence: String) async throws {
    let (_, errors) = try await report(of: [code, "print(hidden)"], status: 2)
    #expect(errors.contains("cannot find 'hidden' in scope"))
    #expect(errors.contains(sentence))
  }

  @Test func aConformanceThatNeedsItsTypesCellIsExplained() async throws {
    let (_, errors) = try await report(
      of: ["struct P { var x = 1 }", "extension P: Equatable {}"], status: 2)
    #expect(errors.contains("name the protocol where the type is defined"))
    #expect(!errors.contains("<#"))
  }
}
