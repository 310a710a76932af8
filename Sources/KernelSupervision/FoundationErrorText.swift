internal import Glibc

/// What Foundation's errors about files mean, which describe themselves as a dump of their parts.
struct FoundationErrorText {
  /// One sentence for the reader.
  let sentence: String
  /// The error's number among Foundation's.
  let code: Int
  /// What would mend it, before the place; empty where the sentence says enough.
  private var remedy = ""

  /// Reads the description of an error, in one of its two forms: `CocoaError(code: …)` and
  /// `Error Domain=NSCocoaErrorDomain Code=…`; `nil` for another error.
  ///
  /// - Parameter folder: Where relative paths start.
  init?(_ description: String, folder: String = ".") {
    let form = description.prefixMatch(
      of: /(?:CocoaError\(code: \S*\(rawValue: (\d+)\)|Error Domain=NSCocoaErrorDomain Code=(\d+))/)
    guard let form, let code = (form.1 ?? form.2).flatMap({ Int($0) }) else { return nil }
    let path =
      description.firstMatch(of: /"NSFilePath": "((?:[^"\\]|\\.)*)"/)?.1
      ?? description.firstMatch(of: /NSFilePath=(.*?)(?:, NS|\}|$)/)?.1
    let name = path.map { "'\($0.replacing("\\\"", with: "\""))'" }
    let file = name.map { "the file \($0)" } ?? "the file"
    let reason = description.firstMatch(of: /NSDebugDescription=(.*?)(?:, NS|\}|$)/)?.1
    switch code {
    case 4 where path.flatMap { Self.missingFolder(of: String($0), from: folder) } != nil:
      let missing = path.flatMap { Self.missingFolder(of: String($0), from: folder) } ?? ""
      sentence = "there is no folder '\(missing)' for the file \(name ?? "")"
      remedy =
        "'try FileManager.default.createDirectory(atPath: \(missing.debugDescription), "
        + "withIntermediateDirectories: true)' makes it; "
    case 4, 260: sentence = name.map { "there is no file \($0)" } ?? "there is no such file"
    case 256 where description.contains("Is a directory"): sentence = "\(file) is a folder"
    case 256: sentence = "\(file) cannot be read"
    case 257: sentence = "\(file) may not be read by this user"
    case 258, 514:
      sentence = name.map { "\($0) is no name of a file" } ?? "that is no name of a file"
    case 259, 261, 264: sentence = "\(file) is not text in the encoding that was asked for"
    case 263: sentence = "\(file) is too large"
    case 512: sentence = "\(file) cannot be written"
    case 513, 642: sentence = "\(file) may not be written by this user"
    case 516: sentence = "\(file) is already there"
    case 640: sentence = "there is no room on the disk for \(file)"
    case 3840:
      sentence = "the data are no JSON or property list" + (reason.map { ": \($0)" } ?? "")
    default: return nil
    }
    self.code = code
  }

  /// The folder of a file, as the file is named, where that is not there.
  private static func missingFolder(of path: String, from folder: String) -> String? {
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return nil }
    let parent = String(path[..<slash])
    let place = parent.hasPrefix("/") ? parent : "\(folder)/\(parent)"
    return access(place, F_OK) == 0 ? nil : parent
  }

  /// More, for who looks the error up.
  var explanation: String {
    let place = [4, 260].contains(code) ? "relative paths start at the note's folder; " : ""
    return "\(remedy)\(place)the cell threw Foundation's 'CocoaError' \(code)"
  }
}
