internal import Datasets

/// In which order training takes its examples.
public enum Shuffling: Sendable {
  /// A new random order for every epoch.
  case everyEpoch
  /// One random order for all epochs: every batch keeps its members. With batch normalization a
  /// network then learns its batches' statistics too: training figures come out better, and
  /// validation figures worse, than with a new order for every epoch.
  case once
  /// The order of the data.
  case never

  /// The order of an epoch, counted from 1.
  func order(_ count: Int, seed: Int, epoch: Int) -> [Int32] {
    switch self {
    case .everyEpoch: Permutation.of(count, seed: seed, epoch: epoch)
    case .once: Permutation.of(count, seed: seed, epoch: 1)
    case .never: [Int32](0..<Int32(count))
    }
  }
}
