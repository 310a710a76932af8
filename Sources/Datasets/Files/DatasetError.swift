internal import SystemBasics

/// Why a data set could not be loaded: which file, what was expected, what came.
public struct DatasetError: Error, Equatable, CustomStringConvertible {
  /// The file or folder concerned.
  public let path: String
  /// What is wrong with it.
  public let problem: Problem

  /// The ways in which a data file can be unusable.
  public enum Problem: Sendable, Equatable {
    /// The file or folder is not there.
    case missing(remedy: String)
    /// The system refused to read or write it; its own words.
    case unreadable(String)
    /// The system refused to write it; its own words.
    case notWritten(String)
    /// The file is compressed and does not unpack.
    case notUnpacked(String)
    case wrongMagicNumber(expected: UInt32, found: UInt32)
    case wrongLength(expected: Int, found: Int)
    /// The length is no multiple of the size of a record.
    case brokenRecord(recordLength: Int, found: Int)
    case wrongImageSize(expected: [Int], found: [Int])
    case labelOutOfRange(index: Int, label: Int, classes: Int)
    /// Images and labels do not belong together.
    case countsDiffer(count: Int, other: String, otherCount: Int)
    case wrongChecksum(expected: String, found: String)
    case empty
    /// A line of a text file, counted from 1.
    case wrongLine(Int, String)
    /// The file was read, but the request does not fit it.
    case wrongRequest(String)
  }

  package init(_ path: String, _ problem: Problem) {
    self.path = path
    self.problem = problem
  }

  /// The whole message: the file, then what is wrong, then what to do.
  public var description: String {
    switch problem {
    case .missing(let remedy): "\(path) is missing; \(remedy)"
    case .unreadable(let reason): "\(path) cannot be read: \(reason)"
    case .notWritten(let reason): "\(path) cannot be written: \(reason)"
    case .notUnpacked(let reason):
      "\(path) is damaged: it does not unpack (\(reason)); fetch it again or remove it"
    case .wrongMagicNumber(let expected, let found):
      "\(path) is damaged or another kind of file: expected the magic number "
        + "0x\(expected.hexadecimalDigits), found 0x\(found.hexadecimalDigits)"
    case .wrongLength(let expected, let found):
      "\(path) is \(found < expected ? "truncated" : "damaged"): "
        + "expected \(expected) bytes, got \(found)"
    case .brokenRecord(let recordLength, let found):
      "\(path) is truncated: expected a multiple of \(recordLength) bytes, got \(found)"
    case .wrongImageSize(let expected, let found):
      "\(path) holds images of size \(found), expected \(expected)"
    case .labelOutOfRange(let index, let label, let classes):
      "\(path) is damaged: label \(index) is \(label), expected 0..<\(classes)"
    case .countsDiffer(let count, let other, let otherCount):
      "\(path) holds \(count) items, but \(other) holds \(otherCount): "
        + "they do not belong together"
    case .wrongChecksum(let expected, let found):
      "\(path) is damaged: expected SHA-256 \(expected), got \(found); "
        + "remove it to have it fetched again"
    case .empty: "\(path) is empty"
    case .wrongLine(let line, let reason): "\(path):\(line): \(reason)"
    case .wrongRequest(let reason): "\(path): \(reason)"
    }
  }
}
