/// What tensors, layers and training are called in NumPy, Keras and PyTorch, and here.
extension LanguageHints {
  /// Names that do not exist.
  static let networkNames = [
    "oneHot": oneHot, "one_hot": oneHot, "to_categorical": oneHot,
    "LSTM": recurrent, "GRU": recurrent, "SimpleRNN": recurrent, "RNN": recurrent,
    "Conv1d": "this layer is called 'Conv1D(8)', of series [batch, time, features]",
    "Conv2d": "this layer is called 'Conv2D(8)'",
    "Linear": "a fully connected layer is 'Dense(10)', of outputs alone",
    "Input": "there is no layer for inputs: sizes follow from the first input",
    "BatchNormalization": "this layer is called 'BatchNorm()'",
    "LayerNormalization": "this layer is called 'LayerNorm()'; of several axes, the last ones, "
      + "'LayerNorm([28, 28])' takes the sizes",
    "ConvTranspose2D": transposedConvolution, "ConvTranspose2d": transposedConvolution,
    "Conv2DTranspose": transposedConvolution,
    "F": "functions need no prefix: 'relu(x)', 'softmax(x)'",
    "cat": concatenated, "concat": concatenated, "Concatenate": concatenated,
    "flatten": "a tensor's axes become one by 'x.flattened()', all but the first by "
      + "'x.flattened(from: 1)'; the layer is 'Flatten()'",
    "withoutGradients": withoutGradients, "no_grad": withoutGradients,
    "noGrad": withoutGradients, "GradientTape": withGradients,
    "WeightAverage": averaging, "ExponentialMovingAverage": averaging, "EMA": averaging,
    "MaxPooling1D": "this layer is called 'MaxPool1D()'",
    "MaxPooling2D": "this layer is called 'MaxPool2D()'",
    "MaxPool1d": "this layer is called 'MaxPool1D()', of series [batch, time, features]",
    "MaxPool2d": "this layer is called 'MaxPool2D()'",
    "AveragePooling1D": "this layer is called 'AveragePool1D()'",
    "AveragePooling2D": "this layer is called 'AveragePool2D()'",
    "AvgPool1d": "this layer is called 'AveragePool1D()', of series [batch, time, features]",
    "AvgPool2d": "this layer is called 'AveragePool2D()'",
    "GlobalAveragePooling1D": "this layer is called 'GlobalAveragePool1D()'",
    "GlobalAveragePooling2D": "this layer is called 'GlobalAveragePool2D()'",
    "GlobalMaxPooling1D": "this layer is called 'GlobalMaxPool1D()'",
    "GlobalMaxPooling2D": "this layer is called 'GlobalMaxPool2D()'",
    "EarlyStoppingCallback": "it is called 'EarlyStopping(.validationLoss, patience: 3)'",
    "ModelCheckpoint":
      "a training is kept by 'fit(…, checkpoint: Checkpoint(\"run.safetensors\"))'",
    "KFold": "cross-validation goes over 'data.folds(5)', pairs of training and validation data",
    "mse_loss": meanSquared, "mseLoss": meanSquared, "MSELoss": meanSquared,
    "l1_loss": meanAbsolute, "L1Loss": meanAbsolute,
    "HuberLoss": "this loss is written '.huber()', of a batch 'huber(model(x), y)'",
    "CrossEntropyLoss": crossEntropy, "cross_entropy": crossEntropy, "crossEntropy": crossEntropy,
    "BCELoss": binaryCrossEntropy, "BCEWithLogitsLoss": binaryCrossEntropy,
    "binaryCrossEntropy": binaryCrossEntropy,
    "DataLoader": "batches are 'data.batches(of: 32, shuffledBy: 1)'",
    "StepLR": falling, "MultiStepLR": falling, "StepDecay": falling,
    "LambdaLR": "a rate by a formula is 'Schedule { step in 0.1 * pow(0.99, step) }'",
    "ExponentialLR": "it is called 'ExponentialDecay(from: 0.1, steps: 1_000, decay: 0.9)'",
    "CosineAnnealingLR": "it is called 'CosineDecay(from: 0.1, steps: 1_000)'",
    "ReduceLROnPlateau": "it is called 'ReduceLearningRateOnPlateau()'",
    "hessian": "a second derivative is the gradient of a gradient: 'gradient(at: x) { x in "
      + "gradient(at: x) { f($0) }.sum() }'",
  ]

  /// Types that do not exist.
  static let networkTypes = [
    "DivergenceError":
      "a training that diverges throws 'ModelError.divergence': 'do { … } catch ModelError.divergence"
      + "(let divergence, let history) { … }'",
    "Module": "a layer or model of one's own is a 'Layer': 'struct Block: Layer { … }'",
    "Model": "a layer or model of one's own is a 'Layer': 'struct Block: Layer { … }'",
  ]

  /// What is wrong only where the line makes or asks for something certain.
  static func layerHint(for message: String, _ names: [String], _ line: String) -> String? {
    if message.hasPrefix("missing argument for parameter 'below'"), line.contains(".parameters()") {
      return "a model's parameters are 'model.parameters', without parentheses"
    }
    if message.hasPrefix("no exact matches in call to static method 'buildExpression'")
      || names.count == 5 && names[1] == "Activation" && names[3] == "any Layer",
      line.contains("Activation")
    {
      return "an activation that is a layer of its own begins with a capital letter: 'ReLU()', "
        + "'LeakyReLU()', 'Sigmoid()'"
    }
    if message.hasPrefix("extraneous argument label 'axes:'")
      || message.hasPrefix("extraneous argument label 'axis:'"), line.contains("LayerNorm(")
    {
      return "'LayerNorm()' normalizes the last axis; of several axes, the last ones, "
        + "'LayerNorm([28, 28])' takes the sizes"
    }
    if message.hasPrefix("missing argument label 'momentum:'"), line.contains("BatchNorm(") {
      return "a layer finds out the size of its inputs: 'BatchNorm()'"
    }
    if message.hasPrefix("'super' may be used only to access"), line.contains("super(") {
      return "what the superclass computes is 'super.callAsFunction(x)', how it is made "
        + "'super.init()'"
    }
    if message.hasSuffix("does not conform to protocol 'Layer'") {
      return "what a layer computes is 'func callAsFunction(_ x: Tensor) -> Tensor { … }'"
    }
    if message.hasPrefix("missing argument label"), message.contains("file:") {
      if line.contains(".transposed(") {
        return "axes are put in another order by 'x.transposed([0, 2, 1])'"
      }
      if line.contains(".reshaped(") { return "another shape is 'x.reshaped(to: [2, -1])'" }
    }
    if names.count == 5, names[1].hasSuffix("Optimizer"), message.contains("has no member") {
      return "an optimizer is a value: 'optimizer: Adam(learningRate: 0.001)'"
    }
    if names.count >= 3, names[1] == "History", message.hasPrefix("value of type 'History' has no ")
    {
      return historyHint(names)
    }
    if message.hasPrefix("type 'Loss' has no member"), names.count == 5 { return losses[names[3]] }
    return nil
  }

  private static func historyHint(_ names: [String]) -> String? {
    guard names.count == 3 || ["history", "loss", "accuracy", "valLoss"].contains(names[3]) else {
      return nil
    }
    return "a training's figures are 'history.training.loss' and 'history.validation.loss', others "
      + "'history.training[\"accuracy\"]'"
  }

  private static let losses = [
    "mse": "it is called '.meanSquaredError'", "mae": "it is called '.meanAbsoluteError'",
    "crossEntropy": "it is called '.softmaxCrossEntropy'",
    "categoricalCrossentropy": "it is called '.softmaxCrossEntropy'",
    "sparseCategoricalCrossentropy": "it is called '.softmaxCrossEntropy'",
    "categoricalCrossEntropy": "it is called '.softmaxCrossEntropy'",
    "sparseCategoricalCrossEntropy": "it is called '.softmaxCrossEntropy'",
    "binaryCrossentropy": "it is called '.binaryCrossEntropy'",
    "sigmoidCrossEntropy": "it is called '.binaryCrossEntropy'",
    "bce": "it is called '.binaryCrossEntropy'",
  ]

  /// Members of tensors.
  static let tensorMembers = [
    "cast": converted, "astype": converted, "to": converted, "float": converted,
    "double": converted, "long": converted, "int": converted,
    "unsqueeze": expanded, "unsqueezed": expanded, "expandDims": expanded,
    "expandingDimensions": expanded,
    "squeeze": "axes of size 1 go by 'x.squeezed()'",
    "view": "another shape is 'x.reshaped(to: [2, -1])'",
    "reshape": "another shape is 'x.reshaped(to: [2, -1])'",
    "permute": "axes are put in another order by 'x.transposed([0, 2, 1])'",
    "transpose": "axes are put in another order by 'x.transposed([0, 2, 1])'",
    "clip": "numbers are kept between bounds by 'x.clipped(to: 0...1)'",
    "clamp": "numbers are kept between bounds by 'x.clipped(to: 0...1)'",
    "std": "it is called 'x.standardDeviation()'",
    "var": "it is called 'x.variance()'",
    "backward": "gradients are values: 'let (loss, gradients) = model.valueWithGradients { … }'",
    "clone": "tensors are values: 'var y = x' is a copy",
    "copy": "tensors are values: 'var y = x' is a copy",
    "split": "parts of a tensor are 'x[0..<2]' and 'x[2...]'",
    "chunk": "parts of a tensor are 'x[0..<2]' and 'x[2...]'",
  ]

  /// Members of layers, models and parameters, whatever the value is called.
  static let layerMembers = [
    "trainable": frozen, "requiresGrad": frozen, "requires_grad": frozen, "freeze": frozen,
    "add": "a model has its layers when it is made: 'Sequential { Dense(10); ReLU() }', or "
      + "'Sequential(layers)' of a list",
    "get_weights":
      "a model's values are 'model.state', one of them 'model.parameters[\"dense_1.weight\"]'",
    "stateDict":
      "a model's values are 'model.state', saved by 'model.saveWeights(to: \"model.safetensors\")'",
    "load_state_dict":
      "a model's values are read by 'model.loadWeights(from: \"model.safetensors\")'",
  ]

  /// Arguments that do not exist, with what does their work.
  static let networkArguments = [
    "kernel": "this argument is called 'kernelSize' here",
    "filter": "this argument is called 'filters' here",
    "axis": anAxis, "dim": anAxis,
    "verbose": "the progress of a training is shown by itself: leave it out",
    "restoreBestWeights": "this argument is called 'restoreBest' here",
    "restore_best_weights": "this argument is called 'restoreBest' here",
    "clipNorm": clipping, "clipnorm": clipping, "clipvalue": clipping, "globalClipNorm": clipping,
    "global_clipnorm": clipping,
    "classWeight": classWeights, "class_weight": classWeights, "classWeights": classWeights,
    "sampleWeight": sampleWeights, "sample_weight": sampleWeights,
    "sampleWeights": sampleWeights, "weights": sampleWeights,
    "augmentation": augmentation, "augment": augmentation, "transform": augmentation,
    "validationSplit": heldBack, "validation_split": heldBack,
    "accumulation": accumulation, "accumulationSteps": accumulation,
    "accumulating": accumulation, "gradient_accumulation_steps": accumulation,
    "averaging": averaging, "use_ema": averaging,
    "parameters": "an optimizer is given the parameters by 'fit' or 'TrainingStep': 'Adam()'",
    "params": "an optimizer is given the parameters by 'fit' or 'TrainingStep': 'Adam()'",
    "onEpochEnd": "this argument is called 'epochEnded' here: '{ run in … run.epoch … }'",
    "on_epoch_end": "this argument is called 'epochEnded' here: '{ run in … run.epoch … }'",
  ]

  /// A value of the wrong type given to an argument: the types are named in the message.
  static func typeHint(for message: String, _ names: [String]) -> String? {
    if message.hasSuffix("'Tensor' conform to 'TrainingData'") { return paired }
    guard names.count >= 5,
      message.hasPrefix("cannot convert value of type '") || message.hasPrefix("argument type '")
    else { return nil }
    switch (names[1], names[3]) {
    case ("String", let type): return madeFromText[type]
    case ("Int", "Activation"):
      return "a layer finds out the size of its inputs: 'Dense(10)' has ten outputs"
    case ("Tensor", "TrainingData"): return paired
    case ("Checkpoint", "any Callback"):
      return "a checkpoint is an argument of its own: 'model.fit(data, epochs: 10, checkpoint: "
        + "Checkpoint(\"run.safetensors\"))'"
    default: return nil
    }
  }

  /// What Keras makes of a text.
  private static let madeFromText = [
    "Activation": "an activation is written with a dot: 'activation: .relu'",
    "Loss": "a loss is written with a dot: 'loss: .meanSquaredError', '.softmaxCrossEntropy'",
    "Metric": "a metric is written with a dot: 'metrics: [.accuracy]'",
    "Monitor": "a figure is written with a dot: '.validationLoss', '.validation(.f1)'",
    "Initializer": "an initializer is written with a dot: 'initializer: .heNormal'",
    "Optimizer": "an optimizer is a value: 'optimizer: Adam(learningRate: 0.001)'",
    "Padding": "padding is written with a dot: 'padding: .same'",
    "Padding1D": "padding is written with a dot: 'padding: .same', '.causal'",
  ]

  private static let paired =
    "inputs and targets are one argument: 'model.fit(Examples(inputs: x, targets: y), epochs: 10)'"

  private static let oneHot =
    "class numbers become rows with a single 1 by 'labels.oneHot(depth: 3)'"
  private static let recurrent =
    "a recurrent network is a layer of one's own: a loop over 'x[0..., t]' in its 'callAsFunction'"
  private static let converted = "another type of element is 'x.converted(to: .float32)'"
  private static let expanded = "another axis is put in by 'x.expandingShape(at: 0)'"
  private static let frozen = "a layer or a parameter is frozen by 'isTrainable = false'"
  private static let clipping =
    "gradients are cut by 'SGD(learningRate: 0.1, clipping: .globalNorm(1))', '.norm(1)' or "
    + "'.value(1)'"
  private static let classWeights =
    "weights of classes belong to the loss: 'loss: .softmaxCrossEntropy(classWeights: [1, 5])', "
    + "'data.balancedClassWeights' for example"
  private static let sampleWeights =
    "weights of examples belong to the data: 'data.weighted(by: w)'"
  private static let heldBack =
    "a part for validation is split off before: 'let (check, training) = "
    + "data.randomSplit(share: 0.2)'"
  private static let accumulation = "it is 'SGD(learningRate: 0.1).accumulatingGradients(over: 4)'"
  private static let averaging = "it is 'SGD(learningRate: 0.1).averagingWeights(momentum: 0.99)'"
  private static let anAxis =
    "this argument is called 'axis' where there is one, 'argmax(axis: 1)', and 'axes' where there may be "
    + "several, 'sum(axes: 1)'"
  private static let augmentation =
    "examples are varied by the model's first layers, in training alone: 'Sequential { RandomFlip(); "
    + "RandomCrop(padding: 4); Flatten(); Dense(10) }'"
  private static let transposedConvolution =
    "there is no transposed convolution: images grow by 'UpSampling2D(2)' before "
    + "'Conv2D(8, padding: .same)'"
  private static let concatenated =
    "tensors are put together by 'concatenate([a, b], axis: 1)', along a new axis by 'stack([a, b])'"
  private static let withoutGradients =
    "nothing is recorded outside of 'valueWithGradients' and 'fit'; within, 'stopGradient(x)' lets no "
    + "gradient through"
  private static let withGradients =
    "gradients are values: 'let (loss, gradients) = model.valueWithGradients { … }'"
  private static let meanSquared =
    "this loss is written '.meanSquaredError', of a batch 'meanSquaredError(model(x), y)'"
  private static let meanAbsolute =
    "this loss is written '.meanAbsoluteError', of a batch 'meanAbsoluteError(model(x), y)'"
  private static let crossEntropy =
    "this loss is written '.softmaxCrossEntropy', of a batch "
    + "'softmaxCrossEntropy(model(x), labels: labels)'"
  private static let binaryCrossEntropy =
    "this loss is written '.binaryCrossEntropy', of a batch "
    + "'sigmoidCrossEntropy(model(x), labels: y)'"
  private static let falling =
    "a rate that falls in steps is 'PiecewiseConstant(boundaries: [1_000], rates: [0.1, 0.01])'"
}
