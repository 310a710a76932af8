/// What a running cell tells the outside world besides what it prints.
public enum CellEvent: Codable, Sendable, Equatable {
  case output(CellOutput)
  case claim(Claim)
  case progress(Progress)
  case notice(Notice)
  /// The value of the note's inline expression with this number.
  case inlineValue(number: Int, text: String)
  /// An error because of which the cell has failed, whether or not it goes on.
  case uncaughtError(UncaughtError)
}

/// An error that a cell threw and nobody caught, or a value that cannot be shown.
public struct UncaughtError: Codable, Sendable, Equatable {
  /// What the error says of itself.
  public var description: String
  /// The error's type, such as `DataError`.
  public var typeName: String
  /// The line of the note; 0 where it is not known.
  public var line: Int
  /// `false` for a value that cannot be shown.
  public var isThrown: Bool
  /// Whether the error is one of the notebook's own modules, whose descriptions are whole
  /// sentences.
  public var isFromLibrary: Bool

  /// Creates a description of an error.
  public init(
    description: String, typeName: String, line: Int, isThrown: Bool = true,
    isFromLibrary: Bool = false
  ) {
    self.description = description
    self.typeName = typeName
    self.line = line
    self.isThrown = isThrown
    self.isFromLibrary = isFromLibrary
  }
}

/// A statement the run checks.
public struct Claim: Codable, Sendable {
  /// What is claimed, as the note says it.
  public var sentence: String
  /// Whether it is so.
  public var holds: Bool
  /// Expected and actual values in words, where the claim compares numbers.
  public var detail: String?
  /// The number that is compared, where there is one; it may be infinite or not a number.
  public var value: Double?
  /// What ``value`` is counted in: "s" for a `Duration`, `nil` for a plain number.
  public var unit: String?
  /// The line of the note, or of ``file``.
  public var line: Int
  /// The file with the line, where that is one which the note includes.
  public var file: String?

  /// Creates a checked statement.
  public init(
    sentence: String, holds: Bool, detail: String? = nil, value: Double? = nil,
    unit: String? = nil, line: Int
  ) {
    self.sentence = sentence
    self.holds = holds
    self.detail = detail
    self.value = value
    self.unit = unit
    self.line = line
  }
}

extension Claim: Equatable {
  /// Whether everything is the same; two values that are not a number are.
  public static func == (one: Self, other: Self) -> Bool {
    one.sentence == other.sentence && one.holds == other.holds && one.detail == other.detail
      && one.unit == other.unit && one.line == other.line && one.file == other.file
      && one.value.isSameFigure(as: other.value)
  }
}

/// How far a training loop has come; drawn as a live line on a terminal.
public struct Progress: Codable, Sendable, Equatable {
  /// The epoch under way, counted from 1.
  public var epoch: Int
  /// The epochs asked for.
  public var epochs: Int
  /// The steps taken in this epoch.
  public var step: Int
  /// The steps of an epoch.
  public var steps: Int
  /// The mean loss of the epoch so far.
  public var loss: Double?
  /// The means of the other figures of the epoch so far.
  public var metrics: [Metric]
  /// How long the rest of the run will take, as far as that can be told.
  public var secondsLeft: Double?
  /// A finished epoch as one plain line, for a pipe; `nil` between epochs.
  public var epochSummary: String?

  /// A named figure such as accuracy.
  public struct Metric: Codable, Sendable, Equatable {
    /// What the figure is called: "accuracy".
    public var name: String
    /// The figure.
    public var value: Double

    /// Creates a named figure.
    public init(_ name: String, _ value: Double) {
      self.name = name
      self.value = value
    }
  }

  /// Creates a progress report; epochs and steps count from 1.
  public init(
    epoch: Int, epochs: Int, step: Int, steps: Int, loss: Double? = nil, metrics: [Metric] = [],
    secondsLeft: Double? = nil, epochSummary: String? = nil
  ) {
    self.epoch = epoch
    self.epochs = epochs
    self.step = step
    self.steps = steps
    self.loss = loss
    self.metrics = metrics
    self.secondsLeft = secondsLeft
    self.epochSummary = epochSummary
  }
}

/// Something about the whole run that a reader must know.
public enum Notice: Codable, Sendable, Equatable {
  /// A data set was replaced by a synthetic stand-in: the report carries a banner and claims are
  /// "not checked on real data".
  case syntheticData(dataset: String, reason: String)
  /// A data file that was read: for the run information.
  case dataFile(path: String, bytes: Int, sha256: String)
  /// A data file that was looked for and not there; it would have been read.
  case missingDataFile(path: String)
  /// A training whose result an earlier run had computed to the bit, in so many seconds; when, as
  /// ISO 8601.
  case rememberedTraining(seconds: Double, made: String)
  /// The seed of the note's random numbers.
  case seed(UInt64)
  /// A number that a cell has recorded.
  case figure(RecordedFigure)
  /// A line for the run information, such as the backend and the number of threads.
  case information(name: String, value: String)
}
