// The system's zlib: zlib1g-dev, or macOS's own.
#include <zlib.h>
