#ifndef SOURCEKITD_FUNCTIONS_H
#define SOURCEKITD_FUNCTIONS_H

#include <stdbool.h>
#include <stdint.h>

/* The functions of libsourcekitdInProc that are used, as types: the library belongs to the toolchain that
   compiles cells, which is known only when the tool runs, and is loaded then. Their meaning is told in the
   toolchain's SourceKit/sourcekitd.h. */

typedef struct {
  uint64_t data[3];
} sourcekitd_variant;

typedef void (*sourcekitd_initialize_function)(void);
typedef void *_Nullable (*sourcekitd_request_create_from_yaml_function)(
    const char *_Nonnull yaml, char *_Nullable *_Nullable error);
typedef void (*sourcekitd_request_release_function)(void *_Nonnull request);
typedef void *_Nullable (*sourcekitd_send_request_sync_function)(void *_Nonnull request);
typedef bool (*sourcekitd_response_is_error_function)(void *_Nonnull response);
typedef const char *_Nullable (*sourcekitd_response_error_get_description_function)(
    void *_Nonnull response);
typedef sourcekitd_variant (*sourcekitd_response_get_value_function)(void *_Nonnull response);
typedef char *_Nullable (*sourcekitd_variant_json_description_copy_function)(sourcekitd_variant value);
typedef void (*sourcekitd_response_dispose_function)(void *_Nonnull response);

#endif
