package import NotebookDisplay
package import NotebookDocument

/// A claim of the note over all runs.
package struct SweptClaim: Sendable, Equatable {
  /// The cell it stands in.
  package var cell: Int
  /// The note's line, as of the last row's run.
  package var line: Int
  /// What is claimed; words that differ between runs are left out.
  package var sentence: String
  /// The claim as it came out in each row; `nil` where the run is not complete or does not state
  /// it.
  package var outcomes: [Claim?]
  /// The runs in which it is false.
  package var falseIn: [SweepRun]
  /// The number that is compared, where there is one.
  package var spread: Spread?
  /// What the number is counted in; `nil` for plain numbers.
  package var unit: String?

  /// The place and the sentence, as columns are called.
  var title: String { "line \(line): \(sentence)" }

  /// How the number is spread, in words: "0.82 to 0.85, mean 0.84"; empty where there is none.
  var spreadText: String { spread.map { $0.text + (unit.map { " \($0)" } ?? "") } ?? "" }

  /// How many runs it holds in.
  package var holds: Int { outcomes.count { $0?.holds == true } }
  /// How many complete runs state it.
  package var stated: Int { outcomes.count { $0 != nil } }

  /// The claims of all rows, in the order of the note.
  package static func all(in rows: [SweepRow]) -> [SweptClaim] {
    let stated = rows.map { row in
      Dictionary(grouping: row.completed?.claims ?? []) {
        Place(cell: $0.cell, line: $0.place)
      }
    }
    let places = Set(stated.flatMap(\.keys)).sorted()
    return places.flatMap { place in
      let claims = stated.map { ($0[place] ?? []).map(\.claim) }
      return paired(claims).map { SweptClaim(place, $0, rows) }
    }
  }

  /// The claims that are made at one place, run by run, sorted into those that are the same: of a
  /// list for each run, one for each claim, with `nil` where a run does not state it.
  ///
  /// A place at which no run states several has one claim, unless its sentences have no word in
  /// common. A loop or a function states several: they are the same where their sentences are,
  /// whatever their order.
  /// Sentences with numbers of the run are the same in hardly any two runs; then the order counts,
  /// and so it does among those that share their sentence. One of a time in some runs and of a
  /// plain number in others is two: their values cannot be compared.
  private static func paired(_ claims: [[Claim]]) -> [[Claim?]] {
    let runs = claims.reduce(into: [:] as [String: Int]) { runs, claims in
      for sentence in Set(claims.map(\.sentence)) { runs[sentence, default: 0] += 1 }
    }
    let all = claims.joined()
    let shared = all.count { runs[$0.sentence, default: 0] > 1 }
    let hasNames =
      claims.contains { $0.count > 1 }
      ? 2 * shared >= all.count : !haveWordsInCommon(all.map(\.sentence))
    // One that compares no number has no unit of its own.
    let usualUnit = all.first { $0.value != nil }?.unit
    var pairs: [[Claim?]] = []
    var indices: [Identity: Int] = [:]
    for (row, claims) in claims.enumerated() {
      var counts: [Identity: Int] = [:]
      for claim in claims {
        var identity = Identity(
          name: hasNames ? claim.sentence : nil, unit: claim.value == nil ? usualUnit : claim.unit)
        let repetition = counts[identity, default: 0]
        counts[identity] = repetition + 1
        identity.repetition = repetition
        let index = indices[identity] ?? pairs.count
        if index == pairs.count {
          indices[identity] = index
          pairs.append(Array(repeating: nil, count: row))
        }
        pairs[index] += Array(repeating: nil, count: row - pairs[index].count) + [claim]
      }
    }
    return pairs.map { $0 + Array(repeating: nil, count: claims.count - $0.count) }
  }

  private struct Place: Hashable, Comparable {
    var cell: Int
    /// As of ``RunSummary/ClaimOutcome/place``.
    var line: Int

    static func < (one: Self, other: Self) -> Bool {
      (one.cell, one.line) < (other.cell, other.line)
    }
  }

  /// By which one of several claims of a place is the same in another run.
  private struct Identity: Hashable {
    var name: String?
    var unit: String?
    var repetition = 0
  }

  private init(_ place: Place, _ outcomes: [Claim?], _ rows: [SweepRow]) {
    cell = place.cell
    line = outcomes.last { $0 != nil }??.line ?? place.line
    self.outcomes = outcomes
    sentence = Self.common(outcomes.compactMap { $0?.sentence })
    falseIn = zip(outcomes, rows).compactMap { $0?.holds == false ? $1.run : nil }
    spread = Spread(outcomes.compactMap { $0?.value })
    unit = outcomes.lazy.compactMap { $0?.unit }.first
  }

  /// The words that all sentences share, with `…` where they differ; sentences of different
  /// lengths share their beginning and their end.
  private static func common(_ sentences: [String]) -> String {
    guard let first = sentences.first, Set(sentences).count > 1 else {
      return sentences.first ?? ""
    }
    let all = sentences.map { $0.split(separator: " ", omittingEmptySubsequences: false) }
    let shortest = all.map(\.count).min() ?? 0
    guard all.contains(where: { $0.count > shortest }) else {
      return all[0].indices.map { place in
        all.allSatisfy { $0[place] == all[0][place] } ? String(all[0][place]) : "…"
      }.joined(separator: " ")
    }
    let words = first.split(separator: " ", omittingEmptySubsequences: false)
    let begin = (0..<shortest).prefix { place in all.allSatisfy { $0[place] == words[place] } }
      .count
    let end = (0..<(shortest - begin)).prefix { place in
      all.allSatisfy { $0[$0.count - 1 - place] == words[words.count - 1 - place] }
    }.count
    return (words.prefix(begin) + ["…"] + words.suffix(end)).joined(separator: " ")
  }

  /// Whether the sentences can be those of one claim: they share a word, or differ in numbers only.
  private static func haveWordsInCommon(_ sentences: [String]) -> Bool {
    func withoutNumbers(_ sentence: String) -> String { sentence.filter { !$0.isNumber } }
    return common(sentences).contains { $0.isLetter }
      || Set(sentences.map(withoutNumbers)).count == 1
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
