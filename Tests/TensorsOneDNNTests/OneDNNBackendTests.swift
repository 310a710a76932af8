import Tensors
import TensorsOneDNN
import Testing

struct OneDNNBackendTests {
  @Test func namesItsVersion() throws {
    let version = try #require(OneDNNBackend().version)
    #expect(version.split(separator: ".").count == 3)
  }
}
