/// A layer with a weight and a bias as its author wrote it: what differs from Keras' defaults, or
/// the preset with PyTorch's.
///
/// - Parameter sizes: The arguments before the activation: "8", "kernelSize: 5".
func constructor(
  _ type: String, _ sizes: [String], _ activation: Activation, _ initializer: Initializer,
  _ biasInitializer: Initializer, _ weight: LazyParameter, _ bias: LazyParameter?,
  _ activityRegularizer: Regularizer?
) -> String {
  var arguments = sizes
  if activation != .linear { arguments.append("activation: \(activation)") }
  let regularizers = regularizerArguments(weight, bias, activityRegularizer)
  let isPyTorch =
    initializer == .pyTorch && biasInitializer == .pyTorch && regularizers.isEmpty
  if !isPyTorch {
    if initializer != .glorotUniform { arguments.append("initializer: \(initializer)") }
    if biasInitializer != .zeros { arguments.append("biasInitializer: \(biasInitializer)") }
  }
  if bias == nil { arguments.append("useBias: false") }
  arguments += regularizers
  return "\(type)\(isPyTorch ? ".pyTorch" : "")(\(arguments.joined(separator: ", ")))"
}
