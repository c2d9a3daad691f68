#ifndef TRIAL_H
#define TRIAL_H

char *trial_mark(void);

#endif
