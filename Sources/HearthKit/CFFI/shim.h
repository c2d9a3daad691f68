// libffi, as Swift is to see it: its types are global variables there, which are functions here.
#ifndef HEARTH_CFFI_H
#define HEARTH_CFFI_H

#include <ffi.h>

static inline ffi_type *hearth_ffi_void(void) { return &ffi_type_void; }
static inline ffi_type *hearth_ffi_sint8(void) { return &ffi_type_sint8; }
static inline ffi_type *hearth_ffi_sint16(void) { return &ffi_type_sint16; }
static inline ffi_type *hearth_ffi_sint32(void) { return &ffi_type_sint32; }
static inline ffi_type *hearth_ffi_sint64(void) { return &ffi_type_sint64; }
static inline ffi_type *hearth_ffi_uint8(void) { return &ffi_type_uint8; }
static inline ffi_type *hearth_ffi_uint16(void) { return &ffi_type_uint16; }
static inline ffi_type *hearth_ffi_uint32(void) { return &ffi_type_uint32; }
static inline ffi_type *hearth_ffi_uint64(void) { return &ffi_type_uint64; }
static inline ffi_type *hearth_ffi_float(void) { return &ffi_type_float; }
static inline ffi_type *hearth_ffi_double(void) { return &ffi_type_double; }
static inline ffi_type *hearth_ffi_pointer(void) { return &ffi_type_pointer; }

static inline ffi_status hearth_ffi_prepare(ffi_cif *cif, unsigned int count, ffi_type *result, ffi_type **arguments) {
    return ffi_prep_cif(cif, FFI_DEFAULT_ABI, count, result, arguments);
}

static inline void hearth_ffi_call(ffi_cif *cif, const void *function, void *result, void **arguments) {
    ffi_call(cif, (void (*)(void))function, result, arguments);
}

#endif
