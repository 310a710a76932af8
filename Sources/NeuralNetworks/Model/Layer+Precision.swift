internal import Datasets
internal import Tensors

// Models in float64 take inputs and targets of float32, which become float64 on their way in.

extension Layer {
  /// What the model computes in: float64 where one of its weights is, else float32.
  var floatType: ElementType {
    ModelWalk(self).entries.contains {
      $0.parameter.isWeight && $0.parameter.elementType == .float64
    } ? .float64 : .float32
  }

  /// Inputs as the model takes them: in float64 where it computes in it. Whole numbers stay.
  func matched(_ inputs: Tensor) -> Tensor {
    inputs.elementType == .float32 && floatType == .float64
      ? inputs.converted(to: .float64) : inputs
  }

  /// Examples as the model takes them: inputs and targets in float64 where it computes in it.
  func matched(_ examples: Examples) -> Examples {
    guard floatType == .float64 else { return examples }
    let tensors = examples.tensors.map {
      $0.elementType == .float32 ? $0.converted(to: .float64) : $0
    }
    return Examples(wholeTensors: tensors, classNames: examples.classNames)
  }
}

extension FloatingInput {
  /// Of the weights the layer has, if it has any yet.
  var weightType: ElementType? { nil }

  /// The input as the layer takes it: whole numbers become float32, and all of it float64 where its
  /// weights are. What is float64 stays.
  func floating(_ x: Tensor) -> Tensor {
    let wanted = weightType ?? (x.elementType == .int32 ? .float32 : x.elementType)
    return x.elementType == wanted || x.elementType == .float64 ? x : x.converted(to: wanted)
  }
}

extension Tensor {
  /// Targets in the type of a model's outputs, with which they are compared. Whole numbers stay.
  func matching(_ outputs: Tensor) -> Tensor {
    [elementType, outputs.elementType].contains(.int32) || elementType == outputs.elementType
      ? self : converted(to: outputs.elementType)
  }
}
