public import Datasets
internal import Tensors

extension Recorder {
  /// Something to be recorded.
  public struct Quantity: Sendable, CustomStringConvertible {
    /// What is looked at.
    enum Source: Sendable {
      /// A layer's outputs on the run's fixed batch of training examples; of one unit or channel if
      /// that is given.
      case activations(LayerPlace, unit: Int?)
      /// The gradient of a parameter, or of all of a layer, on that batch.
      case gradient(LayerPlace)
      /// The values of a parameter, or of all of a layer.
      case parameter(LayerPlace)
      /// The norm of every parameter's gradient.
      case gradientNorms
      /// Loss and metrics of other examples at inference.
      case evaluation(Examples)
      /// A number computed from the model.
      case custom(name: String, @Sendable (any Layer) throws -> Double)

      /// Without what exactly is looked at.
      var kind: String {
        switch self {
        case .activations: "activations"
        case .gradient: "gradient"
        case .parameter: "parameter"
        case .gradientNorms: "gradient norms"
        case .evaluation: "evaluation"
        case .custom: "custom"
        }
      }
    }

    /// What is kept of the numbers that are seen at a step.
    public enum Summary: Sendable, CustomStringConvertible {
      /// All of them, for ``Recorder/Record/frames``.
      case values
      /// Some percentiles, each in 0...100, interpolated as NumPy does it.
      case percentiles([Double])
      /// How many lie in each of so many equal bins of a range; what lies outside is in none.
      case histogram(bins: Int, in: ClosedRange<Double>)
      /// Their Euclidean norm.
      case norm
      /// Their mean.
      case mean

      /// "values", "percentiles [15, 50, 85]", "histogram of 20 bins in -3.0...3.0", ….
      public var description: String {
        switch self {
        case .values: "values"
        case .percentiles(let list): "percentiles [\(list.map(brief).joined(separator: ", "))]"
        case .histogram(let bins, let range):
          "histogram of \(bins) bins in \(brief(range.lowerBound))...\(brief(range.upperBound))"
        case .norm: "norm"
        case .mean: "mean"
        }
      }
    }

    let source: Source
    let summary: Summary

    /// In which place of a record it is kept.
    var kind: String {
      switch (source, summary) {
      case (.gradientNorms, _), (.evaluation, _), (.custom, _), (_, .norm), (_, .mean): "number"
      case (_, .values): "values"
      case (_, .percentiles): "percentiles"
      case (_, .histogram): "histogram"
      }
    }

    /// What is looked at, and what is kept of it: "activations of dense_1, percentiles [15.0]".
    public var description: String {
      switch source {
      case .activations(let place, let unit):
        "activations of \(place)\(unit.map { " unit \($0)" } ?? ""), \(summary)"
      case .gradient(let place): "gradient of \(place), \(summary)"
      case .parameter(let place): "values of \(place), \(summary)"
      case .gradientNorms: "norms of the gradients"
      case .evaluation(let data): "evaluation of \(data)"
      case .custom(let name, _): name
      }
    }

    private init(_ source: Source, _ summary: Summary = .values) {
      self.source = source
      self.summary = summary
      switch summary {
      case .percentiles(let percentiles):
        for wrong in percentiles where !(0...100).contains(wrong) {
          stop("a Recorder expects percentiles in 0...100, got \(wrong)")
        }
      case .histogram(let bins, let range):
        require(bins > 0, "a Recorder expects at least one bin in a histogram, got \(bins)")
        require(
          (range.upperBound - range.lowerBound).isFinite && !range.isEmpty
            && range.lowerBound < range.upperBound,
          "a Recorder expects a finite range for a histogram, got \(range)")
      case .values, .norm, .mean: break
      }
    }

    /// The outputs of a layer on a fixed batch of training examples, in training mode; recorded
    /// under "layer 5". Layers are counted from 0.
    ///
    /// - Parameters:
    ///   - layer: Its number in the model.
    ///   - unit: One unit or channel (a place of the outputs' second axis); all unless given.
    ///   - summary: What is kept of them.
    public static func activations(
      of layer: Int, unit: Int? = nil, as summary: Summary = .percentiles([15, 50, 85])
    ) -> Quantity {
      Quantity(.activations(.number(layer), unit: unit), summary)
    }

    /// The same for the layer at a path such as "dense_2" or "residual_1.body.relu_1", recorded
    /// under that path.
    public static func activations(
      of path: String, unit: Int? = nil, as summary: Summary = .percentiles([15, 50, 85])
    ) -> Quantity {
      Quantity(.activations(.path(path), unit: unit), summary)
    }

    /// The same for a layer itself, recorded under its path and read with `recorder[layer]`.
    public static func activations(
      of layer: any Layer, unit: Int? = nil, as summary: Summary = .percentiles([15, 50, 85])
    ) -> Quantity {
      Quantity(.activations(.layer(LayerReference(layer: layer)), unit: unit), summary)
    }

    /// Percentiles of the outputs of a layer, counted from 0.
    public static func activations(
      of layer: Int, unit: Int? = nil, percentiles: [Double]
    ) -> Quantity {
      activations(of: layer, unit: unit, as: .percentiles(percentiles.sorted()))
    }

    /// Percentiles of the outputs of the layer at a path.
    public static func activations(
      of path: String, unit: Int? = nil, percentiles: [Double]
    ) -> Quantity {
      activations(of: path, unit: unit, as: .percentiles(percentiles.sorted()))
    }

    /// Percentiles of the outputs of a layer itself.
    public static func activations(
      of layer: any Layer, unit: Int? = nil, percentiles: [Double]
    ) -> Quantity {
      activations(of: layer, unit: unit, as: .percentiles(percentiles.sorted()))
    }

    /// The gradient of the parameter at a path such as "dense_1.weight" on a fixed batch, or of all
    /// parameters of the layer at a path such as "dense_1"; recorded under "dense_1.weight
    /// gradient".
    public static func gradient(of path: String, as summary: Summary = .norm) -> Quantity {
      Quantity(.gradient(.path(path)), summary)
    }

    /// The gradient of all parameters of a layer on a fixed batch, recorded under "dense_1
    /// gradient".
    public static func gradient(of layer: any Layer, as summary: Summary = .norm) -> Quantity {
      Quantity(.gradient(.layer(LayerReference(layer: layer))), summary)
    }

    /// The values of the parameter at a path such as "batch_norm_1.movingMean", or of all
    /// parameters of the layer at a path; recorded under that path.
    public static func parameter(of path: String, as summary: Summary = .values) -> Quantity {
      Quantity(.parameter(.path(path)), summary)
    }

    /// The values of all parameters of a layer, recorded under "dense_1 parameters".
    public static func parameters(of layer: any Layer, as summary: Summary = .values) -> Quantity {
      Quantity(.parameter(.layer(LayerReference(layer: layer))), summary)
    }

    /// The norm of every parameter's gradient on a fixed batch; recorded under its path.
    public static let gradientNorms = Quantity(.gradientNorms)

    /// Loss and metrics of other examples at inference, as `evaluate` gives them, recorded under
    /// "loss", "accuracy", ….
    public static func evaluation(of data: some TrainingData) -> Quantity {
      Quantity(.evaluation(data.examples))
    }

    /// A number computed from the model, recorded under `name`.
    public static func value(
      _ name: String, _ compute: @escaping @Sendable (any Layer) throws -> Double
    ) -> Quantity {
      Quantity(.custom(name: name, compute))
    }
  }
}

/// Which layer of a model is meant.
enum LayerPlace: Sendable, CustomStringConvertible {
  /// Counted from 0.
  case number(Int)
  /// "dense_1".
  case path(String)
  /// The layer itself.
  case layer(LayerReference)

  /// "layer 5", the path, or the layer as it was written.
  var description: String {
    switch self {
    case .number(let number): "layer \(number)"
    case .path(let path): path
    case .layer(let reference): reference.layer.name
    }
  }

  /// "layer 5", or the path.
  func name(in model: any Layer) throws(ModelError) -> String {
    switch self {
    case .number(let number): return "layer \(number)"
    case .path(let path): return path
    case .layer(let reference):
      guard let path = model.path(of: reference.layer) else {
        throw .wrongRequest(
          "\(reference.layer.name) is no layer of the model, or one that has nothing to be known by: "
            + "name it by its path; there are \(model.knownPaths)")
      }
      return path
    }
  }

  /// The same of one of the layer's units: "layer 5 unit 2"; of all of them without a number.
  func name(in model: any Layer, unit: Int?) throws(ModelError) -> String {
    let name = try name(in: model)
    return unit.map { "\(name) unit \($0)" } ?? name
  }

  /// Under which name parameters are recorded: "dense_1.weight", those of a layer itself under
  /// "dense_1 parameters".
  func recordName(in model: any Layer) throws(ModelError) -> String {
    let path = try name(in: model)
    if case .layer = self { return "\(path) parameters" }
    return path
  }
}
