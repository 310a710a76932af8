import Testing

@testable import CellCompilation

@Suite("Reading serialized diagnostics")
struct SerializedDiagnosticsTests {
  @Test("a damaged or foreign file gives fewer diagnostics, never a crash")
  func survivesDamage() {
    #expect(SerializedDiagnostic.read([]) == [])
    #expect(SerializedDiagnostic.read(Array("text".utf8)) == [])
    var state: UInt64 = 7
    for length in 0..<400 {
      var bytes = Array("DIAG".utf8)
      for _ in 0..<length {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        bytes.append(UInt8(truncatingIfNeeded: state >> 33))
      }
      #expect(SerializedDiagnostic.read(bytes).count <= length)
    }
  }
}
