internal import NotebookDisplay
internal import Tensors

extension Layer {
  /// Whether training changes anything here. Setting it to false takes all parameters out of
  /// training, those too that are made only at the first use; true takes them in again, except
  /// what was never made to be trained.
  ///
  /// As in Keras, a ``BatchNorm`` out of training uses its running statistics, also in a training
  /// pass, and leaves them as they are; `BatchNorm.pyTorch` goes on following the batches. A
  /// training run trains what is trainable when it begins, a ``TrainingStep`` what is at each step.
  ///
  /// ```swift
  /// base.isTrainable = false                        // a layer, or a whole model
  /// model.parameters(at: "dense_1").isTrainable = false
  /// ```
  public var isTrainable: Bool {
    get {
      let walk = ModelWalk(self)
      let weights = walk.entries.filter { $0.parameter.isWeight }
      guard !weights.isEmpty else { return !walk.lazyParameters.contains { $0.parameter.isFrozen } }
      return weights.contains { $0.parameter.isTrainable }
    }
    nonmutating set {
      let walk = ModelWalk(self)
      for (_, lazy) in walk.lazyParameters { lazy.isFrozen = !newValue }
      for entry in walk.entries where !entry.isHidden { entry.parameter.isFrozen = !newValue }
    }
  }
}

extension Layer {
  /// Shows that a training changes no weight, where it is so.
  ///
  /// - Parameter training: What trains: "fit".
  func showNothingToTrain(by training: String) {
    guard parameters.trainable.isEmpty else { return }
    let weights = parameters.count { $0.isWeight }
    let reason =
      weights == 0
      ? "the model has no weights"
      : weights == 1
        ? "the model's one weight is frozen (isTrainable is false)"
        : "all \(grouped(weights)) weights of the model are frozen (isTrainable is false)"
    DisplaySink.send(.output(CellOutput(.text("\(training) trains nothing: \(reason)"))))
  }
}

extension ParameterList {
  /// Whether training changes any of them. Setting it freezes or thaws all that were made to be
  /// trained; of a list without parameters it ends the program, since nothing would happen.
  public var isTrainable: Bool {
    get { contains(where: \.isTrainable) }
    nonmutating set {
      require(
        !isEmpty,
        "there are no parameters in this list to be frozen or thawed: parameters(at:) has those of a "
          + "layer, parameters(below:) those of the layers before it in the model; those that follow "
          + "from the first input are made by build(input:)")
      for parameter in self where parameter.isWeight { parameter.isTrainable = newValue }
    }
  }
}
