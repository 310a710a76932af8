internal import CZlib

/// Unpacks gzip files by zlib.
struct GzipDecoder {
  /// The file's name, for messages.
  let path: String
  /// More bytes than any data set has; a small file that unpacks to more is meant to do harm.
  var limit = 4 << 30

  /// The unpacked bytes of a whole file, which may consist of several parts.
  ///
  /// zlib checks the checksum and length at the end of each part.
  func decode(_ bytes: [UInt8]) throws(DataFileError) -> [UInt8] {
    var stream = z_stream()
    // 16 asks for gzip's own header, and nothing but it.
    let code = inflateInit2_(
      &stream, 16 + MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard code == Z_OK else { throw error("zlib could not start (code \(code))") }
    defer { inflateEnd(&stream) }
    var output: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    let failure = bytes.withUnsafeBufferPointer { input -> String? in
      stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
      stream.avail_in = UInt32(clamping: input.count)
      return unpack(&stream, into: &output, through: &chunk)
    }
    if let failure { throw error(failure) }
    return output
  }

  /// - Returns: What is wrong with the input.
  private func unpack(
    _ stream: inout z_stream, into output: inout [UInt8], through chunk: inout [UInt8]
  ) -> String? {
    if stream.avail_in == 0 { return "it is empty" }
    while true {
      let code = chunk.withUnsafeMutableBufferPointer { buffer in
        stream.next_out = buffer.baseAddress
        stream.avail_out = UInt32(buffer.count)
        return inflate(&stream, Z_NO_FLUSH)
      }
      output += chunk[..<(chunk.count - Int(stream.avail_out))]
      if output.count > limit { return "it unpacks to more than \(limit) bytes" }
      switch code {
      case Z_OK: continue
      case Z_STREAM_END:
        if stream.avail_in == 0 { return nil }
        guard inflateReset(&stream) == Z_OK else { return "zlib could not go on" }
      case Z_BUF_ERROR:
        return "it ends too early, after \(output.count) unpacked bytes; "
          + "the file is truncated, remove it and fetch it again"
      default:
        let reason = stream.msg.map { String(cString: $0) } ?? "code \(code)"
        return "it is damaged or no gzip file (\(reason)); remove it and fetch it again"
      }
    }
  }

  private func error(_ reason: String) -> DataFileError {
    DataFileError(description: "'\(path)' cannot be unpacked: \(reason)")
  }
}

/// A data file could not be fetched or unpacked.
struct DataFileError: Error, Equatable, CustomStringConvertible {
  var description: String
}
