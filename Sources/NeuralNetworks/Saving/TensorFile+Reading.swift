internal import Datasets
internal import Tensors

extension TensorFile {
  /// Reads a file. Half precision (F16, BF16) becomes float32; other integers and booleans become
  /// int32. Throws `DatasetError` when the file is missing, damaged, or holds what fits into no
  /// tensor.
  ///
  /// - Parameter path: Relative paths start at the note's folder.
  public init(contentsOf path: String) throws {
    try self.init(bytes: try InputFile.read(path), path: path)
  }

  /// Reads a file's content; `path` is for messages.
  init(bytes: [UInt8], path: String) throws(DatasetError) {
    self.init()
    func damaged(_ reason: String) -> DatasetError {
      DatasetError(path, .wrongRequest("this is no safetensors file: \(reason)"))
    }
    guard bytes.count >= 8 else { throw damaged("it has \(bytes.count) bytes, fewer than 8") }
    let length = bytes[..<8].reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(bytes.count - 8) else {
      throw damaged("its header has \(length) bytes, the file \(bytes.count)")
    }
    let start = 8 + Int(length)
    guard let text = String(validating: bytes[8..<start], as: UTF8.self),
      let header = JSONHeader(text), case .object(let entries) = header
    else { throw damaged("its header is not the JSON expected") }
    for (name, entry) in entries {
      if name == "__metadata__" {
        guard case .object(let texts) = entry else { throw damaged("its metadata are no texts") }
        for case (let key, .string(let value)) in texts { metadata[key] = value }
        continue
      }
      guard case .string(let type)? = entry["dtype"], let shape = entry["shape"]?.integers,
        let offsets = entry["data_offsets"]?.integers, offsets.count == 2,
        shape.allSatisfy({ $0 >= 0 }), offsets[0] >= 0, offsets[0] <= offsets[1],
        offsets[1] <= bytes.count - start
      else { throw damaged("\"\(name)\" has no type, shape and place within the file") }
      guard let kind = Kind(rawValue: type) else {
        throw DatasetError(
          path,
          .wrongRequest("\"\(name)\" is of type \(type), of which there are no tensors here"))
      }
      let (count, overflows) = shape.reduce((1, false)) { product, size in
        let (value, overflow) = product.0.multipliedReportingOverflow(by: size)
        return (value, product.1 || overflow)
      }
      guard !overflows,
        count.multipliedReportingOverflow(by: kind.stride) == (
          offsets[1] - offsets[0], false
        )
      else {
        throw damaged(
          "\"\(name)\" of shape \(shape) takes \(offsets[1] - offsets[0]) bytes of \(type)")
      }
      guard
        let tensor = kind.tensor(
          bytes[(start + offsets[0])..<(start + offsets[1])], shape)
      else {
        throw DatasetError(
          path, .wrongRequest("\"\(name)\" holds integers of \(type) that do not fit into int32"))
      }
      self[name] = tensor
    }
  }

  /// The types of elements that can be read.
  private enum Kind: String {
    case float32 = "F32", float64 = "F64", float16 = "F16", brain16 = "BF16"
    case int8 = "I8", int16 = "I16", int32 = "I32", int64 = "I64"
    case uint8 = "U8", uint16 = "U16", uint32 = "U32", uint64 = "U64", boolean = "BOOL"

    /// The bytes of an element.
    var stride: Int {
      switch self {
      case .int8, .uint8, .boolean: 1
      case .float16, .brain16, .int16, .uint16: 2
      case .float32, .int32, .uint32: 4
      case .float64, .int64, .uint64: 8
      }
    }

    /// The tensor of the elements; `nil` when an integer is too large.
    func tensor(_ bytes: ArraySlice<UInt8>, _ shape: [Int]) -> Tensor? {
      switch self {
      case .float32:
        return Tensor(shape: shape) { (output: UnsafeMutablePointer<Float>) in
          bytes.withUnsafeBytes {
            UnsafeMutableRawBufferPointer(
              start: output, count: bytes.count
            ).copyMemory(from: $0)
          }
        }
      case .brain16: return floats(bytes, shape) { Float(bitPattern: UInt32($0) << 16) }
      case .float16: return floats(bytes, shape, Self.half)
      case .float64:
        return Tensor(shape: shape) { (output: UnsafeMutablePointer<Double>) in
          bytes.withUnsafeBytes {
            UnsafeMutableRawBufferPointer(
              start: output, count: bytes.count
            ).copyMemory(from: $0)
          }
        }
      default: return integers(bytes, shape)
      }
    }

    private func floats(
      _ bytes: ArraySlice<UInt8>, _ shape: [Int], _ convert: (UInt64) -> Float
    ) -> Tensor {
      Tensor(shape: shape) { (output: UnsafeMutablePointer<Float>) in
        for (index, word) in words(bytes).enumerated() { output[index] = convert(word) }
      }
    }

    private func integers(_ bytes: ArraySlice<UInt8>, _ shape: [Int]) -> Tensor? {
      let unused = UInt64.bitWidth - 8 * stride
      let isSigned = [.int8, .int16, .int32, .int64].contains(self)
      let numbers = words(bytes).map { word in
        isSigned
          ? Int32(exactly: Int64(bitPattern: word << unused) >> unused) : Int32(exactly: word)
      }
      let fitting = numbers.compactMap(\.self)
      return fitting.count == numbers.count ? Tensor(fitting, shape: shape) : nil
    }

    /// Every element's bits, from the lowest byte on.
    private func words(_ bytes: ArraySlice<UInt8>) -> some Sequence<UInt64> {
      let stride = stride
      return (0..<(bytes.count / stride)).lazy.map { index in
        let first = bytes.startIndex + index * stride
        return (0..<stride).reduce(0) { $0 | UInt64(bytes[first + $1]) << (8 * UInt64($1)) }
      }
    }

    /// IEEE 754's half precision.
    private static func half(_ word: UInt64) -> Float {
      let (sign, exponent) = (word >> 15, (word >> 10) & 0x1f)
      let fraction = Float(word & 0x3ff)
      let size: Float =
        switch exponent {
        case 0: fraction * 0x1p-24
        case 31: fraction == 0 ? .infinity : .nan
        default:
          (1024 + fraction) * Float(sign: .plus, exponent: Int(exponent) - 25, significand: 1)
        }
      return sign == 1 ? -size : size
    }
  }
}
