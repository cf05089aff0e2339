#include "CKernels.h"

#if defined(__x86_64__)

/* AVX2 and fused multiply-add: 16 registers of 4 lanes. */
#pragma clang attribute push(__attribute__((target("arch=x86-64-v3"))), apply_to = function)

#define LEVEL ck_level_avx2
#define LEVEL_NAME "x86-64-v3"
#define TILE_ROWS 2
#define TILE_NEURONS 2

#include "level.h"

#pragma clang attribute pop

#endif
