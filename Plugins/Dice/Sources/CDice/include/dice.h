// Dice that fall the same way after the same seed.
#ifndef DICE_H
#define DICE_H

#include <stdint.h>

int64_t roll(int32_t count, int32_t sides);

// A list is memory from malloc, and the last parameter says how many are in it; the caller frees it.
int32_t *roll_each(int32_t count, int32_t sides, int64_t *rolled);

// Text comes from malloc as well. What came in is the caller's.
char *roll_text(const char *dice);

void shake(uint64_t seed);

#endif
