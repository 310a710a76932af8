internal import Glibc

/// The queue of the main actor, which the kernel's main thread serves while a cell runs.
///
/// `dispatchMain()` would serve it too, but never comes back. These are the two functions of
/// libdispatch that Foundation's run loop uses for the same purpose.
enum MainQueue {
  private typealias Handle = @convention(c) () -> Int32
  private typealias Callback = @convention(c) (UnsafeMutableRawPointer?) -> Void

  private static let handle = symbol("_dispatch_get_main_queue_handle_4CF", as: Handle.self)
  private static let callback = symbol("_dispatch_main_queue_callback_4CF", as: Callback.self)

  /// Becomes readable when the main actor has something to do; `nil` without libdispatch.
  static var descriptor: Int32? {
    guard callback != nil, let descriptor = handle?(), descriptor >= 0 else { return nil }
    return descriptor
  }

  /// Does what the main actor has to do.
  static func drain() {
    if let descriptor {
      var count: UInt64 = 0
      _ = read(descriptor, &count, MemoryLayout.size(ofValue: count))
    }
    callback?(nil)
  }

  private static func symbol<Function>(_ name: String, as type: Function.Type) -> Function? {
    guard let address = dlsym(nil, name) else { return nil }
    return unsafeBitCast(address, to: type)
  }
}
