/// A mention of works in the bibliography: `[@lecun1998, p. 7; @kingma2015]` or `@lecun1998`.
package struct Citation: Sendable, Equatable {
  package struct Item: Sendable, Equatable {
    /// The entry's key in the bibliography.
    package var key: String
    /// "see" in `[see @key]`.
    package var prefix = ""
    /// "p. 7" in `[@key, p. 7]`.
    package var suffix = ""
    /// What ``prefix`` and ``suffix`` say, read.
    package var prefixContent: [Inline] = []
    package var suffixContent: [Inline] = []
    /// `-@key`: the year without the author.
    package var suppressesAuthor = false
  }

  package var items: [Item]
  /// Whether it is a part of the sentence: "LeCun (1998)" and not "(LeCun 1998)".
  package var isNarrative: Bool
  package var line: Int
  package var column: Int
}
