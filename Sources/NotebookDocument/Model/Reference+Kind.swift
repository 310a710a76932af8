extension Reference {
  /// The kinds of things that are numbered, by the beginnings of their labels, which are Quarto's.
  package enum Kind: String, Sendable, CaseIterable {
    case figure = "fig"
    case table = "tbl"
    case equation = "eq"
    case section = "sec"
    case listing = "lst"

    case note = "nte"
    case tip
    case warning = "wrn"
    case important = "imp"
    case caution = "cau"

    case theorem = "thm"
    case lemma = "lem"
    case corollary = "cor"
    case proposition = "prp"
    case conjecture = "cnj"
    case definition = "def"
    case example = "exm"
    case exercise = "exr"
    case solution = "sol"
    case remark = "rem"
    case algorithm = "alg"

    /// What something must be to bear a label.
    package enum Family: Sendable {
      /// With a caption, and parts where it is a division.
      case float
      case equation
      case section
      /// A division that is a callout.
      case callout
      /// A division of a theorem or the like.
      case statement
    }

    /// The kind that a label announces, or `nil` for a label that is only a name.
    package init?(label: String) {
      guard let dash = label.firstIndex(of: "-") else { return nil }
      self.init(rawValue: String(label[..<dash]))
    }

    package var family: Family {
      switch self {
      case .figure, .table, .listing: .float
      case .equation: .equation
      case .section: .section
      case .note, .tip, .warning, .important, .caution: .callout
      case .theorem, .lemma, .corollary, .proposition, .conjecture, .definition, .example,
        .exercise, .solution, .remark, .algorithm:
        .statement
      }
    }
  }
}
