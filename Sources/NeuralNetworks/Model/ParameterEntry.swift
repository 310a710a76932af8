public import Tensors

/// A parameter and its place in a model.
public struct ParameterEntry {
  /// Where it is found: "dense_1.weight".
  public let path: String
  /// The parameter itself.
  public let parameter: Parameter
  /// The layer that holds it, as its author wrote it: "Dense(300)".
  public let layer: String
  /// The number of the outermost layer it belongs to, counted from 0.
  public let layerIndex: Int
  /// Random state and the like: part of the model's state, but no weight to be counted.
  let isHidden: Bool

  /// The property's name: "weight".
  public var label: String { path.split(separator: ".").last.map(String.init) ?? path }

  /// How errors name it: "layer 3, Dense(300).weight".
  var reference: String { "layer \(layerIndex + 1), \(layer).\(label)" }
}

extension Layer {
  /// Every parameter of the model in the order of its layers, each once.
  public var parameterEntries: [ParameterEntry] { allEntries.filter { !$0.isHidden } }

  /// The parameters in the order of the layers, running statistics included.
  public var parameters: ParameterList { ParameterList(parameterEntries) }

  /// The parameters of the layers before number `index`.
  public func parameters(below index: Int) -> ParameterList {
    ParameterList(parameterEntries.filter { $0.layerIndex < index })
  }

  /// The parameters and whatever else the model remembers.
  var allEntries: [ParameterEntry] {
    var search = ParameterSearch()
    search.visit(layer: self, path: "", index: nil)
    return search.entries
  }
}

/// The walk through a model's properties that finds its parameters.
private struct ParameterSearch {
  var entries: [ParameterEntry] = []
  private var seen: Set<ObjectIdentifier> = []

  /// Visits a layer. The layers of the outermost sequence are numbered; everything inside one
  /// bears its number.
  mutating func visit(layer: any Layer, path: String, index: Int?) {
    if let sequence = layer as? Sequential {
      for (position, (label, child)) in sequence.labeledLayers.enumerated() {
        visit(layer: child, path: join(path, label), index: index ?? position)
      }
    } else {
      visitProperties(of: layer, holder: layer, path: path, index: index ?? 0)
    }
  }

  private mutating func visitProperties(
    of value: Any, holder: any Layer, path: String, index: Int
  ) {
    var mirror: Mirror? = Mirror(reflecting: value)
    while let current = mirror {
      for (label, child) in current.children {
        let label = (label ?? "").trimmingPrefix(while: { $0 == "_" || $0 == "." })
        visit(child, holder: holder, path: join(path, String(label)), index: index)
      }
      mirror = current.superclassMirror
    }
  }

  private mutating func visit(_ value: Any, holder: any Layer, path: String, index: Int) {
    switch value {
    case let parameter as Parameter:
      add(parameter, holder, path, index, isHidden: false)
    case let random as RandomState:
      add(random.key, holder, path, index, isHidden: true)
    case let layer as any Layer:
      if type(of: layer) is AnyClass, !remember(layer as AnyObject) { return }
      visit(layer: layer, path: path, index: index)
    case is Tensor, is String:
      return
    default:
      visitContents(of: value, holder: holder, path: path, index: index)
    }
  }

  /// Looks into optionals, collections of layers and parameters, tuples and plain structures.
  private mutating func visitContents(
    of value: Any, holder: any Layer, path: String, index: Int
  ) {
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional:
      if let some = mirror.children.first {
        visit(some.value, holder: holder, path: path, index: index)
      }
    case .collection:
      guard let first = mirror.children.first?.value, first is any Layer || first is Parameter
      else { return }
      for (position, child) in mirror.children.enumerated() {
        let numbered = "\(path)_\(position + 1)"
        visit(child.value, holder: holder, path: numbered, index: index)
      }
    case .struct, .tuple:
      visitProperties(of: value, holder: holder, path: path, index: index)
    default: return
    }
  }

  private mutating func add(
    _ parameter: Parameter, _ holder: any Layer, _ path: String, _ index: Int, isHidden: Bool
  ) {
    guard remember(parameter) else { return }
    entries.append(
      ParameterEntry(
        path: path, parameter: parameter, layer: holder.name, layerIndex: index,
        isHidden: isHidden))
  }

  private mutating func remember(_ object: AnyObject) -> Bool {
    seen.insert(ObjectIdentifier(object)).inserted
  }

  private func join(_ path: String, _ label: String) -> String {
    path.isEmpty ? label : label.isEmpty ? path : "\(path).\(label)"
  }
}
