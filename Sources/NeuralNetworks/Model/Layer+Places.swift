internal import Tensors

extension Layer {
  /// The path of a layer that this model holds: "dense_2", "residual_1.body"; "" of the model
  /// itself, `nil` of a layer that it does not hold. A layer that occurs twice has the path of the
  /// first place.
  ///
  /// A layer that is a struct is known by the parameters and layers in it, so one without any, such
  /// as ``ReLU``, is not known by itself.
  public func path(of layer: any Layer) -> String? { LayerPaths(of: self)[layer] }

  /// Whether two values are one layer.
  func isSame(as other: any Layer) -> Bool {
    LayerIdentity(self).map { $0 == LayerIdentity(other) } ?? false
  }
}

/// What a layer is known by: an object by itself, a struct by its type and the objects it holds.
/// One without any is not known by itself.
struct LayerIdentity: Hashable {
  private let type: ObjectIdentifier
  private let objects: Set<ObjectIdentifier>

  init?(_ layer: any Layer) {
    type = ObjectIdentifier(Swift.type(of: layer))
    objects =
      Swift.type(of: layer) is AnyClass
      ? [ObjectIdentifier(layer as AnyObject)] : ModelWalk(layer).objects
    if objects.isEmpty { return nil }
  }
}

/// The paths of a model's layers.
struct LayerPaths {
  private var known: [LayerIdentity: String] = [:]
  /// Where layers are that are not known by themselves.
  private var others: [ModelWalk.Place] = []

  init(of model: any Layer) {
    for place in ModelWalk(model).places {
      if let identity = LayerIdentity(place.layer) {
        if known[identity] == nil { known[identity] = place.path }
      } else {
        others.append(place)
      }
    }
  }

  /// The path of the first place where a layer is.
  subscript(layer: any Layer) -> String? { LayerIdentity(layer).flatMap { known[$0] } }

  /// The same for a layer that the one at `holder` calls: one without anything to be known by is
  /// recognised where that one holds no other like it.
  func path(of layer: any Layer, calledBy holder: String) -> String? {
    if let path = self[layer] { return path }
    let alike = others.filter {
      $0.holder == holder && type(of: $0.layer) == type(of: layer) && $0.layer.name == layer.name
    }
    return alike.count == 1 ? alike[0].path : nil
  }
}

/// A layer to be found again in a model.
///
/// Unchecked because the layer is only compared with those of a model, on the model's thread.
struct LayerReference: @unchecked Sendable {
  let layer: any Layer
}
