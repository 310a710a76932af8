import Foundation

/// Calls `body` with the path of a file that is gone afterwards.
func withFile(_ body: (String) throws -> Void) throws {
  let folder = NSTemporaryDirectory() + "saving-\(UUID().uuidString)"
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  try body("\(folder)/file.safetensors")
}
