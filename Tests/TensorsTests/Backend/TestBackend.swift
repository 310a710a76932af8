import Tensors
import TensorsOneDNN

/// The backends whose results are compared with others'.
enum TestBackend: CaseIterable {
  case portable, oneDNN

  var backend: any Backend { self == .portable ? PortableBackend() : OneDNNBackend() }
}
