// Functions of the C library that Swift's Glibc module leaves out: those behind _GNU_SOURCE, and
// fork, which is hidden because most programs have several threads.
#include <execinfo.h>
#include <pthread.h>
#include <sys/prctl.h>
#include <unistd.h>

int on_exit(void (*handler)(int status, void *argument), void *argument);
int pthread_getattr_np(pthread_t thread, pthread_attr_t *attributes);

static inline pid_t fork_process(void) { return fork(); }

/// Asks for a signal when the parent's thread that started this process ends.
static inline int signal_at_end_of_parent(int signal) {
  return prctl(PR_SET_PDEATHSIG, signal);
}
