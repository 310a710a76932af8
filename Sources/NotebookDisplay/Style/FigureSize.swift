internal import Synchronization

/// The size that a cell's options give to its figures, in CSS pixels; `nil` leaves it to the drawing.
package struct FigureSize: Codable, Sendable, Equatable {
  /// The widest a figure becomes; on a narrower page it shrinks.
  package var width: Double?
  /// The height of drawings whose content does not decide it.
  package var height: Double?

  package init(width: Double? = nil, height: Double? = nil) {
    self.width = width
    self.height = height
  }

  private static let chosen = Mutex(FigureSize())

  /// What holds for the running cell.
  package static var current: FigureSize {
    get { chosen.withLock(\.self) }
    set { chosen.withLock { $0 = newValue } }
  }
}
