internal import COneDNN

/// The library's processor and queue, made once per process.
///
/// Unchecked because both are only read: on a processor the queue runs what it gets on the calling
/// thread.
final class OneDNNLibrary: @unchecked Sendable {
  let engine: dnnl_engine_t
  let stream: dnnl_stream_t

  /// `nil` when the library does not start.
  static let shared = OneDNNLibrary()

  private init?() {
    var engine: dnnl_engine_t?
    var stream: dnnl_stream_t?
    guard dnnl_engine_create(&engine, dnnl_cpu, 0) == dnnl_success, let engine else { return nil }
    let flags = UInt32(dnnl_stream_default_flags.rawValue)
    guard dnnl_stream_create(&stream, engine, flags) == dnnl_success, let stream else {
      return nil
    }
    self.engine = engine
    self.stream = stream
  }
}
