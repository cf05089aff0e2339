/* Whatever the compiler takes for granted: SSE2 on x86-64, NEON on arm64. */

#define LEVEL ck_level_baseline
#define LEVEL_NAME "baseline"
#define TILE_ROWS 2
#define TILE_NEURONS 2

#include "level.h"
