// Counts the allocations of this process by replacing the C library's functions, for tests.
#pragma once

/// Whether allocations are counted at all: not under a sanitizer, which replaces the functions
/// itself, and not with other C libraries than glibc.
int allocation_count_works(void);

/// Counts from 0.
void allocation_count_begin(void);

/// Stops counting. `own` is what this program and the Swift runtime asked for, `foreign` what other
/// libraries did.
void allocation_count_end(long *own, long *foreign);
