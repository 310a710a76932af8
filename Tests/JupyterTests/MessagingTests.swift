import JupyterDocuments
import Testing

@testable import JupyterMessaging

@Suite struct MessageSignerTests {
  /// Cases 1, 2 and 4 of RFC 4231, whose keys are text.
  @Test func signsAsTheStandardSays() {
    let cases: [(key: String, data: [UInt8], signature: String)] = [
      (
        String(repeating: "\u{b}", count: 20), Array("Hi There".utf8),
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
      ),
      (
        "Jefe", Array("what do ya want for nothing?".utf8),
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
      ),
      (
        String(String.UnicodeScalarView((1...25).map { Unicode.Scalar($0) })),
        Array(repeating: 0xCD, count: 50),
        "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"
      ),
    ]
    for (key, data, signature) in cases {
      let signer = MessageSigner(key: key)
      #expect(signer.signature(of: [data]) == signature)
      #expect(signer.signature(of: [Array(data.prefix(5)), Array(data.dropFirst(5))]) == signature)
      #expect(signer.accepts(Array(signature.utf8), of: [data]))
      #expect(!signer.accepts(Array(signature.dropLast().utf8), of: [data]))
      #expect(!signer.accepts(Array(signature.utf8), of: [data + [0]]))
    }
  }

  /// Python: `hmac.new(b"k" * 200, b"text", "sha256").hexdigest()`.
  @Test func shortensLongKeys() {
    #expect(
      MessageSigner(key: String(repeating: "k", count: 200)).signature(of: [Array("text".utf8)])
        == "0213fa56a4d26fac09aee9ef2a6faf1f38dfce0d3c4238d63981b8af5d6228ba")
  }

  @Test func anEmptyKeyTurnsSigningOff() {
    let signer = MessageSigner(key: "")
    #expect(signer.signature(of: [[1]]) == "")
    #expect(signer.accepts([], of: [[1]]))
  }
}

@Suite struct WireFormatTests {
  private let format = WireFormat(key: "secret")
  private let message = JupyterMessage(
    identities: [[1, 2], [3]], header: ["msg_type": "execute_request", "session": "s"],
    parentHeader: [:], metadata: ["cellId": "ä"], content: ["code": "1 + 1"], buffers: [[0, 255]])

  @Test func messagesComeBackAsTheyWere() throws {
    let (read, signature) = try format.message(from: format.frames(of: message))
    #expect(read == message)
    #expect(read.type == "execute_request")
    #expect(read.session == "s")
    #expect(signature.count == 64)
  }

  @Test func whatIsNoMessageIsRefusedWithTheReason() throws {
    let frames = format.frames(of: message)
    func error(_ frames: [[UInt8]]) -> WireError? {
      do {
        _ = try format.message(from: frames)
        return nil
      } catch {
        return error
      }
    }
    #expect(error([[1], [2]]) == .noDelimiter)
    #expect(error(Array(frames.prefix(5))) == .tooFewParts(2))
    var changed = frames
    changed[7] = Array("{\"code\":\"2\"}".utf8)
    #expect(error(changed) == .wrongSignature)
    let other = WireFormat(key: "").frames(
      of: JupyterMessage(header: [:], content: [:]))
    #expect(error(other) == .wrongSignature)
    let unsigned = WireFormat(key: "")
    #expect(throws: WireError.unreadable(part: "header", reason: "'msg_type' is missing")) {
      try unsigned.message(from: other)
    }
    var list = other
    list[5] = Array("[]".utf8)
    #expect(
      throws: WireError.unreadable(part: "content", reason: "it must be an object, not a list")
    ) {
      try unsigned.message(from: list)
    }
    list[5] = [0xFF, 0xFE]
    #expect(throws: WireError.self) { try unsigned.message(from: list) }
  }

  @Test func aSignatureIsTakenOnce() {
    var signatures = RecentSignatures()
    var taken = [signatures.insert([1]), signatures.insert([1])]
    #expect(taken == [true, false])
    taken = [signatures.insert([]), signatures.insert([])]
    #expect(taken == [true, true])
    for number in 0..<(1 << 16) {
      taken[0] = signatures.insert([2, UInt8(number & 255), UInt8(number >> 8)])
      #expect(taken[0])
    }
    // The oldest is forgotten.
    taken[0] = signatures.insert([1])
    #expect(taken[0])
  }
}

@Suite struct ConnectionFileTests {
  private let good: [String: JSONValue] = [
    "transport": "tcp", "ip": "127.0.0.1", "key": "k", "signature_scheme": "hmac-sha256",
    "shell_port": 1, "control_port": 2, "stdin_port": 3, "iopub_port": 4, "hb_port": 5,
  ]

  @Test func namesTheAddressesOfItsSockets() throws {
    let file = try ConnectionFile(.object(good), path: "c.json")
    #expect(file.endpoint(.heartbeat) == "tcp://127.0.0.1:5")
    #expect(file.endpoint(.iopub) == "tcp://127.0.0.1:4")
    let six = try ConnectionFile(.object(good.merging(["ip": "::1"]) { $1 }), path: "c.json")
    #expect(six.endpoint(.shell) == "tcp://[::1]:1")
    let ipc = good.merging(["transport": "ipc", "ip": "/tmp/k"]) { $1 }
    #expect(try ConnectionFile(.object(ipc), path: "c").endpoint(.shell) == "ipc:///tmp/k-1")
  }

  @Test(
    arguments: [
      ("transport", "udp", "'transport' must be tcp or ipc, not 'udp'"),
      ("ip", nil, "'ip' must be a text, not left out"),
      ("key", 5, "'key' must be a text, not a number"),
      ("signature_scheme", "md5", "'signature_scheme' must be hmac-sha256, not 'md5'"),
      ("hb_port", 70000, "'hb_port' must be a port number"),
    ] as [(String, JSONValue?, String)])
  func saysWhatIsWrong(name: String, value: JSONValue?, problem: String) {
    var file = good
    file[name] = value
    #expect(throws: ConnectionFileError(path: "c.json", problem: problem)) {
      try ConnectionFile(.object(file), path: "c.json")
    }
  }

  @Test func saysThatAFileIsMissing() {
    #expect(
      "\(ConnectionFileError(path: "c.json", problem: "it cannot be read"))"
        == "the connection file 'c.json' is not usable: it cannot be read; "
        + "Jupyter writes such a file when it starts a kernel")
    #expect(throws: ConnectionFileError.self) { try ConnectionFile(path: "/nowhere/c.json") }
  }
}
