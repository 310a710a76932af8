internal import Foundation
package import Tensors

/// One of ONNX's node tests: an operation with its attributes, inputs and expected outputs.
///
/// They come with the Python package `onnx==1.22.0`; its folder `onnx/backend/test/data/node`,
/// unpacked with `unzip`, is named by `NOTEBOOK_ONNX_TESTS`.
package struct ONNXNode {
  /// Why a test cannot be asked of our operations.
  package struct LeftOut: Error {
    package let reason: String

    package init(_ reason: String) { self.reason = reason }
  }

  /// "test_conv_with_strides_padding".
  package let name: String
  /// "Conv".
  package let operation: String
  /// What is at each input; nothing where an optional one is left out.
  package let inputs: [Tensor?]
  /// What is expected at each output.
  package let outputs: [Golden.Numbers]
  private let attributes: [String: ProtocolBuffer]

  /// Where the tests are, if anywhere.
  package static var folder: String? { ProcessInfo.processInfo.environment["NOTEBOOK_ONNX_TESTS"] }

  /// The names of all tests, those of operations written out in simpler ones left aside.
  package static func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder ?? "")
      .filter { !$0.contains("expanded") }.sorted()
  }

  /// The test of a name; nothing when it is not of one of the operations.
  package init?(_ name: String, operations: Set<String>) throws {
    let path = "\(Self.folder ?? "")/\(name)"
    let model = try Self.message("\(path)/model.onnx")
    guard let graph = try model.messages(7).first, let node = try graph.messages(1).first,
      let operation = node.strings(4).first, operations.contains(operation)
    else { return nil }
    self.name = name
    self.operation = operation
    attributes = try Dictionary(
      node.messages(5).map { ($0.strings(1).first ?? "", $0) }, uniquingKeysWith: { $1 })
    let names = try graph.messages(11).map { $0.strings(1).first ?? "" }
    var values: [String: Tensor] = [:]
    for (index, input) in names.enumerated() where node.strings(1).contains(input) {
      values[input] = try Self.tensor("\(path)/test_data_set_0/input_\(index).pb")
    }
    inputs = node.strings(1).map { values[$0] }
    outputs = try graph.messages(12).indices.map { index in
      let tensor = try Self.tensor("\(path)/test_data_set_0/output_\(index).pb")
      return Golden.Numbers(shape: tensor.shape, values: tensor.doubles)
    }
  }

  /// An attribute of whole numbers.
  package func integers(_ name: String) throws -> [Int]? { try attributes[name]?.integers(8) }

  /// An attribute of one whole number.
  package func integer(_ name: String) throws -> Int? { try attributes[name]?.integers(3).first }

  /// An attribute of one number.
  package func number(_ name: String) -> Double? {
    // Through its text: 0.1, not 0.10000000149011612.
    attributes[name]?.floats(2).first.flatMap { Double("\($0)") }
  }

  /// An attribute that is a string.
  package func string(_ name: String) -> String? { attributes[name]?.strings(4).first }

  /// An input that must be there.
  package func input(_ index: Int) throws -> Tensor {
    guard index < inputs.count, let input = inputs[index] else {
      throw LeftOut("an input is missing")
    }
    return input
  }

  private static func message(_ path: String) throws -> ProtocolBuffer {
    try ProtocolBuffer([UInt8](Data(contentsOf: URL(filePath: path)))[...])
  }

  private static func tensor(_ path: String) throws -> Tensor {
    let message = try message(path)
    let shape = try message.integers(1)
    let raw = message.bytes(9).first ?? []
    switch try message.integers(2).first {
    case 1:
      let listed = message.floats(4)
      let values =
        listed.isEmpty
        ? ProtocolBuffer.numbers(raw, UInt32.self).map { Float(bitPattern: $0) } : listed
      return Tensor(values, shape: shape)
    case 6:
      return Tensor(
        ProtocolBuffer.numbers(raw, UInt32.self).map { Int(Int32(bitPattern: $0)) }, shape: shape)
    case 7:
      let listed = try message.integers(7)
      let values =
        listed.isEmpty
        ? ProtocolBuffer.numbers(raw, UInt64.self).map { Int(Int64(bitPattern: $0)) } : listed
      return Tensor(values, shape: shape)
    case 9: return Tensor(raw.map { Int($0) }, shape: shape)
    case 11:
      let values = ProtocolBuffer.numbers(raw, UInt64.self).map { Double(bitPattern: $0) }
      return Tensor(values, shape: shape, type: .float64)
    default: throw LeftOut("an element type we do not have")
    }
  }
}
