#include "trial.h"

#include <string.h>

// The one that tests edit.
char *trial_mark(void) { return strdup("mark one"); }

long trial_stray(void) {
    volatile long *nowhere = (volatile long *)64;
    *nowhere = 1;
    return 1;
}
