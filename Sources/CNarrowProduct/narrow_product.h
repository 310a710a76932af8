// Products of a large matrix and a narrow one, of 17 to 32 columns. They read much for what they
// compute, so the large matrix is read in place, once, and fetched ahead; a library first copies
// it. C because Swift has no word for fetching ahead.
#pragma once

#include <stddef.h>
#include <string.h>

#if defined(__x86_64__)

#define NARROW_INLINE static inline __attribute__((always_inline, target("avx512f")))

/// Sixteen floats, a register, at any address.
typedef float narrow_lanes __attribute__((vector_size(64), aligned(4)));

/// Whether this processor has the registers for it.
static inline int narrow_product_is_available(void) {
  return __builtin_cpu_supports("avx512f");
}

/// The most rows of a result that fit into the registers beside what is multiplied.
enum { narrow_rows = 13, narrow_weight_rows = 14, narrow_block = 128, narrow_panel = 28 * 14 };

/// Adds to `count` rows of sums the products of as many rows, or columns, of A with B. `count` and
/// one of the steps, which is 1, are constants, so that the sums stay in registers. Whoever comes to
/// a line of A first fetches the one that is `ahead` floats behind it.
NARROW_INLINE void narrow_tile(
    int count, size_t depth, const float *a, size_t row_step, size_t depth_step, size_t ahead,
    const float *b, size_t b_stride, narrow_lanes sums[][2]) {
  for (size_t k = 0; k < depth; k++) {
    narrow_lanes low = *(const narrow_lanes *)(b + k * b_stride);
    narrow_lanes high = *(const narrow_lanes *)(b + k * b_stride + 16);
#pragma clang loop unroll(full)
    for (int row = 0; row < count; row++) {
      const float *x = a + row * row_step + k * depth_step;
      if (row_step == 1 ? row == 0 : k % 16 == 0) __builtin_prefetch(x + ahead, 0, 2);
      sums[row][0] += *x * low;
      sums[row][1] += *x * high;
    }
  }
}

/// `count` rows of the result.
NARROW_INLINE void narrow_product_rows(
    int count, size_t depth, float alpha, const float *a, size_t a_stride, const float *b,
    size_t b_stride, float *c, size_t c_stride) {
  narrow_lanes sums[narrow_rows][2] = {0};
  narrow_tile(count, depth, a, a_stride, 1, count * a_stride, b, b_stride, sums);
#pragma clang loop unroll(full)
  for (int row = 0; row < count; row++) {
    *(narrow_lanes *)(c + row * c_stride) = alpha * sums[row][0];
    *(narrow_lanes *)(c + row * c_stride + 16) = alpha * sums[row][1];
  }
}

/// C = alpha * A * B: A has rows x depth, B depth x 32 elements, of which some may be padding.
static inline __attribute__((target("avx512f"))) void narrow_product(
    size_t rows, size_t depth, float alpha, const float *a, size_t a_stride, const float *b,
    size_t b_stride, float *c, size_t c_stride) {
#define NARROW_TILES(count, least) \
  for (; rows >= least; rows -= count, a += count * a_stride, c += count * c_stride) \
  narrow_product_rows(count, depth, alpha, a, a_stride, b, b_stride, c, c_stride)
  // Of few rows, equal tiles are faster than large ones and a rest.
  NARROW_TILES(narrow_rows, 60);
  NARROW_TILES(8, 8);
  NARROW_TILES(4, 4);
  NARROW_TILES(2, 2);
  NARROW_TILES(1, 1);
#undef NARROW_TILES
}

/// Adds the products of `depth` rows of A and B to `count` rows of sums.
NARROW_INLINE void narrow_gradient_rows(
    int count, size_t depth, const float *a, size_t a_stride, const float *b, size_t b_stride,
    float *sums) {
  narrow_lanes tile[narrow_weight_rows][2] = {0};
  narrow_tile(count, depth, a, 1, a_stride, narrow_block * a_stride, b, b_stride, tile);
#pragma clang loop unroll(full)
  for (int row = 0; row < count; row++) {
    *(narrow_lanes *)(sums + row * 32) += tile[row][0];
    *(narrow_lanes *)(sums + row * 32 + 16) += tile[row][1];
  }
}

/// C = alpha * A' * B + beta * C: A has depth x rows, B depth x 32 elements. Summed in blocks of
/// 128 rows of A, the same for whatever part of C is asked for.
static inline __attribute__((target("avx512f"))) void narrow_product_of_transposed(
    size_t rows, size_t depth, float alpha, const float *a, size_t a_stride, const float *b,
    size_t b_stride, float beta, float *c, size_t c_stride) {
  float sums[narrow_panel * 32];
  for (size_t first = 0; first < rows; first += narrow_panel) {
    size_t count = rows - first < narrow_panel ? rows - first : narrow_panel;
    memset(sums, 0, count * 32 * sizeof(float));
    for (size_t k = 0; k < depth; k += narrow_block) {
      size_t block = depth - k < narrow_block ? depth - k : narrow_block;
      const float *x = a + k * a_stride + first, *d = b + k * b_stride;
      size_t row = 0;
      for (; row + narrow_weight_rows <= count; row += narrow_weight_rows)
        narrow_gradient_rows(
            narrow_weight_rows, block, x + row, a_stride, d, b_stride, sums + row * 32);
      for (; row + 4 <= count; row += 4)
        narrow_gradient_rows(4, block, x + row, a_stride, d, b_stride, sums + row * 32);
      for (; row < count; row++)
        narrow_gradient_rows(1, block, x + row, a_stride, d, b_stride, sums + row * 32);
    }
    for (size_t row = 0; row < count; row++) {
      float *result = c + (first + row) * c_stride;
      for (int half = 0; half < 32; half += 16) {
        narrow_lanes product = alpha * *(narrow_lanes *)(sums + row * 32 + half);
        if (beta != 0) product += beta * *(narrow_lanes *)(result + half);
        *(narrow_lanes *)(result + half) = product;
      }
    }
  }
}

#undef NARROW_INLINE

#else

static inline int narrow_product_is_available(void) { return 0; }

static inline void narrow_product(
    size_t rows, size_t depth, float alpha, const float *a, size_t a_stride, const float *b,
    size_t b_stride, float *c, size_t c_stride) {}

static inline void narrow_product_of_transposed(
    size_t rows, size_t depth, float alpha, const float *a, size_t a_stride, const float *b,
    size_t b_stride, float beta, float *c, size_t c_stride) {}

#endif
