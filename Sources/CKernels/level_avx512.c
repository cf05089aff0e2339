#include "CKernels.h"

#if defined(__x86_64__)

/* AVX-512: 32 registers of 8 lanes; the width asks for whole registers. */
#pragma clang attribute push(__attribute__((target("arch=x86-64-v4"))), apply_to = function)
#pragma clang attribute push(__attribute__((min_vector_width(512))), apply_to = function)

#define LEVEL ck_level_avx512
#define LEVEL_NAME "x86-64-v4"
#define TILE_ROWS 4
#define TILE_NEURONS 4

#include "level.h"

#pragma clang attribute pop
#pragma clang attribute pop

#endif
