internal import Synchronization
internal import Tensors

/// The names of the classes that models were trained on last: the same labels with other names mean
/// other classes.
///
/// A model is known by its parameters, since most are structures.
enum TrainedClasses {
  private struct Training {
    weak var last: Parameter?
    let parameters: [ObjectIdentifier]
    let classNames: [String]
  }

  /// By the model's last parameter.
  private static let trainings = Mutex<[ObjectIdentifier: Training]>([:])

  /// Remembers what a model is trained on; data without names tell nothing.
  static func note(_ classNames: [String], of model: some Layer) {
    let parameters = model.parameterEntries.map(\.parameter)
    guard !classNames.isEmpty, let last = parameters.last else { return }
    let training = Training(
      last: last, parameters: parameters.map(ObjectIdentifier.init), classNames: classNames)
    trainings.withLock { trainings in
      for (key, entry) in trainings where entry.last == nil { trainings[key] = nil }
      trainings[ObjectIdentifier(last)] = training
    }
  }

  /// The names that a model was trained with; `nil` where nothing is known of it.
  static func names(of model: some Layer) -> [String]? {
    let parameters = model.parameterEntries.map(\.parameter)
    guard let last = parameters.last,
      let training = trainings.withLock({ $0[ObjectIdentifier(last)] }), training.last === last,
      training.parameters == parameters.map(ObjectIdentifier.init)
    else { return nil }
    return training.classNames
  }
}

extension Layer {
  /// Throws when data name their classes otherwise than those the model was trained on last.
  func requireTrainedClasses(_ classNames: [String], of use: String) throws(ModelError) {
    guard !classNames.isEmpty, let trained = TrainedClasses.names(of: self) else { return }
    try Self.requireSameClasses(
      trained, "the model was trained on", classNames, "the data of \(use)",
      remedy: "give these data the classNames of the training data")
  }

  /// Throws when both sets name their classes, and name them otherwise: equal labels would mean
  /// different classes.
  static func requireSameClasses(
    _ first: [String], _ firstName: String, _ second: [String], _ secondName: String,
    remedy: String
  ) throws(ModelError) {
    guard !first.isEmpty, !second.isEmpty, first != second else { return }
    throw .wrongRequest(
      "the classes \(firstName), \(first.joined(separator: ", ")), and those of \(secondName), "
        + "\(second.joined(separator: ", ")), are numbered differently: \(remedy)")
  }
}
