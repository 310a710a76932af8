internal import CLinux
internal import Glibc
internal import KernelMessages

/// Writes ``LastWords`` with nothing but system calls and memory that exists beforehand, as a
/// signal handler must.
struct LastWordsWriter {
  static let frameLimit: Int32 = 256

  let descriptor: Int32
  private let words = UnsafeMutablePointer<UInt64>.allocate(capacity: 8)
  private let frames = UnsafeMutablePointer<UnsafeMutableRawPointer?>.allocate(
    capacity: Int(frameLimit))
  private let chunk = UnsafeMutableRawPointer.allocate(byteCount: 4096, alignment: 8)

  init(descriptor: Int32) {
    self.descriptor = descriptor
    // The first call loads the unwinder; that must not happen in a dying process.
    backtrace(frames, 1)
  }

  func writeSignal(_ signal: LastWords.Signal) {
    words[0] = LastWords.Kind.signal.rawValue
    words[1] = UInt64(truncatingIfNeeded: signal.number)
    words[2] = UInt64(truncatingIfNeeded: signal.code)
    words[3] = signal.address
    words[4] = signal.programCounter
    words[5] = signal.isStackOverflow ? 1 : 0
    write(words, 6 * 8)
  }

  func writeExit(status: Int32) {
    words[0] = LastWords.Kind.exit.rawValue
    words[1] = UInt64(truncatingIfNeeded: status)
    write(words, 2 * 8)
  }

  func writeMemoryMap() {
    let map = open("/proc/self/maps", O_RDONLY | O_CLOEXEC)
    guard map >= 0 else { return }
    while true {
      let count = read(map, chunk, 4096)
      guard count > 0 else { break }
      words[0] = LastWords.Kind.memoryMap.rawValue
      words[1] = UInt64(count)
      write(words, 2 * 8)
      write(chunk, (count + 7) / 8 * 8)
    }
    close(map)
  }

  func writeFrames() {
    let count = backtrace(frames, Self.frameLimit)
    words[0] = LastWords.Kind.frames.rawValue
    words[1] = UInt64(count)
    write(words, 2 * 8)
    write(frames, Int(count) * 8)
  }

  private func write(_ start: UnsafeRawPointer, _ count: Int) {
    var done = 0
    while done < count {
      let written = Glibc.write(descriptor, start + done, count - done)
      if written > 0 {
        done += written
      } else if errno != EINTR {
        return
      }
    }
  }
}
