internal import Synchronization

/// What data sets need from outside pure Swift: unpacking and the network.
package protocol DataAccessProvider: Sendable {
  /// The unpacked content of a gzip file; throws what is wrong with it. `path` is for messages.
  func decompressGzip(_ bytes: [UInt8], path: String) throws -> [UInt8]

  /// Fetches `address` into the file `path`, going on with what is there of its `bytes`; throws why
  /// it could not.
  func download(_ address: String, to path: String, bytes: Int) throws
}

/// The provider in use; the kernel installs one before the first cell.
package enum DataAccess {
  private static let installed = Mutex<(any DataAccessProvider)?>(nil)

  /// Uses `provider` from now on.
  package static func install(_ provider: (any DataAccessProvider)?) {
    installed.withLock { $0 = provider }
  }

  static var provider: (any DataAccessProvider)? { installed.withLock { $0 } }
}
