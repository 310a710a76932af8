import Foundation
import Tensors
import Testing

@testable import NeuralNetworks

/// Choices of a search that are neither numbers nor texts.
@Suite struct ChoiceTests {
  private enum Rule: String { case adam, sgd }
  private enum Size: Equatable { case small, wide(Int) }

  @Test func enumerationsAndActivationsAreChoices() throws {
    let found = try search(
      .grid(),
      over: [
        "rule": .choice([Rule.adam, .sgd]), "size": .choice([Size.small, .wide(3)]),
        "activation": .choice([Activation.relu, .tanh]), "norm": .choice([true, false]),
        "width": .choice([2, 4]),
      ]
    ) { trial in
      let rule: Rule = trial["rule"]
      let size: Size = trial["size"]
      let isNormed: Bool = trial["norm"]
      #expect(Dense(trial["width"], activation: trial["activation"]).units == trial["width"])
      return (rule == .adam ? 0 : 1) + (size == .wide(3) ? 2 : 0) + (isNormed ? 4 : 0)
    }
    #expect(found.trials.count == 32)
    #expect(Array((found["rule"] as [Rule]).prefix(16)) == Array(repeating: .adam, count: 16))
    #expect(
      (found["activation"] as [Activation]).prefix(5).map(\.name) == [
        "relu", "relu", "relu", "relu", "tanh",
      ])
    #expect(found["rule"] as [String] == found["rule"].map { (rule: Rule) in rule.rawValue })
    #expect(
      found.best?.trial.description.contains("rule adam, size small, activation .relu") == true)
    #expect(found.scores.max() == 7)
  }

  @Test func wholeNumbersOfAVariableAreNumbers() throws {
    let widths = [2, 8]
    let found = try search(.grid(), over: ["width": .choice(widths)]) { $0["width"] }
    #expect(found["width"] as [Int] == widths)
    #expect(found["width"] as [Double] == [2, 8])
  }

  @Test func theyAreWrittenAndTakenUpByName() throws {
    let folder = NSTemporaryDirectory() + "choices-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = "\(folder)/search.csv"
    var tried: [Rule] = []
    func run() throws -> SearchResult {
      try search(.grid(), over: ["rule": .choice([Rule.adam, .sgd])], savingTo: path) { trial in
        tried.append(trial["rule"])
        return 1
      }
    }
    _ = try run()
    #expect(try run()["rule"] as [Rule] == [.adam, .sgd])
    #expect(tried == [.adam, .sgd])
    #expect(
      try String(contentsOfFile: path, encoding: .utf8)
        == "trial,rule,score,note\n1,adam,1.0,\n2,sgd,1.0,\n")
  }

  private struct Nameless: Equatable, CustomStringConvertible {
    let number: Int
    var description: String { "something" }
  }

  @Test func choicesThatLookTheSameAreRefused() {
    #expect(
      throws: ModelError.wrongRequest(
        "the range of \"x\" cannot be searched: \"something\" is in it twice")
    ) {
      try search(
        .grid(), over: ["x": .choice([Nameless(number: 1), Nameless(number: 2)])]
      ) { _ in 0 }
    }
    #expect("\(SearchRange.choice([Rule.adam, .sgd]))" == ".choice([adam, sgd])")
  }

  private static func trial() -> Trial? {
    try? search(.grid(), over: ["rule": .choice([Rule.adam]), "rate": .choice([0.1])]) { _ in 0 }
      .trials.first?.trial
  }

  private static let mistakes: [(sentence: String, call: @Sendable () -> Void)] = [
    (
      "\"rule\" of trial 1 is no number: it is adam, read it as Rule",
      { if let trial = trial() { print(trial["rule"] as Double) } }
    ),
    (
      "\"rule\" of trial 1 is no Activation: it is adam, read it as Rule",
      { if let trial = trial() { print(trial["rule"] as Activation) } }
    ),
    (
      "\"rate\" of trial 1 is a number: read it as Double or Int",
      { if let trial = trial() { print(trial["rate"] as Rule) } }
    ),
  ]

  @Test(arguments: mistakes.indices)
  func namesTheTypeOfAChoice(_ index: Int) async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      [index] in
      Self.mistakes[index].call()
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains(Self.mistakes[index].sentence), "\(text.prefix(400))")
  }
}
