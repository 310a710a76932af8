internal import Glibc

/// A signal's name and what it means for a cell.
struct SignalName {
  let symbol: String
  let meaning: String

  init(_ number: Int32) {
    (symbol, meaning) =
      switch number {
      case SIGILL: ("SIGILL", "an invalid instruction")
      case SIGTRAP: ("SIGTRAP", "a trap")
      case SIGSEGV: ("SIGSEGV", "an access to memory that is not there")
      case SIGBUS: ("SIGBUS", "an access to memory that cannot be read")
      case SIGFPE: ("SIGFPE", "an arithmetic error")
      case SIGABRT: ("SIGABRT", "a call of 'abort'")
      case SIGPIPE: ("SIGPIPE", "writing to a pipe that nobody reads")
      case SIGSYS: ("SIGSYS", "a system call that is not allowed")
      case SIGQUIT: ("SIGQUIT", "a request to quit")
      case SIGTERM: ("SIGTERM", "a request to terminate")
      case SIGINT: ("SIGINT", "an interruption")
      case SIGHUP: ("SIGHUP", "a hang-up")
      case SIGALRM: ("SIGALRM", "an alarm clock")
      case SIGXCPU: ("SIGXCPU", "a limit of processor time")
      case SIGXFSZ: ("SIGXFSZ", "a limit of file size")
      case SIGKILL: ("SIGKILL", "a kill")
      default: ("signal \(number)", String(cString: strsignal(number)))
      }
  }
}
