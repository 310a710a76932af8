public import Tensors

/// Named tensors as a file of the safetensors format, which Python's `safetensors` and many
/// programs read and write.
///
/// ```swift
/// try TensorFile(["images": images, "labels": labels]).write(to: "batch.safetensors")
/// let labels = try TensorFile(contentsOf: "batch.safetensors")["labels"]
/// ```
///
/// The format: the length of a JSON header as eight bytes, the header with each tensor's type,
/// shape and place, and the elements in rows, all little-endian.
public struct TensorFile: Sendable {
  /// The names in order.
  public private(set) var names: [String] = []
  /// Texts that belong to the tensors.
  public var metadata: [String: String]
  private var tensors: [String: Tensor] = [:]

  /// A file with these tensors.
  public init(
    _ tensors: KeyValuePairs<String, Tensor> = [:], metadata: [String: String] = [:]
  ) {
    self.metadata = metadata
    for (name, tensor) in tensors { self[name] = tensor }
  }

  /// The tensor of a name; `nil` takes it out.
  public subscript(name: String) -> Tensor? {
    get { tensors[name] }
    set {
      if newValue == nil {
        names.removeAll { $0 == name }
      } else if tensors[name] == nil {
        names.append(name)
      }
      tensors[name] = newValue
    }
  }
}

extension TensorFile: CustomStringConvertible {
  /// A line for each tensor: "images: [32, 28, 28] float32", then the texts that belong to them.
  public var description: String {
    let lines = names.compactMap { name in
      tensors[name].map { "\(name): \($0.shape) \($0.elementType)" }
    }
    return (lines + metadata.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" })
      .joined(separator: "\n")
  }
}
