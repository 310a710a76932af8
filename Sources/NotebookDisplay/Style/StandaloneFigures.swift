internal import Synchronization

/// Whether figures bring their drawing as a file of its own, for `notebook run --figures`.
package enum StandaloneFigures {
  private static let isWanted = Atomic(false)

  /// Set before the cells run; figures drawn from then on have ``Figure/standaloneSVG``.
  package static var areWanted: Bool {
    get { isWanted.load(ordering: .relaxed) }
    set { isWanted.store(newValue, ordering: .relaxed) }
  }
}
