public import Datasets
public import NotebookDisplay
public import Tensors

/// How often examples of each class were taken for each class, and the figures that follow from it:
/// those that are no mean over batches.
///
/// ```swift
/// let confusion = try model.confusionMatrix(on: test)
/// confusion               // a table: a row for each true class, a column for each predicted one
/// confusion.f1(of: 3)
/// ```
public struct ConfusionMatrix: Displayable, CustomStringConvertible, Sendable, Equatable {
  /// `counts[true class][predicted class]`.
  public let counts: [[Int]]
  /// One for each class: the data's, else "0", "1", ….
  public let classNames: [String]

  /// Counts predictions.
  ///
  /// - Parameters:
  ///   - predictions: Class numbers in 0..<classes, int32.
  ///   - labels: As many, in 0..<classes.
  ///   - classes: How many there are.
  ///   - names: Of the classes; their numbers by default.
  public init(
    predictions: Tensor, labels: Tensor, classes: Int, names: [String] = [],
    file: StaticString = #fileID, line: UInt = #line
  ) {
    for (name, tensor) in [("predictions", predictions), ("labels", labels)] {
      let numbers = tensor.elementType == .int32 ? [] : tensor.doubles
      if let place = numbers.firstIndex(where: { $0 != $0.rounded() }) {
        stop(
          "ConfusionMatrix expects class numbers as \(name), got \(tensor.elementText(place)) for example "
            + "\(place): take argmax() of scores, or .> 0.5 of probabilities", file: file,
          line: line)
      }
    }
    let (predicted, truth) = (predictions.integers, labels.integers)
    require(
      predicted.count == truth.count,
      "ConfusionMatrix expects as many predictions as labels, got \(predictions.shape) and "
        + "\(labels.shape)", file: file, line: line)
    var counts = Array(repeating: Array(repeating: 0, count: classes), count: classes)
    for (index, (guess, label)) in zip(predicted, truth).enumerated() {
      require(
        (0..<classes).contains(guess) && (0..<classes).contains(label),
        "ConfusionMatrix of \(classes) classes got prediction \(guess) and label \(label) for "
          + "example \(index): they lie in 0..<\(classes)", file: file, line: line)
      counts[label][guess] += 1
    }
    self.counts = counts
    classNames = names.count == classes ? names : (0..<classes).map(String.init)
  }

  /// How many examples were counted.
  public var count: Int { counts.reduce(0) { $0 + $1.reduce(0, +) } }

  /// The share of examples taken for what they are; NaN without any.
  public var accuracy: Double {
    ClassCounts.ratio(classCounts.hits.reduce(0, +), Double(count))
  }

  /// Of the examples taken for a class, the share that belong to it; NaN where none were.
  public func precision(of index: Int) -> Double { classCounts.value(.precision, of: index) }

  /// Of the examples of a class, the share taken for it; NaN where there are none.
  public func recall(of index: Int) -> Double { classCounts.value(.recall, of: index) }

  /// 2 TP / (2 TP + FP + FN), the harmonic mean of precision and recall; NaN where the class
  /// neither occurs nor was predicted.
  public func f1(of index: Int) -> Double { classCounts.value(.f1, of: index) }

  /// The mean of the classes' precision, each class counting alike ("macro"); a class that was
  /// never predicted counts as 0, as in scikit-learn.
  public var precision: Double { classCounts.average(.macro, of: .precision) }
  /// The mean of the classes' recall; a class without examples counts as 0, as in scikit-learn.
  public var recall: Double { classCounts.average(.macro, of: .recall) }
  /// The mean of the classes' F1; a class that neither occurs nor was predicted counts as 0, as in
  /// scikit-learn.
  public var f1: Double { classCounts.average(.macro, of: .f1) }

  private var classCounts: ClassCounts {
    ClassCounts(
      hits: counts.indices.map { Double(counts[$0][$0]) },
      predicted: counts.indices.map { index in Double(counts.reduce(0) { $0 + $1[index] }) },
      actual: counts.map { Double($0.reduce(0, +)) })
  }

  /// The counts as a tensor `[classes, classes]` of float32, for a heat map.
  public var tensor: Tensor {
    Tensor(counts.flatMap { $0.map(Float.init) }, shape: [counts.count, counts.count])
  }

  /// The counts with recall at the end of each row and precision below.
  public var table: Table {
    Table(
      columns: [.init("True class")] + classNames.map { .init($0, alignment: .trailing) }
        + [.init("Recall", alignment: .trailing)],
      rows: counts.indices.map { row in
        [classNames[row]] + counts[row].map(grouped) + [fixed(recall(of: row), 3)]
      },
      footer: [
        ["Precision"] + counts.indices.map { fixed(precision(of: $0), 3) } + [fixed(accuracy, 3)]
      ])
  }

  /// ``table``.
  public var cellOutput: CellOutput { CellOutput(.table(table)) }

  /// "accuracy 0.8722, precision 0.8711, recall 0.8722, F1 0.8709 over 10,000 examples".
  public var description: String {
    "accuracy \(fixed(accuracy, 4)), precision \(fixed(precision, 4)), "
      + "recall \(fixed(recall, 4)), F1 \(fixed(f1, 4)) over \(plural(count, "example"))"
  }
}

extension Layer {
  /// Counts what the examples of each class are taken for, at inference: the largest output, or
  /// for a model with one output whether its logit is above 0.
  public func confusionMatrix(on data: some TrainingData) throws -> ConfusionMatrix {
    let examples = data.examples
    let outputs = try scores(on: examples)
    let isBinary = TargetRule.isOneOutput(outputs.shape)
    let rule = TargetRule.classesOrBinary
    if let problem = rule.problem(output: outputs.signature, target: examples.targets.signature) {
      throw ModelError.wrongRequest("confusionMatrix(on:) \(problem)")
    }
    if let place = outputs.doubles.firstIndex(where: \.isNaN) {
      let example = place / max(1, outputs.count / examples.count)
      throw ModelError.wrongRequest(
        "confusionMatrix(on:) got NaN as the model's output for example \(example), which belongs to no "
          + "class: look for NaN in the example and in the model's parameters")
    }
    let targets = examples.targets
    let labels =
      isBinary || targets.shape != outputs.shape
      ? targets.converted(to: .int32) : targets.argmax(axis: -1)
    let predictions =
      isBinary ? (outputs .> 0.0).converted(to: .int32) : outputs.argmax(axis: -1)
    return ConfusionMatrix(
      predictions: predictions, labels: labels,
      classes: isBinary ? 2 : outputs.shape[outputs.rank - 1], names: examples.classNames)
  }

  /// The outputs for all examples at inference, some at a time; logits where the model ends in a
  /// sigmoid.
  func scores(on examples: Examples) throws -> Tensor {
    guard examples.count > 0 else {
      throw ModelError.wrongRequest("there is nothing to count: the data set is empty")
    }
    _ = try outputShape(
      input: Array(examples.wholeInputs.shape.dropFirst()), type: examples.wholeInputs.elementType,
      examples: examples.count)
    let parts = stride(from: 0, to: examples.count, by: 500).map { start in
      let context = Context(isTraining: false, updatesState: false)
      let inputs = matched(examples[start..<min(start + 500, examples.count)].inputs)
      let output = context.send(inputs, through: self)
      return output.logits(of: .sigmoid) ?? output
    }
    return concatenate(parts)
  }
}
