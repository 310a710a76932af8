internal import Synchronization

/// What holds for the figures of a cell: the size that its options give them, in CSS pixels, where
/// `nil` leaves it to the drawing, and whether they come as files too.
package struct FigureSize: Codable, Sendable, Equatable {
  /// The widest a figure becomes; on a narrower page it shrinks.
  package var width: Double?
  /// The height of drawings whose content does not decide it.
  package var height: Double?
  /// Whether figures bring their drawing as a file of its own (``Figure/standaloneSVG``), for
  /// `notebook run --figures`.
  package var drawsFile: Bool

  package init(width: Double? = nil, height: Double? = nil, drawsFile: Bool = false) {
    self.width = width
    self.height = height
    self.drawsFile = drawsFile
  }

  private static let chosen = Mutex(FigureSize())

  /// What holds for the running cell.
  package static var current: FigureSize {
    get { chosen.withLock(\.self) }
    set { chosen.withLock { $0 = newValue } }
  }
}
