// Stores that go to memory without passing through the caches, for which Swift has no word.
#pragma once

#include <stddef.h>
#include <string.h>
#if defined(__x86_64__)
#include <emmintrin.h>
#endif

/// Whether streaming_copy differs from a plain copy on this processor.
static inline int streaming_is_available(void) {
#if defined(__x86_64__)
  return 1;
#else
  return 0;
#endif
}

/// Copies floats; the target begins at a multiple of 16 bytes, the count is a multiple of 4.
static inline void streaming_copy(float *target, const float *source, size_t count) {
#if defined(__x86_64__)
  for (size_t i = 0; i < count; i += 4) _mm_stream_ps(target + i, _mm_loadu_ps(source + i));
#else
  memcpy(target, source, count * sizeof(float));
#endif
}

/// Makes what has been streamed visible to other threads before anything that follows.
static inline void streaming_finish(void) {
#if defined(__x86_64__)
  _mm_sfence();
#endif
}
