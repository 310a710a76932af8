package import NotebookDisplay
package import NotebookDocument

/// A claim of the note over all runs.
package struct SweptClaim: Codable, Sendable, Equatable {
  /// The cell it stands in.
  package var cell: Int
  /// The note's line.
  package var line: Int
  /// Its number, from 0, among the claims that a loop states at this place.
  package var repetition: Int
  /// What is claimed; numbers that differ between runs are left out.
  package var sentence: String
  /// How many runs it holds in.
  package var holds: Int
  /// How many complete runs state it.
  package var stated: Int
  /// The runs in which it is false.
  package var falseIn: [SweepRun]
  /// The number that is compared, where there is one.
  package var spread: Spread?

  /// The claims of all rows, in the order of the note.
  package static func all(in rows: [SweepRow]) -> [SweptClaim] {
    var places: [Key: Int] = [:]
    var claims: [(key: Key, outcomes: [(run: SweepRun, outcome: RunSummary.ClaimOutcome)])] = []
    for row in rows {
      guard let summary = row.completed else { continue }
      var counts: [Key: Int] = [:]
      for outcome in summary.claims {
        var key = Key(cell: outcome.cell, line: outcome.claim.line, repetition: 0)
        key.repetition = counts[key, default: 0]
        counts[Key(cell: key.cell, line: key.line, repetition: 0), default: 0] += 1
        let place =
          places[key]
          ?? {
            places[key] = claims.count
            claims.append((key, []))
            return claims.count - 1
          }()
        claims[place].outcomes.append((row.run, outcome))
      }
    }
    return claims.sorted { $0.key < $1.key }.map { SweptClaim($0.key, $0.outcomes) }
  }

  /// The claim as it came out in a run; `nil` where the run does not state it.
  package func claim(in summary: RunSummary) -> Claim? {
    let same = summary.claims.filter { $0.cell == cell && $0.claim.line == line }
    return same.indices.contains(repetition) ? same[repetition].claim : nil
  }

  /// By which a claim is the same in another run: its place, and its number among those of this
  /// place where a loop states several.
  private struct Key: Hashable, Comparable {
    var cell: Int
    var line: Int
    var repetition: Int

    static func < (one: Self, other: Self) -> Bool {
      (one.cell, one.line, one.repetition) < (other.cell, other.line, other.repetition)
    }
  }

  private init(_ key: Key, _ outcomes: [(run: SweepRun, outcome: RunSummary.ClaimOutcome)]) {
    cell = key.cell
    line = key.line
    repetition = key.repetition
    sentence = Self.common(outcomes.map(\.outcome.claim.sentence))
    holds = outcomes.count { $0.outcome.claim.holds }
    stated = outcomes.count
    falseIn = outcomes.filter { !$0.outcome.claim.holds }.map(\.run)
    spread = Spread(outcomes.compactMap(\.outcome.claim.value))
  }

  /// The words that all sentences share, with `…` where they differ.
  private static func common(_ sentences: [String]) -> String {
    guard let first = sentences.first, Set(sentences).count > 1 else {
      return sentences.first ?? ""
    }
    var words = first.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    for sentence in sentences {
      let other = sentence.split(separator: " ", omittingEmptySubsequences: false)
      guard other.count == words.count else { return first }
      for (index, word) in other.enumerated() where words[index] != word { words[index] = "…" }
    }
    return words.joined(separator: " ")
  }
}

extension FrontMatter.ClaimRequirement {
  /// In how many of so many runs a claim must hold.
  package func count(of runs: Int) -> Int {
    switch hold {
    case .all: runs
    case .runs(let count): count
    case .share(let share): Int((share * Double(runs) - 1e-9).rounded(.up))
    }
  }
}
