internal import Synchronization

/// The values that the note's parameters have in this run.
///
/// Compiled cells hold the names of parameters only: one compiled note runs with any values.
package enum ParameterValues {
  /// The values by their names, each as Swift writes it.
  package static var current: [String: String] {
    get { shared.withLock(\.self) }
    set { shared.withLock { $0 = newValue } }
  }

  private static let shared = Mutex<[String: String]>([:])
}
