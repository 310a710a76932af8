public import Tensors

extension Recorder {
  /// All records, each field under "number of the record/field/name".
  public var memory: [String: Tensor] {
    var memory: [String: Tensor] = [:]
    for (number, name) in names.enumerated() {
      for (field, tensor) in self[name].fields { memory["\(number)/\(field)/\(name)"] = tensor }
    }
    return memory
  }

  public func restore(_ memory: [String: Tensor]) {
    var found: [Int: (name: String, fields: [String: Tensor])] = [:]
    for (key, tensor) in memory {
      let parts = key.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3, let number = Int(parts[0]) else { continue }
      found[number, default: (String(parts[2]), [:])].fields[String(parts[1])] = tensor
    }
    take(
      found.sorted { $0.key < $1.key }.map { entry in
        (entry.value.name, Record(entry.value.name, fields: entry.value.fields))
      })
  }
}
