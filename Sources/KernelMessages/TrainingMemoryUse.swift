/// What is done with the trainings that earlier runs have finished.
package enum TrainingMemoryUse: String, Codable, Sendable, Equatable {
  /// Nothing is looked up and nothing is kept.
  case off
  /// Everything is trained, and kept in place of what was.
  case renew
  /// What has been trained is not trained again.
  case use
}
