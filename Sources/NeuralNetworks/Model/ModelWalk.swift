internal import Tensors

/// What a model consists of, found by looking at its properties: layers in properties, in arrays,
/// dictionaries, sets, tuples, optionals and enumerations, and in structures and objects that are
/// no layers themselves. What only a function keeps, a closure or a global variable, is not found.
struct ModelWalk {
  /// A layer and where it was found.
  struct Place {
    /// "block_1.dense"; empty for the model itself.
    let path: String
    let layer: any Layer
    /// The path of the layer that holds it.
    let holder: String
    /// How many layers it is inside of.
    let depth: Int
    /// Whether the same layer has a place before.
    let isRepeated: Bool
    /// How many of the entries belong to what comes before it.
    let firstEntry: Int
  }

  /// Every parameter once.
  private(set) var entries: [ParameterEntry] = []
  /// Every layer before those it holds, the model itself first.
  private(set) var places: [Place] = []
  /// Parameters that are made at the first use.
  private(set) var lazyParameters: [(path: String, parameter: LazyParameter)] = []
  /// The keys of sequences' random numbers, those not drawn from yet too.
  private(set) var generators: [(path: String, generator: SeedGenerator)] = []
  /// Whether there is a property that could hold a layer or a parameter and is empty.
  private(set) var hasEmptyPlaces = false

  /// Whether a parameter is to be made at the first use.
  var isUnbuilt: Bool { entries.isEmpty || lazyParameters.contains { $0.parameter.shape == nil } }
  /// Whether there are parameters, made already or not.
  var hasWeights: Bool { !entries.isEmpty || !lazyParameters.isEmpty }
  /// Whether more may appear at the first use.
  var mayGrow: Bool { isUnbuilt || hasEmptyPlaces }

  /// What stays the same from the making of the model on: layers that are classes, helpers,
  /// parameters whether they are made already or not.
  private(set) var objects: Set<ObjectIdentifier> = []
  /// Every object met.
  private var seen: Set<ObjectIdentifier> = []
  private var depth = 0
  private var holder = ""

  init(_ model: any Layer) { visit(layer: model, path: "", index: nil) }

  /// Visits a layer. The layers of the outermost sequence are numbered; everything inside one
  /// bears its number.
  private mutating func visit(layer: any Layer, path: String, index: Int?) {
    let isObject = type(of: layer) is AnyClass
    let isRepeated = isObject && !remember(layer as AnyObject)
    places.append(
      Place(
        path: path, layer: layer, holder: holder, depth: depth, isRepeated: isRepeated,
        firstEntry: entries.count))
    guard !isRepeated else { return }
    let outer = holder
    (holder, depth) = (path, depth + 1)
    defer { (holder, depth) = (outer, depth - 1) }
    if let sequence = layer as? Sequential {
      for (position, (label, child)) in sequence.labeledLayers.enumerated() {
        visit(layer: child, path: join(path, label), index: index ?? position)
      }
      visit(sequence.random, path: join(path, "random"), index: index ?? 0)
    } else {
      visitProperties(of: layer, holder: layer, path: path, index: index ?? 0)
    }
  }

  /// The key of a sequence is part of the model once something was drawn with it.
  private mutating func visit(_ generator: SeedGenerator, path: String, index: Int) {
    generators.append((path, generator))
    guard generator.isPrepared, seen.insert(ObjectIdentifier(generator.key)).inserted else {
      return
    }
    entries.append(
      ParameterEntry(
        path: path, parameter: generator.key, layer: "Sequential", layerIndex: index,
        isHidden: true, regularizer: nil))
  }

  private mutating func visitProperties(
    of value: Any, holder: any Layer, path: String, index: Int
  ) {
    var mirror: Mirror? = Mirror(reflecting: value)
    while let current = mirror {
      for (label, child) in current.children {
        visit(child, holder: holder, path: join(path, Self.name(label)), index: index)
      }
      mirror = current.superclassMirror
    }
  }

  /// A property's name as it is written: wrapped, lazy and tuple's ones have marks before it.
  private static func name(_ label: String?) -> String {
    var label = label ?? ""
    let lazyMark = "$__lazy_storage_$"
    if label.hasPrefix(lazyMark) { label.removeFirst(lazyMark.count) }
    return String(label.trimmingPrefix { $0 == "_" || $0 == "." })
  }

  private mutating func visit(_ value: Any, holder: any Layer, path: String, index: Int) {
    switch value {
    case let parameter as Parameter:
      objects.insert(ObjectIdentifier(parameter))
      add(parameter, holder, path, index)
    case let lazy as LazyParameter:
      visit(lazy, holder, path, index)
    case let random as SeedGenerator:
      objects.insert(ObjectIdentifier(random.key))
      add(random.key, holder, path, index, isHidden: true)
    case let layer as any Layer:
      visit(layer: layer, path: path, index: index)
    case is Tensor, is String, is Int, is Double, is Float, is Bool, is Activation, is Initializer,
      is Regularizer, is SourceLocation:
      return
    default:
      visitContents(of: value, holder: holder, path: path, index: index)
    }
  }

  /// Looks into what is no layer itself.
  private mutating func visitContents(
    of value: Any, holder: any Layer, path: String, index: Int
  ) {
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional:
      guard let some = mirror.children.first else {
        if Self.mayHoldLayers(type(of: value)) { hasEmptyPlaces = true }
        return
      }
      visit(some.value, holder: holder, path: path, index: index)
    case .collection, .set:
      visitElements(of: mirror, type(of: value), holder: holder, path: path, index: index)
    case .dictionary:
      visitEntries(of: mirror, type(of: value), holder: holder, path: path, index: index)
    case .class:
      if remember(value as AnyObject) {
        visitProperties(of: value, holder: holder, path: path, index: index)
      }
    case .enum:
      if let payload = mirror.children.first {
        visit(
          payload.value, holder: holder, path: join(path, Self.name(payload.label)), index: index)
      }
    default:
      visitProperties(of: value, holder: holder, path: path, index: index)
    }
  }

  private mutating func visitElements(
    of mirror: Mirror, _ type: Any.Type, holder: any Layer, path: String, index: Int
  ) {
    if mirror.children.isEmpty, Self.mayHoldLayers(type) { hasEmptyPlaces = true }
    for (position, child) in mirror.children.enumerated() {
      // An array of numbers holds nothing else.
      if child.value is any Numeric || child.value is String { return }
      visit(child.value, holder: holder, path: "\(path)_\(position + 1)", index: index)
    }
  }

  /// By key, since a dictionary's order is not the same in every process.
  private mutating func visitEntries(
    of mirror: Mirror, _ type: Any.Type, holder: any Layer, path: String, index: Int
  ) {
    if mirror.children.isEmpty, Self.mayHoldLayers(type) { hasEmptyPlaces = true }
    let entries = mirror.children.compactMap { child -> (key: String, value: Any)? in
      let pair = Array(Mirror(reflecting: child.value).children)
      return pair.count == 2 ? ("\(pair[0].value)", pair[1].value) : nil
    }
    for (key, value) in entries.sorted(by: { $0.key < $1.key }) {
      visit(value, holder: holder, path: join(path, key), index: index)
    }
  }

  /// Whether a value of this type, now empty, could hold layers or parameters later.
  private static func mayHoldLayers(_ type: Any.Type) -> Bool {
    if let container = type as? any Container.Type { return mayHoldLayers(container.content) }
    return type is any Layer.Type || type == (any Layer).self || type is Parameter.Type
  }

  private mutating func visit(
    _ lazy: LazyParameter, _ holder: any Layer, _ path: String, _ index: Int
  ) {
    lazyParameters.append((path, lazy))
    objects.insert(ObjectIdentifier(lazy))
    if let parameter = lazy.parameter {
      add(parameter, holder, path, index, regularizer: lazy.regularizer)
    }
  }

  private mutating func add(
    _ parameter: Parameter, _ holder: any Layer, _ path: String, _ index: Int,
    isHidden: Bool = false, regularizer: Regularizer? = nil
  ) {
    guard seen.insert(ObjectIdentifier(parameter)).inserted else { return }
    entries.append(
      ParameterEntry(
        path: path, parameter: parameter, layer: holder.name, layerIndex: index,
        isHidden: isHidden, regularizer: regularizer))
  }

  private mutating func remember(_ object: AnyObject) -> Bool {
    objects.insert(ObjectIdentifier(object))
    return seen.insert(ObjectIdentifier(object)).inserted
  }

  private func join(_ path: String, _ label: String) -> String {
    path.isEmpty ? label : label.isEmpty ? path : "\(path).\(label)"
  }
}

/// What is empty or holds values of one type.
private protocol Container {
  static var content: Any.Type { get }
}

extension Optional: Container {
  static var content: Any.Type { Wrapped.self }
}

extension Array: Container {
  static var content: Any.Type { Element.self }
}

extension Set: Container {
  static var content: Any.Type { Element.self }
}

extension Dictionary: Container {
  static var content: Any.Type { Value.self }
}
