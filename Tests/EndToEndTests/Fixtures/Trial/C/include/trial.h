#ifndef TRIAL_H
#define TRIAL_H

char *trial_mark(void);
long trial_stray(void);

#endif
