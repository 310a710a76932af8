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

int on_exit(void (*handler)(int status, void *argument), void *argument);
int pthread_getattr_np(pthread_t thread, pthread_attr_t *attributes);

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
