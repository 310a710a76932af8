/// How many workers planned functions may use.
package enum WorkerCount {
  /// More gain nothing for the networks this engine is made for.
  package static let largest = 16

  /// `NOTEBOOK_THREADS` when it is a number from 1 to 16, else the processors this process may use.
  package static let available: Int = {
    let wanted = Platform.environment("NOTEBOOK_THREADS").flatMap { Int($0) }
    if let wanted, wanted >= 1 { return min(wanted, largest) }
    return min(processors, largest)
  }()

  private static var processors: Int {
    let allowed = Processors.allowed.count
    return allowed > 0 ? allowed : max(1, Platform.processorCount)
  }
}
