/// A moment as year, month, day and time of day, in UTC and the Gregorian calendar.
///
/// The conversion from and to days is that of Howard Hinnant, "chrono-Compatible Low-Level Date
/// Algorithms".
struct CivilTime: Equatable {
  var year: Int
  /// 1 to 12.
  var month: Int
  /// 1 to 31.
  var day: Int
  /// Seconds since midnight.
  var seconds: Double

  init(year: Int, month: Int, day: Int, seconds: Double = 0) {
    self.year = year
    self.month = month
    self.day = day
    self.seconds = seconds
  }

  /// The moment so many seconds after the beginning of 1970.
  init(secondsSince1970 time: Double) {
    let midnight = (time / 86_400).rounded(.down)
    seconds = time - midnight * 86_400
    let days = Int(saturating: min(max(midnight, -1e12), 1e12)) + 719_468
    let era = (days >= 0 ? days : days - 146_096) / 146_097
    let dayOfEra = days - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shifted + 2) / 5 + 1
    month = shifted < 10 ? shifted + 3 : shifted - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Seconds since the beginning of 1970.
  var secondsSince1970: Double {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Double(era * 146_097 + dayOfEra - 719_468) * 86_400 + seconds
  }

  /// Reads a date or a date with a time as ISO 8601 writes them: `2024-03-01`, `2024-03-01T12:30`,
  /// `2024-03-01 12:30:05.25Z`, `2024-03-01T12:30+02:00`; `nil` for anything else.
  init?(_ text: String) {
    let pattern =
      /(\d{4})-(\d{2})(?:-(\d{2}))?(?:[T ](\d{2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?(Z|[+-]\d{2}:?\d{2})?)?/
    guard let match = text.wholeMatch(of: pattern)?.output, let year = Int(match.1, radix: 10),
      let month = Int(match.2, radix: 10), (1...12).contains(month)
    else { return nil }
    let day = match.3.flatMap { Int($0, radix: 10) } ?? 1
    let hour = match.4.flatMap { Int($0, radix: 10) } ?? 0
    let minute = match.5.flatMap { Int($0, radix: 10) } ?? 0
    let second = match.6.flatMap { Double($0) } ?? 0
    guard day >= 1, day <= Self.days(inMonth: month, of: year), hour < 24, minute < 60, second < 60
    else { return nil }
    let zone = Self.secondsEast(match.7)
    let local = CivilTime(
      year: year, month: month, day: day, seconds: Double(hour * 3600 + minute * 60) + second)
    self.init(secondsSince1970: local.secondsSince1970 - zone)
  }

  /// How far a zone such as `+02:00` is ahead of UTC.
  private static func secondsEast(_ text: Substring?) -> Double {
    guard let text, text != "Z" else { return 0 }
    let digits = text.dropFirst().filter { $0 != ":" }
    guard let hours = Int(digits.prefix(2), radix: 10),
      let minutes = Int(digits.suffix(2), radix: 10)
    else { return 0 }
    return Double(hours * 3600 + minutes * 60) * (text.hasPrefix("-") ? -1 : 1)
  }

  private static func days(inMonth month: Int, of year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }
}

extension CivilTime {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  var monthName: String { Self.months[min(max(month, 1), 12) - 1] }

  /// `2024-03-01`.
  var date: String {
    (year < 0 ? "-" : "") + Self.padded(Int(year.magnitude), 4) + "-" + Self.padded(month, 2) + "-"
      + Self.padded(day, 2)
  }

  /// `12:30`, `12:30:05` or `12:30:05.25`, as exact as the time is, to the microsecond.
  var timeOfDay: String {
    let microseconds = Int(saturating: seconds * 1e6)
    let (whole, rest) = (microseconds / 1_000_000, microseconds % 1_000_000)
    var text = Self.padded(whole / 3600, 2) + ":" + Self.padded(whole / 60 % 60, 2)
    if whole % 60 != 0 || rest != 0 { text += ":" + Self.padded(whole % 60, 2) }
    if rest != 0 {
      var fraction = Self.padded(rest, 6)
      while fraction.hasSuffix("0") { fraction.removeLast() }
      text += "." + fraction
    }
    return text
  }

  /// The date, and the time of day where it is not midnight.
  var text: String { seconds < 0.000_000_5 ? date : date + " " + timeOfDay }

  private static func padded(_ number: Int, _ length: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(length - text.count, 0)) + text
  }
}
