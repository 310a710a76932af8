internal import CLinux

// The functions of the C library that lie in no shared library, so that a cell could not be loaded
// that calls them: `libc_nonshared.a` puts a copy of its own into every program. Cells find these
// here.

private typealias ExitHandlerFunction = @convention(c) (UnsafeMutableRawPointer?) -> Void

/// `atexit`: has a function called when a cell calls `exit`. A kernel that is not needed any more
/// is ended without that.
@_cdecl("atexit")
public func callAtExit(_ handler: @convention(c) () -> Void) -> Int32 {
  __cxa_atexit(unsafeBitCast(handler, to: ExitHandlerFunction.self), nil, nil)
}

/// `at_quick_exit`: the same for `quick_exit`.
@_cdecl("at_quick_exit")
public func callAtQuickExit(_ handler: @convention(c) () -> Void) -> Int32 {
  __cxa_at_quick_exit(unsafeBitCast(handler, to: ExitHandlerFunction.self), nil)
}

/// `pthread_atfork`: has functions called around every fork, those of snapshots among them.
@_cdecl("pthread_atfork")
public func callAtFork(
  _ prepare: (@convention(c) () -> Void)?, _ parent: (@convention(c) () -> Void)?,
  _ child: (@convention(c) () -> Void)?
) -> Int32 {
  __register_atfork(prepare, parent, child, nil)
}
