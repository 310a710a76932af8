internal import Tensors

extension History {
  /// Figures by name, each a row of numbers: one for every epoch, step or evaluation.
  public struct Series: Sendable, Equatable {
    /// The names in the order they are shown: "loss", "accuracy".
    public let names: [String]
    /// After how many steps of the run each number was measured.
    public private(set) var steps: [Int] = []
    /// A column for each name.
    private var columns: [[Double]]
    /// Why there are no figures, where none can be.
    private let absence: String?

    /// No numbers yet.
    init(_ names: [String]) {
      self.names = names
      columns = Array(repeating: [], count: names.count)
      absence = nil
    }

    /// Figures that are not measured, and why.
    init(absence: String) {
      names = []
      columns = []
      self.absence = absence
    }

    /// The numbers of one name. A name that was not measured ends the program with those that were.
    public subscript(
      name: String, file file: StaticString = #fileID, line line: UInt = #line
    ) -> [Double] {
      guard let index = names.firstIndex(of: name) else { refuse(name, file, line) }
      return columns[index]
    }

    /// The loss.
    public var loss: [Double] { self["loss"] }
    /// The share of right answers.
    public var accuracy: [Double] { self["accuracy"] }
    /// Of the examples taken for a class, the share that belong to it: ``Metric/precision``.
    public var precision: [Double] { self["precision"] }
    /// Of the examples of a class, the share taken for it: ``Metric/recall``.
    public var recall: [Double] { self["recall"] }
    /// The harmonic mean of precision and recall: ``Metric/f1``.
    public var f1: [Double] { self["F1"] }
    /// The area under the receiver operating characteristic: ``Metric/auc``.
    public var auc: [Double] { self["AUC"] }

    /// How many numbers each name has.
    public var count: Int { steps.count }

    /// Whether there are no numbers.
    public var isEmpty: Bool { steps.isEmpty }

    /// The last number of each name.
    var last: [(name: String, value: Double)] {
      zip(names, columns).map { ($0, $1.last ?? .nan) }
    }

    /// The numbers at one place, in the order of the names.
    func row(_ index: Int) -> [Double] { columns.map { $0[index] } }

    mutating func append(_ values: some Sequence<Double>, atStep step: Int) {
      for (index, value) in values.enumerated() {
        // The sign of NaN depends on the processor and means nothing.
        columns[index].append(value.isNaN ? .nan : value)
      }
      steps.append(step)
    }

    /// Leaves out what comes after the first `count` numbers.
    mutating func keep(_ count: Int) {
      steps = Array(steps.prefix(count))
      columns = columns.map { Array($0.prefix(count)) }
    }

    private func refuse(_ name: String, _ file: StaticString, _ line: UInt) -> Never {
      let known = names.map { "\"\($0)\"" }.joined(separator: ", ")
      Tensors.stop(
        absence ?? "there is no series \"\(name)\"; there are \(known): give fit the metric",
        file: file, line: line)
    }
  }
}
