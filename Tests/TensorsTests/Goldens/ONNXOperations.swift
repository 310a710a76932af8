import GoldenValues

@testable import Tensors

/// Our form of ONNX's operations.
enum ONNXOperations {
  typealias Function = @Sendable (ONNXNode) throws -> [Tensor]

  static let all: [String: Function] = products.merging(windows) { $1 }
    .merging(normalizations) { $1 }.merging(reductions) { $1 }.merging(elementwise) { $1 }
    .merging(movements) { $1 }

  private static let products: [String: Function] = [
    "MatMul": { [try $0.input(0).matmul(try $0.input(1))] },
    "Gemm": { node in
      let (a, b) = (try node.input(0), try node.input(1))
      let left = try node.integer("transA") == 1 ? a.transposed() : a
      let right = try node.integer("transB") == 1 ? b.transposed() : b
      let product = left.matmul(right) * (node.number("alpha") ?? 1)
      guard node.inputs.count > 2 else { return [product] }
      return [product + (try node.input(2)) * (node.number("beta") ?? 1)]
    },
  ]

  private static let windows: [String: Function] = [
    "Conv": { node in
      let (x, kernel) = (try node.input(0), try node.input(1))
      let window = Array(kernel.shape.dropFirst(2))
      return [
        conv2D(
          x, kernel, bias: node.inputs.count > 2 ? try node.input(2) : nil,
          strides: try strides(node), padding: try padding(node, x, window),
          groups: try node.integer("group") ?? 1)
      ]
    },
    "MaxPool": { node in
      let (x, window) = (try node.input(0), try node.integers("kernel_shape") ?? [])
      guard node.outputs.count == 1 else { throw ONNXNode.LeftOut("positions of maxima") }
      guard x.elementType != .int32 else { throw ONNXNode.LeftOut("whole numbers") }
      let padding = try padding(node, x, window)
      return [
        maxPool2D(
          x, window: (window[0], window[1]), strides: try strides(node), padding: padding)
      ]
    },
    "AveragePool": { node in
      let (x, window) = (try node.input(0), try node.integers("kernel_shape") ?? [])
      let padding = try padding(node, x, window)
      return [
        averagePool2D(
          x, window: (window[0], window[1]), strides: try strides(node), padding: padding,
          countsPadding: try node.integer("count_include_pad") == 1)
      ]
    },
    "GlobalAveragePool": { [try $0.input(0).mean(axes: [2, 3], keepDimensions: true)] },
    "GlobalMaxPool": { [try $0.input(0).max(axes: 2, 3, keepDimensions: true)] },
  ]

  private static let normalizations: [String: Function] = [
    "Softmax": { [try $0.input(0).softmax(axis: try $0.integer("axis") ?? -1)] },
    "LogSoftmax": { [try $0.input(0).logSoftmax(axis: try $0.integer("axis") ?? -1)] },
    "BatchNormalization": { node in
      let (x, epsilon) = (try node.input(0), node.number("epsilon") ?? 1e-5)
      let (gamma, beta) = (try node.input(1), try node.input(2))
      let (mean, variance) = (try node.input(3), try node.input(4))
      guard try node.integer("training_mode") == 1 else {
        return [
          batchNormalization(
            x, mean: mean, variance: variance, gamma: gamma, beta: beta, epsilon: epsilon)
        ]
      }
      let batch = batchNormalization(x, gamma: gamma, beta: beta, epsilon: epsilon)
      let momentum = node.number("momentum") ?? 0.9
      return [
        batch.result, mean * momentum + batch.mean * (1 - momentum),
        variance * momentum + batch.variance * (1 - momentum),
      ]
    },
    "LayerNormalization": { node in
      let x = try node.input(0)
      let axis = try node.integer("axis") ?? -1
      let axes = Array((axis < 0 ? axis + x.rank : axis)..<x.rank)
      let epsilon = node.number("epsilon") ?? 1e-5
      let mean = x.mean(axes: axes, keepDimensions: true)
      let deviation = rsqrt(x.variance(axes: axes, keepDimensions: true) + epsilon)
      let result = layerNormalization(
        x, gamma: try node.input(1), beta: try node.input(2), epsilon: epsilon)
      return [result, mean, deviation]
    },
    "GroupNormalization": { node in
      [
        groupNormalization(
          try node.input(0), groups: try node.integer("num_groups") ?? 1,
          gamma: try node.input(1), beta: try node.input(2),
          epsilon: node.number("epsilon") ?? 1e-5)
      ]
    },
    "SoftmaxCrossEntropyLoss": { node in
      guard node.inputs.count == 2 else { throw ONNXNode.LeftOut("weights of classes") }
      guard try node.integer("ignore_index") == nil else {
        throw ONNXNode.LeftOut("labels to be ignored")
      }
      let (x, labels) = (try node.input(0), try node.input(1))
      let order = [0] + Array(2..<x.rank) + [1]
      let rows = x.transposed(order).reshaped(to: [-1, x.shape[1]])
      let losses = softmaxCrossEntropy(rows, labels: labels.flattened(), reduction: .none)
      let result =
        switch node.string("reduction") ?? "mean" {
        case "mean": losses.mean()
        case "sum": losses.sum()
        default: losses.reshaped(to: labels.shape)
        }
      return [result, x.logSoftmax(axis: 1)]
    },
  ]

  private static let reductions: [String: Function] = [
    "ReduceSum": { try reduced($0) { $0.sum(axes: $1, keepDimensions: true) } },
    "ReduceMean": { try reduced($0) { $0.mean(axes: $1, keepDimensions: true) } },
    "ReduceMax": {
      try reduced(nonEmpty($0)) { along($0, $1) { $0.max(axes: $1, keepDimensions: true) } }
    },
    "ReduceMin": {
      try reduced(nonEmpty($0)) { along($0, $1) { $0.min(axes: $1, keepDimensions: true) } }
    },
    "ReduceProd": {
      try reduced($0) { along($0, $1) { $0.product(axes: $1, keepDimensions: true) } }
    },
    "ReduceL1": { try reduced($0) { $0.abs().sum(axes: $1, keepDimensions: true) } },
    "ReduceL2": {
      try reduced($0) { along($0, $1) { $0.norm(axes: $1, keepDimensions: true) } }
    },
    "ReduceSumSquare": { try reduced($0) { $0.squared().sum(axes: $1, keepDimensions: true) } },
    "ReduceLogSum": { try reduced($0) { $0.sum(axes: $1, keepDimensions: true).log() } },
    "ReduceLogSumExp": {
      try reduced($0) { along($0, $1) { $0.logSumExp(axes: $1, keepDimensions: true) } }
    },
    "ArgMax": { node in
      let x = try node.input(0)
      guard try node.integer("select_last_index") != 1 else {
        throw ONNXNode.LeftOut("the last of equal elements")
      }
      let axis = try node.integer("axis") ?? 0
      let result = x.argmax(axis: axis)
      guard try node.integer("keepdims") ?? 1 == 1 else { return [result] }
      return [result.expandingShape(at: axis < 0 ? axis + x.rank : axis)]
    },
  ]

  private static let elementwise: [String: Function] = [
    "Relu": { [relu(try $0.input(0))] },
    "LeakyRelu": { [leakyReLU(try $0.input(0), slope: $0.number("alpha") ?? 0.01)] },
    "Elu": { [elu(try $0.input(0), alpha: $0.number("alpha") ?? 1)] },
    "Sigmoid": { [sigmoid(try $0.input(0))] },
    "Tanh": { [tanh(try $0.input(0))] },
    "Softplus": { [softplus(try $0.input(0))] },
    "Erf": { [erf(try $0.input(0))] },
    "Exp": { [exp(try $0.input(0))] },
    "Log": { [log(try $0.input(0))] },
    "Sqrt": { [sqrt(try $0.input(0))] },
    "Abs": { [abs(try $0.input(0))] },
    "Neg": { [-(try $0.input(0))] },
    "Reciprocal": { [try $0.input(0).reciprocal()] },
    "Sin": { [sin(try $0.input(0))] },
    "Cos": { [cos(try $0.input(0))] },
    "Sign": { [sign(try $0.input(0))] },
    "Floor": { [floor(try $0.input(0))] },
    "Ceil": { [ceil(try $0.input(0))] },
    "Round": { [round(try $0.input(0))] },
    "Add": { [try $0.input(0) + (try $0.input(1))] },
    "Sub": { [try $0.input(0) - (try $0.input(1))] },
    "Mul": { [try $0.input(0) * (try $0.input(1))] },
    "Gelu": { node in
      guard node.string("approximate") ?? "none" == "none" else {
        throw ONNXNode.LeftOut("gelu by tanh")
      }
      return [gelu(try node.input(0))]
    },
    "Clip": { node in
      let lower = node.inputs.count > 1 ? node.inputs[1].map { Double($0) } : nil
      let upper = node.inputs.count > 2 ? node.inputs[2].map { Double($0) } : nil
      guard lower ?? -.infinity <= upper ?? .infinity else {
        throw ONNXNode.LeftOut("a range without elements")
      }
      return [try node.input(0).clipped(to: (lower ?? -.infinity)...(upper ?? .infinity))]
    },
    "Where": { [`where`(try $0.input(0) .!= 0, try $0.input(1), try $0.input(2))] },
  ]

  private static let movements: [String: Function] = [
    "Concat": { node in
      [concatenate(try node.inputs.indices.map(node.input), axis: try node.integer("axis") ?? 0)]
    },
    "Transpose": { node in
      let x = try node.input(0)
      return [x.transposed(try node.integers("perm") ?? x.shape.indices.reversed())]
    },
    "Gather": { node in
      guard try node.input(1).integers.allSatisfy({ $0 >= 0 }) else {
        throw ONNXNode.LeftOut("negative positions")
      }
      return [try node.input(0).gather(try node.input(1), axis: try node.integer("axis") ?? 0)]
    },
  ]

  private static func strides(_ node: ONNXNode) throws -> (Int, Int) {
    let strides = try node.integers("strides") ?? [1, 1]
    guard strides.count == 2 else { throw ONNXNode.LeftOut("other than two dimensions") }
    return (strides[0], strides[1])
  }

  private static func padding(_ node: ONNXNode, _ x: Tensor, _ window: [Int]) throws -> Padding {
    guard x.rank == 4 else { throw ONNXNode.LeftOut("other than two dimensions") }
    guard try (node.integers("dilations") ?? []).allSatisfy({ $0 == 1 }) else {
      throw ONNXNode.LeftOut("dilations")
    }
    guard try node.integer("ceil_mode") ?? 0 == 0 else {
      throw ONNXNode.LeftOut("windows that reach over the edge")
    }
    switch node.string("auto_pad") ?? "NOTSET" {
    case "SAME_UPPER": return .same
    case "SAME_LOWER":
      let (down, right) = try strides(node)
      let sizes = Padding.same.sizes(
        input: Array(x.shape[2...]), window: window, strides: [down, right])
      return .each(top: sizes[1], bottom: sizes[0], left: sizes[3], right: sizes[2])
    default:
      let pads = try node.integers("pads") ?? [0, 0, 0, 0]
      return .each(top: pads[0], bottom: pads[2], left: pads[1], right: pads[3])
    }
  }

  /// Reduces over the axes that the second input or an attribute names, and drops them if asked.
  private static func reduced(
    _ node: ONNXNode, _ reduce: (Tensor, [Int]) -> Tensor
  ) throws -> [Tensor] {
    let x = try node.input(0)
    let listed = node.inputs.count > 1 ? node.inputs[1]?.integers : try node.integers("axes")
    if (listed ?? []).isEmpty, try node.integer("noop_with_empty_axes") == 1 { return [x] }
    let named = listed ?? []
    let axes = (named.isEmpty ? Array(x.shape.indices) : named).map { $0 < 0 ? $0 + x.rank : $0 }
    let result = reduce(x, axes)
    guard try node.integer("keepdims") ?? 1 == 0 else { return [result] }
    return [result.reshaped(to: x.shape.indices.filter { !axes.contains($0) }.map { x.shape[$0] })]
  }

  /// The largest of nothing is an error here, where ONNX has an infinity.
  private static func nonEmpty(_ node: ONNXNode) throws -> ONNXNode {
    guard try node.input(0).count > 0 else { throw ONNXNode.LeftOut("the largest of nothing") }
    return node
  }

  /// One axis after another gives the same as all at once.
  private static func along(
    _ x: Tensor, _ axes: [Int], _ reduce: (Tensor, Int) -> Tensor
  ) -> Tensor {
    axes.reduce(x, reduce)
  }
}
