internal import NotebookDisplay
public import Tensors

/// Something a tensor can be sent through: a building block of a network, or a whole one.
///
/// A layer of one's own needs one function. Its parameters, and those of the layers it holds, are
/// found by looking at its properties.
///
/// ```swift
/// struct Swish: Layer {
///   let beta = Parameter(1.0)
///   func callAsFunction(_ x: Tensor) -> Tensor { x * sigmoid(beta.value * x) }
/// }
/// ```
///
/// It calls the layers it holds as functions, `dense(x)`, in as many functions of its own as it
/// likes; whether it trains they know from the ``Context`` around the outermost call. Training
/// calls it once to write down what is computed: a plain number in a property stays what it was
/// then, one that changes while training is a `Parameter`.
public protocol Layer {
  /// The output for a batch of inputs; the first axis counts examples.
  ///
  /// The layers of this module disfavour their own, so that `dense(x)` means the function with the
  /// same arguments and a place in the note.
  @_disfavoredOverload func callAsFunction(_ x: Tensor) -> Tensor

  /// Throws what is wrong with an input of this shape (batch included); by default nothing is.
  /// Training and summaries ask before they send anything through the layer.
  func checkInput(_ shape: [Int]) throws(ModelError)
}

extension Layer {
  public func checkInput(_ shape: [Int]) throws(ModelError) {}

  /// The output for a batch of inputs.
  ///
  /// - Parameters:
  ///   - x: The batch; the first axis counts examples.
  ///   - training: Whether batch statistics and dropout are in effect, here and in all layers
  ///     called below. By default that of the pass around the call; outside any, inference.
  ///
  /// Running statistics follow where the outermost call trains. A layer that gives `training: true`
  /// to a layer of its own, `norm(x, training: true)`, so has batch statistics always, and moves
  /// the running ones in training alone: a plain call of the outer layer, `evaluate` and `predict`
  /// leave them as they are.
  public func callAsFunction(
    _ x: Tensor, training: Bool? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let place = SourceLocation(file: file, line: line)
    if training != nil, Self.self != type(of: self),
      Context.active?.pass.layer.map({ $0 as AnyObject }) === self as AnyObject
    {
      stop(
        "super.callAsFunction(_:training:) in \(name) would call its own function again, without "
          + "end: write super.callAsFunction(x), and give training to the layers inside",
        at: place)
    }
    return Context.entering(training: training, at: place).send(x, through: self)
  }

  /// The layer as its author wrote it: "Dense(300, activation: .relu)".
  public var name: String {
    (self as? any CustomStringConvertible)?.description ?? "\(type(of: self))()"
  }

  /// Stops with the sentence of ``checkInput(_:)`` at the place where the pass began.
  func requireInput(_ x: Tensor) {
    let context = Context.current
    do throws(ModelError) {
      try checkInput(x.shape, in: context.pass)
    } catch {
      stop(error.description, at: context.location)
    }
  }

  /// Stops unless a normalization's epsilon is a finite number of at least 0.
  func requireEpsilon(_ epsilon: Double) {
    require(
      epsilon >= 0 && epsilon.isFinite,
      "\(name) expects a finite epsilon of at least 0, got \(epsilon)")
  }
}

extension Layer {
  /// What to do with images whose channels come last.
  func channelsLastRemedy(_ shape: [Int]) -> String {
    "the channels come last here, [batch, height, width, channels] as in Keras: put them first with "
      + "transposed([0, 3, 1, 2]), which gives [batch, \(shape[3]), \(shape[1]), \(shape[2])]"
  }
}

/// A layer that computes with weights or windows of real numbers: float32, or float64 where
/// gradients are checked. Integers it is given become float32, as in Keras.
protocol FloatingInput: Layer {
  /// Of the weights the layer has, if it has any yet.
  var weightType: ElementType? { get }
}

/// A layer that gives what it is sent a mean and a variance of its own choice: where a model has
/// one, another is no remedy against values that grow.
protocol Normalization: FloatingInput {}

/// Ends the program with a sentence, at the line of a note where it is known.
func stop(_ message: String, at location: SourceLocation?) -> Never {
  guard let location else { Tensors.stop(message) }
  Tensors.stop(message, file: location.source, line: location.line)
}

/// A place in a note.
public struct SourceLocation: Sendable, Equatable, CustomStringConvertible {
  /// As the compiler gives it.
  let source: StaticString
  private let compiledLine: UInt

  init(file: StaticString, line: UInt) {
    source = file
    compiledLine = line
  }

  /// The file's name without its folders.
  public var file: String {
    String(describing: source).split(separator: "/").last.map(String.init) ?? ""
  }

  /// Counted from 1.
  public var line: UInt { UInt(NoteLines.current.line(Int(compiledLine))) }

  /// Whether both are the same line of files of the same name.
  public static func == (left: SourceLocation, right: SourceLocation) -> Bool {
    left.file == right.file && left.line == right.line
  }

  /// "batchnorm.md:41".
  public var description: String { "\(file):\(line)" }
}
