import Testing

@testable import Tensors

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Functions of numbers are defined once each, and everything comes from the definition.
struct FunctionDefinitionTests {
  private static let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The text of every source file of the engine, by path.
  private static func sources() throws -> [String: String] {
    let root = repository.appending(path: "Sources/Tensors")
    let paths = try FileManager.default.subpathsOfDirectory(atPath: root.path)
    return try Dictionary(
      uniqueKeysWithValues: paths.filter { $0.hasSuffix(".swift") }.map {
        ($0, try String(contentsOf: root.appending(path: $0), encoding: .utf8))
      })
  }

  private static let folder = "Operations/Elementwise/Functions/"

  /// What the engine itself is written with: operators, the arithmetic of whole tensors,
  /// reductions, fused updates.
  private static let usedByTheEngine: Set = [
    "Operations/Contraction/MatmulFamily+Lowering.swift",
    "Operations/Elementwise/FunctionList.swift",
    "Operations/Elementwise/RealArithmetic+Tensor.swift",
    "Operations/Elementwise/Tensor+Arithmetic.swift",
    "Operations/Elementwise/Tensor+Comparison.swift",
    "Operations/Reduction/Tensor+Reduction.swift",
    "Plan/Tiles/TileProgram+Fusion.swift",
  ]

  @Test func everyDefinitionIsInTheListAndNowhereElse() throws {
    let sources = try Self.sources()
    let listed = Set(
      FunctionList.unary.map { "\($0)" } + FunctionList.binary.map { "\($0)" })
    var defined: Set<String> = []
    for (path, text) in sources where path.hasPrefix(Self.folder) {
      for line in text.split(separator: "\n") where line.hasPrefix("enum ") {
        let name = String(line.dropFirst(5).prefix { $0.isLetter })
        #expect(defined.insert(name).inserted, "\(name) is defined twice")
      }
    }
    #expect(defined == listed)
    for name in defined {
      let places = sources.filter { $0.value.contains("\(name).self") }.keys
      let others = places.filter {
        !$0.hasPrefix(Self.folder) && !Self.usedByTheEngine.contains($0)
      }
      #expect(others.isEmpty, "\(name) is also known to \(others)")
    }
    for path in Self.usedByTheEngine {
      let text = try #require(sources[path])
      #expect(defined.contains { text.contains("\($0).self") }, "\(path) needs no exception")
    }
  }

  /// Adding an activation touches its section and the list.
  @Test func activationsAreKnownInTwoPlaces() throws {
    let sources = try Self.sources()
    for name in ["ReLU", "LeakyReLU", "ELU", "GELU", "SiLU", "Softplus"] {
      let places = sources.filter { $0.value.contains("\(name).self") }.keys.sorted()
      #expect(
        places == [
          "Operations/Elementwise/FunctionList.swift", Self.folder + "Activations.swift",
        ])
    }
  }

  /// At the edges the float32 kernel gives what the reference at double precision gives.
  @Test(arguments: FunctionList.unary.map { UnaryFunction($0, 0.5, 1.5) })
  func edgesAreThoseOfTheReference(_ function: UnaryFunction) {
    let edges = [-Double.infinity, -1e30, -3, -1, -0.0, 0, 0.5, 1, 1.5, 3, 1e30, .infinity, .nan]
    // The same numbers at both precisions.
    let x = Tensor(edges).converted(to: .float64)
    let (s, t) = (function.s, function.t)
    expectSameEdges(
      function.definition.evaluate(x.converted(to: .float32), s, t),
      function.definition.evaluate(x, s, t), "\(function)", edges)
    guard let definition = function.definition.differentiable else { return }
    let saved =
      definition.gradientNeeds(s, t) == .output
      ? function.definition.evaluate(x, s, t) : x
    let slopes = definition.evaluateGradient(.ones(like: x), saved, s, t)
    expectSameEdges(
      definition.evaluateGradient(
        Tensor.ones(x.shape), saved.converted(to: .float32), s, t),
      slopes, "the derivative of \(function)", edges)
    // Beside a NaN a derivative that reads it is not a number that looks right.
    if !["relu", "leakyReLU", "elu", "clip", "+", "*", "-"].contains(function.definition.name),
      definition.gradientNeeds(s, t) != .nothing, function.definition.name != "clipped(to:)"
    {
      #expect(slopes.doubles[12].isNaN, "the derivative of \(function) at NaN")
    }
  }

  private func expectSameEdges(
    _ float: Tensor, _ double: Tensor, _ name: String, _ edges: [Double]
  ) {
    for (index, (a, b)) in zip(float.doubles, double.doubles).enumerated() {
      let reference = Double(Float(b))
      let isSame =
        a == reference || (a.isNaN && b.isNaN)
        || (a - b).magnitude <= 1e-5 * Swift.max(b.magnitude, 1e-3)
      #expect(isSame, "\(name) at \(edges[index]): \(a), float64 \(b)")
    }
  }

  /// What the documentation says of derivatives at 0.
  @Test func derivativesAtZeroAreAsDocumented() {
    func slope(_ function: (Tensor) -> Tensor) -> Double {
      gradient(at: Tensor(0.0)) { function($0) }.scalar
    }
    #expect(slope { log($0) } == .infinity)
    #expect(slope { sqrt($0) } == .infinity)
    #expect(slope { rsqrt($0) } == -.infinity)
    #expect(slope { $0.reciprocal() } == -.infinity)
    #expect(slope { log1p($0 - 1) } == .infinity)
    #expect(slope { gelu($0) } == 0.5)
    #expect(slope { silu($0) } == 0.5)
    #expect(slope { softplus($0) } == 0.5)
  }

  @Test func theTableOfTheDocumentationIsThatOfTheList() throws {
    let file = Self.repository.appending(path: "docs/functions.md")
    let text = """
      # Functions of numbers

      What tensors compute element by element, with what their gradients are. Of two numbers a and b
      the derivative by a stands before the one by b. This table is made from the definitions in
      `Sources/Tensors/Operations/Elementwise/Functions`: run the tests with `RECORD_SNAPSHOTS=1` to
      write it anew.

      \(FunctionList.table)
      """
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == text)
  }
}
