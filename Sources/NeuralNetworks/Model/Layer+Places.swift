internal import Tensors

extension Layer {
  /// The path of a layer that this model holds: "dense_2", "residual_1.body"; "" of the model itself,
  /// `nil` of a layer that it does not hold. A layer that occurs twice has the path of the first
  /// place.
  ///
  /// A layer that is a struct is known by the parameters and layers in it, so one without any, such as
  /// ``ReLU``, is not known by itself.
  public func path(of layer: any Layer) -> String? {
    ModelWalk(self).places.first { $0.layer.isSame(as: layer) }?.path
  }

  /// Whether two values are one layer: the same object, or structs of one type that hold the same
  /// objects.
  func isSame(as other: any Layer) -> Bool {
    guard type(of: self as any Layer) == type(of: other) else { return false }
    if type(of: self as any Layer) is AnyClass { return self as AnyObject === other as AnyObject }
    let objects = ModelWalk(self).objects
    return !objects.isEmpty && objects == ModelWalk(other).objects
  }
}

/// A layer to be found again in a model.
///
/// Unchecked because the layer is only compared with those of a model, on the model's thread.
struct LayerReference: @unchecked Sendable {
  let layer: any Layer
}
