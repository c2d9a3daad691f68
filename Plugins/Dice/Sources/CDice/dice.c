#include "dice.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

// More dice than anybody has: a text that asks for a billion must not hold up the game.
enum { most_dice = 1000 };

static uint64_t state;

// SplitMix64 (Steele, Lea and Flood, 2014).
static uint64_t next(void) {
    if (state == 0) state = (uint64_t)time(NULL);
    uint64_t z = state += 0x9E3779B97F4A7C15;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
}

static int32_t one(int32_t sides) { return sides < 1 ? 0 : (int32_t)(next() % (uint64_t)sides) + 1; }

static int32_t dice_in(int32_t count) { return count < 0 ? 0 : count > most_dice ? most_dice : count; }

void shake(uint64_t seed) { state = seed; }

int64_t roll(int32_t count, int32_t sides) {
    int64_t sum = 0;
    for (int32_t i = 0; i < dice_in(count); i++) sum += one(sides);
    return sum;
}

int32_t *roll_each(int32_t count, int32_t sides, int64_t *rolled) {
    *rolled = dice_in(count);
    int32_t *dice = calloc((size_t)*rolled + 1, sizeof *dice);
    for (int64_t i = 0; dice && i < *rolled; i++) dice[i] = one(sides);
    if (!dice) *rolled = 0;
    return dice;
}

char *roll_text(const char *dice) {
    int32_t count = 1, sides = 6, bonus = 0;
    if (sscanf(dice, "%dd%d%d", &count, &sides, &bonus) < 2) return strdup("no dice");
    int64_t rolled, sum = bonus;
    int32_t *each = roll_each(count, sides, &rolled);
    // Each die takes at most ten digits and " + ".
    size_t size = 14 * (size_t)rolled + 64, used = 0;
    char *text = malloc(size);
    if (text && each) {
        for (int64_t i = 0; i < rolled; i++) {
            used += (size_t)snprintf(text + used, size - used, "%s%d", i ? " + " : "", each[i]);
            sum += each[i];
        }
        const char *sign = bonus < 0 ? " - " : " + ";
        if (bonus) used += (size_t)snprintf(text + used, size - used, "%s%lld", sign, llabs(bonus));
        snprintf(text + used, size - used, " = %lld", (long long)sum);
    }
    free(each);
    return text;
}
