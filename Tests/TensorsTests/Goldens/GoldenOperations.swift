import Tensors

/// Our form of every operation in `Tests/Goldens/operations.json`.
enum GoldenOperations {
  typealias Function = @Sendable ([Tensor]) -> Tensor

  static let torch: [String: Function] = contractions.merging(normalizations) { $1 }
    .merging(reductions) { $1 }.merging(movements) { $1 }.merging(images) { $1 }
    .merging(elementwise) { $1 }

  static let jax: [String: Function] = [
    "softmax": { $0[0].softmax() },
    "logSoftmax": { $0[0].logSoftmax() },
    "logSumExp axis 1": { $0[0].logSumExp(axes: 1) },
    "batch norm keras": { batchNormalization($0[0], gamma: $0[1], beta: $0[2]).result },
    "conv same": { conv2D($0[0], $0[1], strides: (2, 2), padding: .same) },
    "gelu": { gelu($0[0]) },
    "silu": { silu($0[0]) },
    "softplus": { softplus($0[0]) },
    "max pool same": { maxPool2D($0[0], window: (2, 3), strides: (2, 2), padding: .same) },
    "average pool same": { averagePool2D($0[0], window: (2, 3), strides: (2, 2), padding: .same) },
    "conv same even window": { conv2D($0[0], $0[1], padding: .same) },
  ]

  private static let labels = Tensor([3, 0, 2, 4])

  private static let contractions: [String: Function] = [
    "matmul": { $0[0].matmul($0[1]) },
    "matmul batched": { $0[0].matmul($0[1]) },
    "matmul broadcast": { $0[0].matmul($0[1]) },
    "matmul matrix vector": { $0[0].matmul($0[1]) },
  ]

  private static let normalizations: [String: Function] = [
    "softmax": { $0[0].softmax() },
    "softmax axis 1": { $0[0].softmax(axis: 1) },
    "softmax of three axes": { $0[0].softmax() },
    "batch norm sequence": { batchNormalization($0[0], gamma: $0[1], beta: $0[2]).result },
    "group norm three groups": {
      groupNormalization($0[0], groups: 3, gamma: $0[1], beta: $0[2])
    },
    "group norm of features": {
      groupNormalization($0[0], groups: 2, gamma: $0[1], beta: $0[2])
    },
    "logSoftmax": { $0[0].logSoftmax() },
    "cross entropy mean": { softmaxCrossEntropy($0[0], labels: labels) },
    "cross entropy sum": { softmaxCrossEntropy($0[0], labels: labels, reduction: .sum) },
    "cross entropy none": { softmaxCrossEntropy($0[0], labels: labels, reduction: .none) },
    "batch norm": {
      batchNormalization($0[0], gamma: $0[1], beta: $0[2], epsilon: 1e-5).result
    },
    "batch norm images": { batchNormalization($0[0], gamma: $0[1], beta: $0[2]).result },
    "layer norm": { layerNormalization($0[0], gamma: $0[1], beta: $0[2], epsilon: 1e-5) },
    "layer norm two axes": { layerNormalization($0[0], gamma: $0[1], beta: $0[2]) },
    "group norm": {
      groupNormalization($0[0], groups: 2, gamma: $0[1], beta: $0[2], epsilon: 1e-5)
    },
  ]

  private static let reductions: [String: Function] = [
    "logSumExp axis 1": { $0[0].logSumExp(axes: 1) },
    "sum axes 0 2": { $0[0].sum(axes: 0, 2) },
    "mean axis 1 kept": { $0[0].mean(axes: 1, keepDimensions: true) },
    "max axis 1": { $0[0].max(axes: 1) },
    "max ties": { $0[0].max(axes: 1) },
    "min axis 0": { $0[0].min(axes: 0) },
    "product axis 1": { $0[0].product(axes: 1) },
    "variance axis 0": { $0[0].variance(axes: 0) },
    "variance unbiased": { $0[0].variance(correction: 1) },
    "norm axis 1": { $0[0].norm(axes: 1) },
  ]

  private static let movements: [String: Function] = [
    "concatenate": { concatenate([$0[0], $0[1]], axis: 1) },
    "stack": { stack([$0[0], $0[1]], axis: 1) },
    "gather rows": { $0[0].gather(Tensor([2, 0, 2])) },
    "slice": { $0[0].strided(axis: 1, by: 2)[1..<3] },
    "transpose": { $0[0].transposed([2, 0, 1]) },
  ]

  private static let images: [String: Function] = [
    "max pool": { maxPool2D($0[0]) },
    "max pool overlapping": { maxPool2D($0[0], window: (3, 3), strides: (2, 2), padding: .all(1)) },
    "average pool": { averagePool2D($0[0]) },
    "average pool padding left out": {
      averagePool2D($0[0], window: (3, 3), strides: (2, 2), padding: .all(1))
    },
    "average pool padding counted": {
      averagePool2D(
        $0[0], window: (3, 3), strides: (2, 2), padding: .all(1), countsPadding: true)
    },
    "conv": { conv2D($0[0], $0[1], bias: $0[2]) },
    "conv strided": { conv2D($0[0], $0[1], bias: $0[2], strides: (2, 2), padding: .all(1)) },
    "conv uneven strides": {
      conv2D(
        $0[0], $0[1], strides: (1, 2), padding: .each(top: 2, bottom: 2, left: 0, right: 0))
    },
    "conv groups": { conv2D($0[0], $0[1], padding: .all(1), groups: 2) },
    "conv depthwise": { conv2D($0[0], $0[1], strides: (2, 2), padding: .all(1), groups: 3) },
    "conv 1x1": { conv2D($0[0], $0[1]) },
    "conv 17 channels": { conv2D($0[0], $0[1], padding: .all(1)) },
    "conv blocks": { conv2D($0[0], $0[1], padding: .all(1)) },
    "conv blocks 1x1": { conv2D($0[0], $0[1]) },
    "conv blocks strided": {
      conv2D(
        $0[0], $0[1], strides: (2, 2), padding: .each(top: 0, bottom: 0, left: 1, right: 1))
    },
    "conv first block": { conv2D($0[0], $0[1], bias: $0[2], padding: .all(1)) },
    "conv first block colour": { conv2D($0[0], $0[1], strides: (2, 2)) },
    "max pool blocks": { maxPool2D($0[0]) },
    "average pool uneven": { averagePool2D($0[0], window: (2, 3), strides: (1, 2)) },
  ]

  private static let elementwise: [String: Function] = [
    "where": { `where`($0[0] .> 0, $0[0], $0[1] * 2) },
    "maximum": { maximum($0[0], $0[1]) },
    "minimum": { minimum($0[0], $0[1]) },
    "divide broadcast": { $0[0] / $0[1] },
    "power": { pow($0[0], $0[1]) },
    "power of a number": { pow($0[0], 1.7) },
    "relu": { relu($0[0]) },
    "leakyReLU": { leakyReLU($0[0], slope: 0.3) },
    "elu": { elu($0[0], alpha: 0.7) },
    "gelu": { gelu($0[0]) },
    "silu": { silu($0[0]) },
    "sigmoid": { sigmoid($0[0]) },
    "tanh": { tanh($0[0]) },
    "softplus": { softplus($0[0]) },
    "erf": { erf($0[0]) },
    "exp": { exp($0[0]) },
    "expm1": { expm1($0[0]) },
    "sin": { sin($0[0]) },
    "cos": { cos($0[0]) },
    "abs": { abs($0[0]) },
    "square": { $0[0].squared() },
    "clip": { $0[0].clipped(to: -0.8...1.2) },
    "log": { log($0[0]) },
    "sqrt": { sqrt($0[0]) },
    "rsqrt": { rsqrt($0[0]) },
    "reciprocal": { $0[0].reciprocal() },
    "log1p": { log1p($0[0]) },
  ]
}
