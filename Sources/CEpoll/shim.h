// Linux's queue of descriptors that have become ready, which Swift's Glibc module leaves out.
#include <sys/epoll.h>
