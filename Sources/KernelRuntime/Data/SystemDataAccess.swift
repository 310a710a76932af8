internal import DatasetCatalog
internal import Datasets

/// What loading data needs from the system, for modules that may not see C: unpacking by zlib,
/// and fetching by `curl` or `wget`.
package struct SystemDataAccess: DataAccessProvider {
  package init() {}

  /// The unpacked bytes of a gzip file.
  ///
  /// - Parameter path: The file's name, for messages.
  package func decompressGzip(_ bytes: [UInt8], path: String) throws -> [UInt8] {
    try GzipDecoder(path: path).decode(bytes)
  }

  /// Fetches a file from the network, going on with what is there of its `bytes`.
  package func download(_ address: String, to path: String, bytes: Int) throws {
    try FileDownload(address, bytes: bytes).fetch(into: path)
  }
}
