internal import Synchronization

/// What a library, or C, may do better than our own Swift: heavy products, and stores past the
/// caches. Everything else is ours on every machine. One call runs on the calling thread only, from
/// whichever thread it comes; our pool does the threading.
package protocol Backend: Sendable {
  /// As reports and `NOTEBOOK_BACKEND` name it: "portable", "onednn".
  var name: String { get }
  /// The library's own version, for the run information; `nil` for our own code.
  var version: String? { get }

  /// C = alpha * op(A) * op(B) + beta * C, row-major, float32. With beta 0, C is not read.
  func multiply(
    _ product: MatrixProduct, _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>,
    into c: UnsafeMutablePointer<Float>)

  /// Whether parts of a product, some of its rows or some of its columns but never a single one,
  /// have the bits that they have in the whole. Plans divide other products at places of their own,
  /// the same for any number of workers.
  func isDivisible(_ product: MatrixProduct) -> Bool

  /// A convolution over images in blocks of sixteen channels, ready to run many times; `nil` where
  /// the backend has none, and plans compute it by matrix products.
  func prepareConvolution(_ description: ConvolutionDescription) -> (any PreparedConvolution)?

  /// Whether ``prepareConvolution(_:)`` has any.
  var hasConvolutions: Bool { get }

  /// How to write results that are too large for the caches anyway; `nil` where there is no other
  /// way than to write them through the caches, which reads all of it first.
  var streaming: StreamingStores? { get }
}

extension Backend {
  package func prepareConvolution(
    _ description: ConvolutionDescription
  ) -> (any PreparedConvolution)? { nil }
  package var hasConvolutions: Bool { false }
  package var streaming: StreamingStores? { nil }
}

/// Stores past the caches.
package struct StreamingStores: Sendable {
  /// Copies floats to a place that begins at a multiple of 64 bytes; the count is a multiple of 16.
  package var copy:
    @convention(c) (
      _ target: UnsafeMutablePointer<Float>, _ source: UnsafePointer<Float>, _ count: Int
    ) -> Void
  /// Called by a thread after its last copy, before others may read.
  package var finish: @convention(c) () -> Void

  package init(
    copy: @escaping @convention(c) (UnsafeMutablePointer<Float>, UnsafePointer<Float>, Int) -> Void,
    finish: @escaping @convention(c) () -> Void
  ) {
    self.copy = copy
    self.finish = finish
  }
}

/// The shape of one matrix product; op(A) is rows x depth, op(B) depth x columns.
package struct MatrixProduct: Sendable, Equatable {
  package var rows: Int
  package var columns: Int
  package var depth: Int
  package var transposesLeft = false
  package var transposesRight = false
  package var alpha: Float = 1
  package var beta: Float = 0
  /// Elements from one stored row to the next.
  package var leftStride: Int
  package var rightStride: Int
  package var outputStride: Int

  /// A product of densely stored matrices.
  package init(
    rows: Int, columns: Int, depth: Int, transposesLeft: Bool = false, transposesRight: Bool = false
  ) {
    self.rows = rows
    self.columns = columns
    self.depth = depth
    self.transposesLeft = transposesLeft
    self.transposesRight = transposesRight
    leftStride = transposesLeft ? rows : depth
    rightStride = transposesRight ? depth : columns
    outputStride = columns
  }
}

/// The backend in use; the kernel installs oneDNN's before the first cell.
package enum Backends {
  private static let installed = Mutex<(any Backend)?>(nil)

  /// The one this thread was told to use, else the installed one, else the portable one.
  package static var current: any Backend {
    ThreadContext.current.backend ?? installed.withLock { $0 } ?? PortableBackend()
  }

  /// Uses `backend` on this thread while `body` runs.
  package static func using<Result>(
    _ backend: any Backend, _ body: () throws -> Result
  ) rethrows -> Result {
    let context = ThreadContext.current
    let outer = context.backend
    context.backend = backend
    defer { context.backend = outer }
    return try body()
  }

  /// Uses `backend` from now on.
  package static func install(_ backend: any Backend) { installed.withLock { $0 = backend } }
}
