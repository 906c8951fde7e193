#include "CFITSShim.h"
