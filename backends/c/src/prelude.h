/* What every program needs of C: operations that C leaves undefined, written so that they are defined.
 *
 * Numbers wrap: arithmetic is done on unsigned numbers of 64 bits. Shift counts are taken modulo the width. Memory that has no
 * type (RAW_*) is read and written by memcpy, which C lets look at any object; everything else goes through the field of the
 * struct that declares it. Extensions of a compiler make programs faster, and are never needed. */
#ifndef RPY_PRELUDE_H
#define RPY_PRELUDE_H

#ifndef _DEFAULT_SOURCE
#define _DEFAULT_SOURCE 1
#endif
#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(sizeof(void *) == 8, "pointers have 64 bits");
_Static_assert((-1 >> 1) == -1, "a signed number is shifted with its sign");
_Static_assert((int64_t)UINT64_MAX == -1 && (int8_t)(uint8_t)255 == -1, "numbers are in two's complement");

#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF
#endif

#if defined(__GNUC__)
#define LIKELY(c) __builtin_expect((c), 1)
#define UNLIKELY(c) __builtin_expect((c), 0)
/* An error path: not inlined, placed apart. */
#define COLD __attribute__((cold, noinline))
#define NOINLINE __attribute__((noinline))
#define EXPORTED __attribute__((visibility("default")))
#define TRAP() __builtin_trap()
/* Differs from every other one, so that no two copies of what comes before it and behind it are made one. */
#define APART() __asm__ volatile("" : : "i"(__COUNTER__))
#define STACK_POINTER() __builtin_frame_address(0)
#else
#define LIKELY(c) (c)
#define UNLIKELY(c) (c)
#define COLD
#define NOINLINE
#define EXPORTED
#define TRAP() abort()
#define STACK_POINTER() stack_pointer(&(char){0})
static inline void *stack_pointer(char *here) { return here; }
#endif

/* Arithmetic on the type T of integers, which wraps. */
#define ADD(T, a, b) ((T)((uint64_t)(a) + (uint64_t)(b)))
#define SUB(T, a, b) ((T)((uint64_t)(a) - (uint64_t)(b)))
#define MUL(T, a, b) ((T)((uint64_t)(a) * (uint64_t)(b)))
#define NEG(T, a) ((T)(0 - (uint64_t)(a)))
#define SHL(T, a, n) ((T)((uint64_t)(a) << ((n) & (8 * sizeof(T) - 1))))
#define SHR(T, a, n) ((T)((T)(a) >> ((n) & (8 * sizeof(T) - 1))))

/* Division rounds towards zero; the most negative number by -1 wraps. The divisor is not zero. */
static inline int64_t int_div(int64_t a, int64_t b) { return b == -1 ? NEG(int64_t, a) : a / b; }
static inline int64_t int_mod(int64_t a, int64_t b) { return b == -1 ? 0 : a % b; }

/* Whether a result does not fit. */
#if defined(__GNUC__)
static inline bool add_overflows_int64(int64_t a, int64_t b) { int64_t r; return __builtin_add_overflow(a, b, &r); }
static inline bool sub_overflows_int64(int64_t a, int64_t b) { int64_t r; return __builtin_sub_overflow(a, b, &r); }
static inline bool mul_overflows_int64(int64_t a, int64_t b) { int64_t r; return __builtin_mul_overflow(a, b, &r); }
static inline bool mul_overflows_uint64(uint64_t a, uint64_t b) { uint64_t r; return __builtin_mul_overflow(a, b, &r); }
#else
static inline bool add_overflows_int64(int64_t a, int64_t b) { return b < 0 ? a < INT64_MIN - b : a > INT64_MAX - b; }
static inline bool sub_overflows_int64(int64_t a, int64_t b) { return b < 0 ? a > INT64_MAX + b : a < INT64_MIN + b; }
static inline bool mul_overflows_int64(int64_t a, int64_t b) {
    if (a == 0 || b == 0)
        return false;
    if (b == -1)
        return a == INT64_MIN;
    return MUL(int64_t, a, b) / b != a;
}
static inline bool mul_overflows_uint64(uint64_t a, uint64_t b) { return b != 0 && a > UINT64_MAX / b; }
#endif
static inline bool add_overflows_uint64(uint64_t a, uint64_t b) { return a + b < a; }
static inline bool sub_overflows_uint64(uint64_t a, uint64_t b) { return a < b; }
/* On shorter types: 64 bits hold the sum, difference or product. */
#define OVERFLOWS(T, wide) ((wide) != (T)(wide))

/* The upper half of a product. */
static inline uint64_t uint_mul_high(uint64_t a, uint64_t b) {
    uint64_t a0 = a & UINT32_MAX, a1 = a >> 32, b0 = b & UINT32_MAX, b1 = b >> 32;
    uint64_t middle = a1 * b0 + (a0 * b0 >> 32);
    uint64_t low = a0 * b1 + (middle & UINT32_MAX);
    return a1 * b1 + (middle >> 32) + (low >> 32);
}
static inline int64_t int_mul_high(int64_t a, int64_t b) {
    uint64_t high = uint_mul_high((uint64_t)a, (uint64_t)b);
    return (int64_t)(high - (a < 0 ? (uint64_t)b : 0) - (b < 0 ? (uint64_t)a : 0));
}

/* Floats: towards zero, as far as the type goes; not a number gives 0. */
static inline int64_t float_to_int(double d) {
    if (d >= 9223372036854775808.0)
        return INT64_MAX;
    if (d < -9223372036854775808.0)
        return INT64_MIN;
    return d == d ? (int64_t)d : 0;
}
static inline uint64_t float_to_uint(double d) {
    if (d >= 18446744073709551616.0)
        return UINT64_MAX;
    return d > -1.0 ? (uint64_t)d : 0;
}
static inline int64_t float_bits(double d) { int64_t i; memcpy(&i, &d, 8); return i; }
static inline double bits_float(int64_t i) { double d; memcpy(&d, &i, 8); return d; }
static inline float bits_single(uint32_t i) { float f; memcpy(&f, &i, 4); return f; }

/* Addresses. C knows sums within an object only; numbers have no such limit. */
#define ADR_ADD(a, n) ((void *)((uintptr_t)(a) + (uintptr_t)(n)))
#define ADR_DELTA(a, b) ((int64_t)((uintptr_t)(a) - (uintptr_t)(b)))
#define ADR_LT(a, b) ((uintptr_t)(a) < (uintptr_t)(b))
#define ADR_LE(a, b) ((uintptr_t)(a) <= (uintptr_t)(b))

#define RAW_ACCESS(T, name) \
    static inline T raw_load_##name(const void *a, int64_t at) { T v; memcpy(&v, ADR_ADD(a, at), sizeof v); return v; } \
    static inline void raw_store_##name(void *a, int64_t at, T v) { memcpy(ADR_ADD(a, at), &v, sizeof v); }
RAW_ACCESS(int8_t, int8)
RAW_ACCESS(int16_t, int16)
RAW_ACCESS(int32_t, int32)
RAW_ACCESS(int64_t, int64)
RAW_ACCESS(uint8_t, uint8)
RAW_ACCESS(uint16_t, uint16)
RAW_ACCESS(uint32_t, uint32)
RAW_ACCESS(uint64_t, uint64)
RAW_ACCESS(double, double)
RAW_ACCESS(float, float)
RAW_ACCESS(void *, ptr)

/* C's functions want pointers even where there is nothing to do. No object of C has more than PTRDIFF_MAX bytes: gcc warns of a larger
 * size even where nothing comes with it. */
static inline int some_bytes(size_t n) { return n - 1 < PTRDIFF_MAX; }
static inline void move_memory(void *to, const void *from, size_t n) { if (some_bytes(n)) memmove(to, from, n); }
static inline void copy_memory(void *to, const void *from, size_t n) { if (some_bytes(n)) memcpy(to, from, n); }
static inline void clear_memory(void *at, size_t n) { if (some_bytes(n)) memset(at, 0, n); }

/* Memory from C's library; NULL if there is none. No object of C has more than PTRDIFF_MAX bytes, so a larger size never gets to
 * malloc: gcc warns of one even where nothing comes with it. */
static inline void *raw_malloc(int64_t n) { return n < 0 ? NULL : malloc((size_t)n); }

/* A static object of the collector's as a T: it begins behind its header. */
#define GC_OBJECT(T, name) ((T *)((char *)&(name) + GC_HEADER))

#endif
