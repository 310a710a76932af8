internal import Synchronization
internal import Tensors

/// The digests of large tensors, kept until their memory is written to: the data of four trainings
/// are read once.
enum TensorDigests {
  /// Reading fewer bytes takes less time than looking them up.
  private static let smallestKept = 1 << 16

  private struct Known {
    weak var storage: Storage?
    let revision: Int
    let digest: String
  }

  /// By the address of the storage, which another one can have later.
  private static let known = Mutex<[ObjectIdentifier: Known]>([:])

  /// Shape, type of elements, and bytes.
  static func digest(of tensor: Tensor) -> String {
    "\(tensor.elementType) \(tensor.shape) \(content(of: tensor))"
  }

  private static func content(of tensor: Tensor) -> String {
    guard case .concrete(let storage, 0) = tensor.contents,
      tensor.count * tensor.elementType.stride == storage.byteCount,
      storage.byteCount >= smallestKept
    else { return computed(tensor) }
    let key = ObjectIdentifier(storage)
    if let entry = known.withLock({ $0[key] }), entry.storage === storage,
      entry.revision == storage.revision
    {
      return entry.digest
    }
    let digest = computed(tensor)
    known.withLock { known in
      for (key, entry) in known where entry.storage == nil { known[key] = nil }
      known[key] = Known(storage: storage, revision: storage.revision, digest: digest)
    }
    return digest
  }

  private static func computed(_ tensor: Tensor) -> String {
    var digest = ContentDigest()
    switch tensor.elementType {
    case .float32: tensor.withElements(of: Float.self) { digest.combine(.init($0)) }
    case .float64: tensor.withElements(of: Double.self) { digest.combine(.init($0)) }
    case .int32: tensor.withElements(of: Int32.self) { digest.combine(.init($0)) }
    }
    return digest.hexadecimal
  }
}
