public import Tensors

/// Something a tensor can be sent through: a building block of a network, or a whole one.
///
/// A layer of one's own needs one function. Its parameters, and those of the layers it holds, are
/// found by looking at its properties.
///
/// ```swift
/// struct Swish: Layer {
///   let beta = Parameter(1.0)
///   func callAsFunction(_ x: Tensor, _ context: Context) -> Tensor { x * sigmoid(beta.value * x) }
/// }
/// ```
public protocol Layer {
  /// The output for a batch of inputs; the first axis counts examples.
  func callAsFunction(_ x: Tensor, _ context: Context) -> Tensor

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
  ///   - training: Whether batch statistics and dropout are in effect.
  public func callAsFunction(
    _ x: Tensor, training: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    self(x, Context(isTraining: training, location: SourceLocation(file: file, line: line)))
  }

  /// The layer as its author wrote it: "Dense(300, activation: .relu)".
  public var name: String {
    (self as? any CustomStringConvertible)?.description ?? "\(type(of: self))()"
  }

  /// Stops with the sentence of ``checkInput(_:)`` where the shape does not fit.
  func requireInput(_ shape: [Int]) {
    do throws(ModelError) {
      try checkInput(shape)
    } catch {
      fatalError(error.description)
    }
  }
}

/// A place in a note.
public struct SourceLocation: Sendable, Equatable, CustomStringConvertible {
  /// The file's name without its folders.
  public let file: String
  /// Counted from 1.
  public let line: UInt

  init(file: StaticString, line: UInt) {
    self.file = String(describing: file).split(separator: "/").last.map(String.init) ?? ""
    self.line = line
  }

  /// "batchnorm.md:41".
  public var description: String { "\(file):\(line)" }
}
