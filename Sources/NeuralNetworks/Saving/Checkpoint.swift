internal import Tensors

/// Where a training is kept while it runs, so that it can go on after an interruption.
///
/// ```swift
/// try model.fit(training, epochs: 50, optimizer: Adam(), checkpoint: Checkpoint("run.safetensors"))
/// ```
///
/// After every epoch (or every few), everything that the next epoch depends on is written: weights,
/// running statistics, random keys, the optimizer's memory, the order of examples, what callbacks
/// remember, what recorders have recorded, and the history. When the file is there, `fit` goes on
/// from it, and the numbers are those of a run that was never interrupted, bit for bit. An epoch
/// that was interrupted is run again from its beginning; one that the run ended in, as that of
/// `fit(steps:)` may, goes on at its next step.
///
/// The file is one of the safetensors format; the weights are in it under "model/".
public struct Checkpoint: Sendable, CustomStringConvertible {
  /// The file; relative paths start at the note's folder.
  public let path: String
  /// Epochs between two writings.
  public let interval: Int

  /// Keeps a training in a file.
  ///
  /// - Parameters:
  ///   - path: Made when the first epochs are over, and replaced as a whole later.
  ///   - interval: Epochs between two writings; the end of the run is always written.
  public init(_ path: String, every interval: Int = 1) {
    require(!path.isEmpty, "Checkpoint(\"\") expects the name of a file")
    require(
      interval > 0, "Checkpoint(every: \(interval)) expects at least one epoch, got \(interval)")
    self.path = path
    self.interval = interval
  }

  /// The constructor.
  public var description: String {
    "Checkpoint(\(path.debugDescription)\(interval == 1 ? "" : ", every: \(interval)"))"
  }
}
