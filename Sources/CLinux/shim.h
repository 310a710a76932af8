// Functions of the C library that Swift's Glibc module leaves out: those behind _GNU_SOURCE, and
// fork, which is hidden because most programs have several threads.
#include <errno.h>
#include <execinfo.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <unistd.h>

/// What `atexit`, `at_quick_exit` and `pthread_atfork` of `libc_nonshared.a` call, with the library
/// whose end takes back what was registered; NULL for none.
int __cxa_atexit(void (*handler)(void *argument), void *argument, void *library);
int __cxa_at_quick_exit(void (*handler)(void *argument), void *library);
int __register_atfork(
  void (*prepare)(void), void (*parent)(void), void (*child)(void), void *library);

int on_exit(void (*handler)(int status, void *argument), void *argument);
void *memmem(const void *text, size_t count, const void *part, size_t part_count);
int pthread_getattr_np(pthread_t thread, pthread_attr_t *attributes);

typedef ssize_t stream_writer(void *cookie, const char *bytes, size_t count);
/// The `cookie_io_functions_t` of the C library.
struct stream_functions {
  void *read;
  stream_writer *write;
  void *seek;
  void *close;
};
struct _IO_FILE *fopencookie(void *cookie, const char *mode, struct stream_functions functions);

/// A stream whose text a function writes; NULL where there is no memory.
static inline struct _IO_FILE *open_writing_stream(stream_writer *write) {
  struct stream_functions functions = {NULL, write, NULL, NULL};
  return fopencookie(NULL, "w", functions);
}

static inline pid_t fork_process(void) { return fork(); }

/// Waits until a child has ended or a signal, which all threads block, has come. Returns 1 for the
/// child's end, 0 for the signal, which is taken, and -1 where the system has no such wait.
static inline int wait_for_child_or_signal(pid_t child, int signal) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, signal);
  struct pollfd sources[2] = {
    {(int)syscall(SYS_pidfd_open, child, 0), POLLIN, 0},
    {signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK), POLLIN, 0},
  };
  int result = -1;
  if (sources[0].fd >= 0 && sources[1].fd >= 0) {
    while (poll(sources, 2, -1) < 0 && errno == EINTR) {}
    struct signalfd_siginfo information;
    if (sources[0].revents)
      result = 1;
    else if (read(sources[1].fd, &information, sizeof information) == sizeof information)
      result = 0;
  }
  for (int index = 0; index < 2; index++)
    if (sources[index].fd >= 0) close(sources[index].fd);
  return result;
}

/// Asks for a signal when the parent's thread that started this process ends.
static inline int signal_at_end_of_parent(int signal) {
  return prctl(PR_SET_PDEATHSIG, signal);
}
