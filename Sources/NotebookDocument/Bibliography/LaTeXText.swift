/// The LaTeX that stands in the fields of BibTeX, as plain text.
enum LaTeXText {
  private static let letters: [String: String] = [
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "aa": "å",
    "AA": "Å", "l": "ł", "L": "Ł", "i": "ı", "j": "ȷ", "textendash": "–", "textemdash": "—",
    "textquoteright": "’", "ldots": "…", "dots": "…", "textasciitilde": "~",
    "textbackslash": "\\", "times": "×", "sim": "∼", "infty": "∞", "ell": "ℓ", "to": "→",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν",
    "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "varphi": "φ",
    "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ",
    "Lambda": "Λ", "Pi": "Π", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
  ]

  /// Combining characters of LaTeX's accents.
  private static let accents: [Character: String] = [
    "\"": "\u{308}", "'": "\u{301}", "`": "\u{300}", "^": "\u{302}", "~": "\u{303}",
    "=": "\u{304}", ".": "\u{307}", "c": "\u{327}", "v": "\u{30C}", "u": "\u{306}",
    "H": "\u{30B}", "k": "\u{328}", "r": "\u{30A}", "d": "\u{323}", "b": "\u{331}",
  ]

  /// A field without commands and braces.
  static func plain(_ source: String) -> String {
    let characters = Array(source)
    var text = ""
    var index = 0
    while index < characters.count {
      let character = characters[index]
      index += 1
      switch character {
      case "{", "}", "$": continue
      case "~": text += "\u{A0}"
      case "-" where index < characters.count && characters[index] == "-":
        while index < characters.count, characters[index] == "-" { index += 1 }
        text += "–"
      case "\\" where index < characters.count: text += command(characters, &index)
      default: text.append(character)
      }
    }
    return text.split(whereSeparator: { $0 == " " || $0.isNewline || $0 == "\t" }).joined(
      separator: " ")
  }

  /// The text of the command whose backslash stands before `index`.
  private static func command(_ characters: [Character], _ index: inout Int) -> String {
    let first = characters[index]
    let isWord = first.isASCII && first.isLetter
    var name = String(first)
    index += 1
    while isWord, index < characters.count, characters[index].isASCII, characters[index].isLetter {
      name.append(characters[index])
      index += 1
    }
    if let accent = name.count == 1 ? accents[first] : nil {
      return accented(accent, characters, &index)
    }
    if isWord, index < characters.count, characters[index] == " " { index += 1 }
    if let letter = letters[name] { return letter }
    // `\&` is the character itself; `\emph{…}` leaves its text.
    return isWord ? "" : name
  }

  private static func accented(
    _ accent: String, _ characters: [Character], _ index: inout Int
  ) -> String {
    while index < characters.count, characters[index] == "{" || characters[index] == " " {
      index += 1
    }
    guard index < characters.count else { return "" }
    var letter = String(characters[index])
    index += 1
    if letter == "\\", index < characters.count {
      // The accents of i and j stand on letters without dots.
      letter = String(characters[index])
      index += 1
    }
    return (letter + accent).precomposed
  }

  /// The people of an author or editor field, parted by `and` outside of braces.
  static func people(_ field: String) -> [BibliographyEntry.Person] {
    parts(of: field, at: "and").map(person)
  }

  /// `Family, Given` or `Given Family`; lower-case words before the last belong to the family.
  private static func person(_ words: [String]) -> BibliographyEntry.Person {
    let text = words.joined(separator: " ")
    if words.count == 1, text.hasPrefix("{") {
      return .init(given: "", family: plain(text))
    }
    if let comma = text.firstIndex(of: ",") {
      return .init(
        given: plain(String(text[text.index(after: comma)...])),
        family: plain(String(text[..<comma])))
    }
    let start = words.dropLast().firstIndex { $0.first?.isLowercase == true } ?? words.count - 1
    return .init(
      given: plain(words[..<max(start, 0)].joined(separator: " ")),
      family: plain(words[max(start, 0)...].joined(separator: " ")))
  }

  /// The words of a field, parted into lists at a word outside of braces.
  private static func parts(of field: String, at separator: String) -> [[String]] {
    var parts: [[String]] = [[]]
    var word = ""
    var depth = 0
    func finish() {
      if word == separator {
        parts.append([])
      } else if !word.isEmpty {
        parts[parts.count - 1].append(word)
      }
      word = ""
    }
    for character in field {
      switch character {
      case "{": depth += 1
      case "}": depth -= 1
      default: break
      }
      if character.isWhitespace, depth <= 0 { finish() } else { word.append(character) }
    }
    finish()
    return parts.filter { !$0.isEmpty }
  }
}

extension String {
  /// A letter and a combining accent as one character, where Unicode has it.
  fileprivate var precomposed: String {
    guard let character = first, count == 1 else { return self }
    return Self.composed[character] ?? self
  }

  /// Swift compares by canonical equivalence, so that the composed form is found by the other.
  private static let composed: [Character: String] = {
    var result: [Character: String] = [:]
    for value in (0xC0...0x17F) as ClosedRange<UInt32> {
      guard let scalar = Unicode.Scalar(value), scalar.properties.isAlphabetic else { continue }
      result[Character(scalar)] = String(scalar)
    }
    return result
  }()
}
