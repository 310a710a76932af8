#define _GNU_SOURCE
#include "AllocationCount.h"

#if defined(__has_feature)
#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#include <stdlib.h>

#if defined(__GLIBC__) && !defined(SANITIZED)

#include <errno.h>
#include <link.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>

void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);
void *__libc_memalign(size_t, size_t);

static atomic_int counting;
static atomic_long own_count, foreign_count;
// Where the code of this program and of the Swift runtime lies.
static uintptr_t first[32], last[32];
static int ranges;

static int note_ranges(struct dl_phdr_info *info, size_t size, void *data) {
  (void)size;
  (void)data;
  int is_own = info->dlpi_name[0] == 0 || strstr(info->dlpi_name, "/libswift") != NULL;
  if (!is_own) return 0;
  for (int i = 0; i < info->dlpi_phnum && ranges < 32; i++) {
    const ElfW(Phdr) *header = &info->dlpi_phdr[i];
    if (header->p_type != PT_LOAD || !(header->p_flags & PF_X)) continue;
    first[ranges] = info->dlpi_addr + header->p_vaddr;
    last[ranges++] = info->dlpi_addr + header->p_vaddr + header->p_memsz;
  }
  return 0;
}

static void count(void *caller) {
  if (!atomic_load_explicit(&counting, memory_order_relaxed)) return;
  for (int i = 0; i < ranges; i++) {
    if ((uintptr_t)caller >= first[i] && (uintptr_t)caller < last[i]) {
      atomic_fetch_add(&own_count, 1);
      return;
    }
  }
  atomic_fetch_add(&foreign_count, 1);
}

void *malloc(size_t size) {
  count(__builtin_return_address(0));
  return __libc_malloc(size);
}

void *calloc(size_t number, size_t size) {
  count(__builtin_return_address(0));
  return __libc_calloc(number, size);
}

void *realloc(void *memory, size_t size) {
  count(__builtin_return_address(0));
  return __libc_realloc(memory, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
  count(__builtin_return_address(0));
  return __libc_memalign(alignment, size);
}

void *memalign(size_t alignment, size_t size) {
  count(__builtin_return_address(0));
  return __libc_memalign(alignment, size);
}

int posix_memalign(void **memory, size_t alignment, size_t size) {
  count(__builtin_return_address(0));
  if (alignment < sizeof(void *) || (alignment & (alignment - 1))) return EINVAL;
  void *block = __libc_memalign(alignment, size);
  if (!block) return ENOMEM;
  *memory = block;
  return 0;
}

int allocation_count_works(void) { return 1; }

void allocation_count_begin(void) {
  ranges = 0;
  dl_iterate_phdr(note_ranges, NULL);
  atomic_store(&own_count, 0);
  atomic_store(&foreign_count, 0);
  atomic_store(&counting, 1);
}

void allocation_count_end(long *own, long *foreign) {
  atomic_store(&counting, 0);
  *own = atomic_load(&own_count);
  *foreign = atomic_load(&foreign_count);
}

#else

int allocation_count_works(void) { return 0; }
void allocation_count_begin(void) {}
void allocation_count_end(long *own, long *foreign) { *own = *foreign = 0; }

#endif
