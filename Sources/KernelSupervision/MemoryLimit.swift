internal import Glibc
internal import NotebookDisplay

/// How much memory a kernel may have in use before it is ended.
package struct MemoryLimit: Sendable, Equatable {
  /// In bytes.
  package let bytes: Int
  /// Whether the user has set it.
  let isSet: Bool
  /// How many runs at once have such a share of what was free; 1 for a run alone.
  var shares = 1

  init(bytes: Int, isSet: Bool, shares: Int = 1) {
    self.bytes = bytes
    self.isSet = isSet
    self.shares = shares
  }

  /// The memory that is free on this machine and in the control group of this process, in bytes.
  static var free: Int? {
    let machine = text(ofFile: "/proc/meminfo").flatMap { kilobytes("MemAvailable", in: $0) }
    return [machine, freeInControlGroup].compactMap(\.self).min()
  }

  /// What several processes take together, in bytes: what some of them share counts in parts.
  static func shared(among processes: [pid_t]) -> Int? {
    var total = 0
    for process in processes {
      guard let rollup = text(ofFile: "/proc/\(process)/smaps_rollup"),
        let share = kilobytes("Pss", in: rollup)
      else { return nil }
      total += share + (kilobytes("SwapPss", in: rollup) ?? 0)
    }
    return total
  }

  /// The user's limit, else four fifths of what is free now: what a loop without an end takes
  /// beyond that, the whole machine would have to swap for. `nil` where the system does not say
  /// what is free.
  package static func current(setTo bytes: Int?) -> MemoryLimit? {
    if let bytes { return MemoryLimit(bytes: bytes, isSet: true) }
    return free.map { MemoryLimit(bytes: $0 / 5 * 4, isSet: false) }
  }

  /// What the error says of where the limit comes from and how to have another.
  var explanation: String {
    if shares > 1 {
      return "each of \(shares) runs at once has its share of the memory that was free; "
        + "'--jobs 1' gives one run all of it, '--memory SIZE' sets another limit"
    }
    return isSet
      ? "the limit is set by '--memory'"
      : "the limit is four fifths of the memory that was free when the run began; "
        + "'--memory SIZE' sets another, such as --memory \(NumberFormat.suggestedSize(above: bytes))"
  }

  /// The memory a process has in use, in bytes, what was swapped out included.
  static func used(by process: pid_t) -> Int? {
    guard let status = text(ofFile: "/proc/\(process)/status"),
      let resident = kilobytes("VmRSS", in: status)
    else { return nil }
    return resident + (kilobytes("VmSwap", in: status) ?? 0)
  }

  /// What the control group of this process, such as a container's, may still take.
  private static var freeInControlGroup: Int? {
    // `0::/user.slice/…`
    guard let groups = text(ofFile: "/proc/self/cgroup"),
      let line = groups.split(separator: "\n").first(where: { $0.hasPrefix("0::") })
    else { return nil }
    let folder = "/sys/fs/cgroup" + line.dropFirst(3)
    guard let limit = text(ofFile: "\(folder)/memory.max").flatMap(number),
      let used = text(ofFile: "\(folder)/memory.current").flatMap(number)
    else { return nil }
    return max(limit - used, 0)
  }

  private static func number(_ text: String) -> Int? { Int(text.prefix { $0.isNumber }) }

  /// The value of a line `name:   1234 kB`, in bytes.
  static func kilobytes(_ name: String, in text: String) -> Int? {
    for line in text.split(separator: "\n") where line.hasPrefix("\(name):") {
      let value = line.dropFirst(name.count + 1).split(whereSeparator: \.isWhitespace).first
        .flatMap { Int($0) }
      return value.map { $0 * 1024 }
    }
    return nil
  }

  private static func text(ofFile path: String) -> String? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 8192)
    let count = read(file, &bytes, bytes.count)
    return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : nil
  }
}

extension NumberFormat {
  /// The next larger power of two of gigabytes, as '--memory' takes it: `16G`.
  fileprivate static func suggestedSize(above bytes: Int) -> String {
    var gigabytes = 1
    while gigabytes << 30 <= bytes, gigabytes < 1 << 20 { gigabytes *= 2 }
    return "\(gigabytes)G"
  }
}
