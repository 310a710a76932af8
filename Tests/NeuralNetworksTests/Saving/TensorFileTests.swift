import Datasets
import GoldenValues
import Tensors
import Testing

@testable import NeuralNetworks

/// The safetensors format, as Python's `safetensors` writes and reads it.
@Suite struct TensorFileTests {
  private struct PythonFile: Decodable {
    struct Entry: Decodable {
      let shape: [Int]
      let values: [String]
    }
    let bytes: [UInt8]
    let tensors: [String: Entry]
  }

  @Test func readsEveryTypeThatPythonWrites() throws {
    let golden: PythonFile = try Golden.read("safetensors.json")
    let file = try TensorFile(bytes: golden.bytes, path: "python.safetensors")
    #expect(Set(file.names) == Set(golden.tensors.keys))
    for (name, entry) in golden.tensors {
      let tensor = try #require(file[name])
      #expect(tensor.shape == entry.shape, "\(name)")
      #expect(tensor.doubles == entry.values.compactMap(Double.init), "\(name)")
    }
    #expect(file["F64"]?.elementType == .float64)
    #expect(file["I64"]?.elementType == .int32)
    #expect(file.metadata == ["format": "pt", "note": "a \"quoted\" é\n"])
  }

  @Test func writesWhatItReads() throws {
    var file = TensorFile(
      [
        "w": Tensor([1, 2, 3, 4.5] as [Float], shape: [2, 2]), "n": Tensor([-1, 7]),
        "d": Tensor([0.1], type: .float64), "none": .zeros([0, 2]),
      ], metadata: ["tab": "a\tb", "quote": "\"\\"])
    file["w"] = file["w"].map { $0 + 1 }
    let copy = try TensorFile(bytes: file.bytes, path: "copy")
    #expect(copy.names == ["w", "n", "d", "none"])
    #expect(copy["w"]?.scalars == [2, 3, 4, 5.5])
    #expect(copy["n"]?.integers == [-1, 7])
    #expect(copy["d"]?.doubles == [0.1])
    #expect(copy["none"]?.shape == [0, 2])
    #expect(copy.metadata == file.metadata)
    file["n"] = nil
    #expect(file.names == ["w", "d", "none"])
  }

  /// The bytes that `safetensors.numpy.load` accepts: header first, elements at multiples of eight.
  @Test func theBytesAreThoseOfTheFormat() {
    let bytes = TensorFile(["a": Tensor([1.0])]).bytes
    let header = #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#
    #expect(bytes.prefix(8) == [56, 0, 0, 0, 0, 0, 0, 0])
    #expect(String(decoding: bytes[8..<64], as: UTF8.self) == header + "  ")
    #expect(bytes[64...] == [0, 0, 0x80, 0x3f])
  }

  @Test(arguments: [
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#, 4,
      #"this is no safetensors file: "a" of shape [2] takes 4 bytes of F32"#
    ),
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, 4,
      #"this is no safetensors file: "a" has no type, shape and place within the file"#
    ),
    (
      #"{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}"#, 0,
      #"this is no safetensors file: "a" of shape [4611686018427387904, 4] takes 0 bytes of F32"#
    ),
    (
      #"{"a":{"dtype":"C64","shape":[1],"data_offsets":[0,8]}}"#, 8,
      #""a" is of type C64, of which there are no tensors here"#
    ),
    (
      #"{"a":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}}"#, 8,
      #""a" holds integers of I64 that do not fit into int32"#
    ),
    (#"{"a":"#, 0, "this is no safetensors file: its header is not the JSON expected"),
    (#"{"a":1} 2"#, 0, "this is no safetensors file: its header is not the JSON expected"),
  ])
  func refusesWhatIsDamaged(header: String, data: Int, sentence: String) {
    let length = UInt8(header.utf8.count)
    let bytes =
      [length, 0, 0, 0, 0, 0, 0, 0] + Array(header.utf8) + [UInt8](repeating: 0xfe, count: data)
    let error = #expect(throws: DatasetError.self) {
      try TensorFile(bytes: bytes, path: "x.safetensors")
    }
    #expect(error?.description == "x.safetensors: \(sentence)")
  }

  @Test func refusesAHeaderLongerThanTheFile() {
    for bytes in [[1, 2], [9, 0, 0, 0, 0, 0, 0, 0], [UInt8](repeating: 255, count: 12)] {
      #expect(throws: DatasetError.self) {
        try TensorFile(bytes: bytes.map { UInt8($0) }, path: "x")
      }
    }
  }
}
