// What the OneDNN backend uses of oneDNN, the same for versions 2.6 and 3.
//
// The two differ in how a primitive is described (an operation descriptor in 2, one call in 3);
// everything else is called directly. Each function returns the library's status.
#pragma once

#include <dnnl.h>
#include <stddef.h>

/// The kinds of convolution.
typedef enum {
  onednn_convolution_forward,
  onednn_convolution_input_gradient,
  onednn_convolution_kernel_gradient,
} onednn_convolution_kind;

/// A convolution of images [batch, channels, height, width], all sizes of one.
typedef struct {
  dnnl_dim_t source[4];
  dnnl_dim_t kernel[4];
  dnnl_dim_t target[4];
  dnnl_dim_t strides[2];
  dnnl_dim_t padding_before[2];
  dnnl_dim_t padding_after[2];
  dnnl_format_tag_t source_tag;
  dnnl_format_tag_t kernel_tag;
  dnnl_format_tag_t target_tag;
} onednn_convolution;

/// A float32 memory descriptor of four axes.
#if DNNL_VERSION_MAJOR >= 3
static inline dnnl_status_t onednn_describe(
    dnnl_memory_desc_t *result, const dnnl_dim_t *sizes, dnnl_format_tag_t tag) {
  return dnnl_memory_desc_create_with_tag(result, 4, sizes, dnnl_f32, tag);
}
static inline void onednn_forget(dnnl_memory_desc_t *descriptor) {
  dnnl_memory_desc_destroy(*descriptor);
}
typedef dnnl_memory_desc_t onednn_descriptor;
#define ONEDNN_DESCRIPTOR(d) (d)
#else
static inline dnnl_status_t onednn_describe(
    dnnl_memory_desc_t *result, const dnnl_dim_t *sizes, dnnl_format_tag_t tag) {
  return dnnl_memory_desc_init_by_tag(result, 4, sizes, dnnl_f32, tag);
}
static inline void onednn_forget(dnnl_memory_desc_t *descriptor) { (void)descriptor; }
typedef dnnl_memory_desc_t onednn_descriptor;
#define ONEDNN_DESCRIPTOR(d) (&(d))
#endif

/// A convolution ready to run, with scratch memory of the caller's; direct algorithm, because
/// Winograd's, which the library may choose, is significantly less accurate.
static inline dnnl_status_t onednn_create_convolution(
    onednn_convolution_kind kind, const onednn_convolution *c, dnnl_engine_t engine,
    dnnl_primitive_t *primitive, size_t *scratch_bytes) {
  onednn_descriptor source, kernel, target;
  dnnl_status_t status = onednn_describe(&source, c->source, c->source_tag);
  if (status != dnnl_success) return status;
  status = onednn_describe(&kernel, c->kernel, c->kernel_tag);
  if (status != dnnl_success) return status;
  status = onednn_describe(&target, c->target, c->target_tag);
  if (status != dnnl_success) return status;
  dnnl_primitive_attr_t attributes;
  status = dnnl_primitive_attr_create(&attributes);
  if (status != dnnl_success) return status;
  dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user);
  const dnnl_dim_t dilation[2] = {0, 0};
  dnnl_primitive_desc_t description = NULL;
#if DNNL_VERSION_MAJOR >= 3
  dnnl_primitive_desc_t hint = NULL;
  if (kind != onednn_convolution_forward) {
    status = dnnl_convolution_forward_primitive_desc_create(
        &hint, engine, dnnl_forward_training, dnnl_convolution_direct, source, kernel, NULL,
        target, c->strides, dilation, c->padding_before, c->padding_after, NULL);
    if (status != dnnl_success) return status;
  }
  if (kind == onednn_convolution_forward) {
    status = dnnl_convolution_forward_primitive_desc_create(
        &description, engine, dnnl_forward_training, dnnl_convolution_direct, source, kernel, NULL,
        target, c->strides, dilation, c->padding_before, c->padding_after, attributes);
  } else if (kind == onednn_convolution_input_gradient) {
    status = dnnl_convolution_backward_data_primitive_desc_create(
        &description, engine, dnnl_convolution_direct, source, kernel, target, c->strides,
        dilation, c->padding_before, c->padding_after, hint, attributes);
  } else {
    status = dnnl_convolution_backward_weights_primitive_desc_create(
        &description, engine, dnnl_convolution_direct, source, kernel, NULL, target, c->strides,
        dilation, c->padding_before, c->padding_after, hint, attributes);
  }
  if (hint) dnnl_primitive_desc_destroy(hint);
#else
  dnnl_convolution_desc_t operation;
  dnnl_primitive_desc_t hint = NULL;
  if (kind != onednn_convolution_forward) {
    dnnl_convolution_desc_t forward;
    status = dnnl_dilated_convolution_forward_desc_init(
        &forward, dnnl_forward_training, dnnl_convolution_direct, &source, &kernel, NULL, &target,
        c->strides, dilation, c->padding_before, c->padding_after);
    if (status == dnnl_success)
      status = dnnl_primitive_desc_create(&hint, &forward, NULL, engine, NULL);
    if (status != dnnl_success) hint = NULL;
  }
  if (kind == onednn_convolution_forward) {
    status = dnnl_dilated_convolution_forward_desc_init(
        &operation, dnnl_forward_training, dnnl_convolution_direct, &source, &kernel, NULL,
        &target, c->strides, dilation, c->padding_before, c->padding_after);
  } else if (kind == onednn_convolution_input_gradient) {
    status = dnnl_dilated_convolution_backward_data_desc_init(
        &operation, dnnl_convolution_direct, &source, &kernel, &target, c->strides, dilation,
        c->padding_before, c->padding_after);
  } else {
    status = dnnl_dilated_convolution_backward_weights_desc_init(
        &operation, dnnl_convolution_direct, &source, &kernel, NULL, &target, c->strides, dilation,
        c->padding_before, c->padding_after);
  }
  if (status == dnnl_success)
    status = dnnl_primitive_desc_create(&description, &operation, attributes, engine, hint);
  if (hint) dnnl_primitive_desc_destroy(hint);
#endif
  if (status == dnnl_success) {
#if DNNL_VERSION_MAJOR >= 3
    const_dnnl_memory_desc_t scratch =
        dnnl_primitive_desc_query_md(description, dnnl_query_scratchpad_md, 0);
#else
    const dnnl_memory_desc_t *scratch =
        dnnl_primitive_desc_query_md(description, dnnl_query_scratchpad_md, 0);
#endif
    *scratch_bytes = scratch ? dnnl_memory_desc_get_size(scratch) : 0;
    status = dnnl_primitive_create(primitive, description);
    dnnl_primitive_desc_destroy(description);
  }
  dnnl_primitive_attr_destroy(attributes);
  onednn_forget(&source);
  onednn_forget(&kernel);
  onednn_forget(&target);
  return status;
}

/// A memory object over no memory yet: a handle is set before each execution.
static inline dnnl_status_t onednn_create_memory(
    dnnl_memory_t *memory, const dnnl_dim_t *sizes, dnnl_format_tag_t tag, dnnl_engine_t engine) {
  onednn_descriptor descriptor;
  dnnl_status_t status = onednn_describe(&descriptor, sizes, tag);
  if (status != dnnl_success) return status;
  status = dnnl_memory_create(memory, ONEDNN_DESCRIPTOR(descriptor), engine, DNNL_MEMORY_NONE);
  onednn_forget(&descriptor);
  return status;
}

/// The same for scratch memory of a number of bytes.
static inline dnnl_status_t onednn_create_scratch(
    dnnl_memory_t *memory, size_t bytes, dnnl_engine_t engine) {
  onednn_descriptor descriptor;
  const dnnl_dim_t size[1] = {(dnnl_dim_t)bytes};
#if DNNL_VERSION_MAJOR >= 3
  dnnl_status_t status = dnnl_memory_desc_create_with_tag(&descriptor, 1, size, dnnl_u8, dnnl_a);
#else
  dnnl_status_t status = dnnl_memory_desc_init_by_tag(&descriptor, 1, size, dnnl_u8, dnnl_a);
#endif
  if (status != dnnl_success) return status;
  status = dnnl_memory_create(memory, ONEDNN_DESCRIPTOR(descriptor), engine, DNNL_MEMORY_NONE);
  onednn_forget(&descriptor);
  return status;
}

/// The memory objects of one convolution: source, kernel, target, scratch.
static inline dnnl_status_t onednn_create_memories(
    const onednn_convolution *c, size_t scratch_bytes, dnnl_engine_t engine,
    dnnl_memory_t *memories) {
  dnnl_status_t status = onednn_create_memory(&memories[0], c->source, c->source_tag, engine);
  if (status != dnnl_success) return status;
  status = onednn_create_memory(&memories[1], c->kernel, c->kernel_tag, engine);
  if (status != dnnl_success) return status;
  status = onednn_create_memory(&memories[2], c->target, c->target_tag, engine);
  if (status != dnnl_success) return status;
  return onednn_create_scratch(&memories[3], scratch_bytes, engine);
}

/// Names of layouts, which the headers define as aliases that Swift does not see.
static inline dnnl_format_tag_t onednn_dense(void) { return dnnl_nchw; }
static inline dnnl_format_tag_t onednn_channel_blocks(void) { return dnnl_nChw16c; }
static inline dnnl_format_tag_t onednn_kernel_blocks(void) { return dnnl_OIhw16i16o; }
static inline dnnl_format_tag_t onednn_transposed_kernel_blocks(void) { return dnnl_OIhw16o16i; }
static inline dnnl_format_tag_t onednn_first_kernel_blocks(void) { return dnnl_Ohwi16o; }
