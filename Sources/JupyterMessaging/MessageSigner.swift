internal import SystemBasics

/// Signs messages with HMAC-SHA256 (RFC 2104) over their four parts of JSON.
package struct MessageSigner: Sendable {
  /// The checksums that have taken the key's two pads; `nil` where messages are not signed.
  private let pads: (inner: SHA256, outer: SHA256)?

  /// Takes the key of a connection; an empty one turns signing off, as the protocol has it.
  package init(key: String) {
    guard !key.isEmpty else {
      pads = nil
      return
    }
    var bytes = Array(key.utf8)
    if bytes.count > 64 { bytes = SHA256.digest(of: bytes) }
    bytes += [UInt8](repeating: 0, count: 64 - bytes.count)
    var (inner, outer) = (SHA256(), SHA256())
    inner.add(bytes.map { $0 ^ 0x36 })
    outer.add(bytes.map { $0 ^ 0x5C })
    pads = (inner, outer)
  }

  /// The signature in hexadecimal digits; empty where messages are not signed.
  package func signature(of parts: [[UInt8]]) -> String {
    guard var (inner, outer) = pads else { return "" }
    for part in parts { inner.add(part) }
    outer.add(inner.digest)
    return outer.hexadecimal
  }

  /// Whether a signature is that of the parts. The comparison takes the same time wherever they
  /// differ.
  package func accepts(_ signature: [UInt8], of parts: [[UInt8]]) -> Bool {
    let expected = Array(self.signature(of: parts).utf8)
    guard pads != nil else { return true }
    guard expected.count == signature.count else { return false }
    return zip(expected, signature).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
