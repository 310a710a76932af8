internal import Datasets
internal import Tensors

extension TensorFile {
  /// Writes the file in place of what was there; whoever reads it meanwhile sees the old one or the
  /// new one. Throws `DatasetError` when the system refuses.
  ///
  /// - Parameter path: Relative paths start at the note's folder.
  public func write(to path: String) throws { try OutputFile.write(bytes, to: path) }

  /// The file's content.
  var bytes: [UInt8] {
    var entries: [(key: String, value: JSONHeader)] = []
    if !metadata.isEmpty {
      let texts = metadata.sorted { $0.key < $1.key }
      entries.append(
        ("__metadata__", .object(texts.map { (key: $0.key, value: .string($0.value)) })))
    }
    var data: [UInt8] = []
    for name in names {
      guard let tensor = self[name] else { continue }
      let start = data.count
      data += Self.elements(of: tensor)
      entries.append(
        (
          name,
          .object([
            ("dtype", .string(Self.typeName(tensor.elementType))),
            ("shape", .array(tensor.shape.map(JSONHeader.integer))),
            ("data_offsets", .array([.integer(start), .integer(data.count)])),
          ])
        ))
    }
    var header = Array(JSONHeader.object(entries).text.utf8)
    // Elements begin at a multiple of eight bytes.
    header += Array(repeating: 0x20, count: (8 - header.count % 8) % 8)
    let length = UInt64(header.count)
    return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + header + data
  }

  private static func typeName(_ type: ElementType) -> String {
    switch type {
    case .float32: "F32"
    case .float64: "F64"
    case .int32: "I32"
    }
  }

  /// Every element's bytes, the lowest first, as every processor that Swift runs on has them.
  private static func elements(of tensor: Tensor) -> [UInt8] {
    switch tensor.elementType {
    case .float32: tensor.withElements(of: Float.self) { Array(UnsafeRawBufferPointer($0)) }
    case .float64: tensor.withElements(of: Double.self) { Array(UnsafeRawBufferPointer($0)) }
    case .int32: tensor.withElements(of: Int32.self) { Array(UnsafeRawBufferPointer($0)) }
    }
  }
}
