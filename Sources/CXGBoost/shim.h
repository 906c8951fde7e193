// SPDX-License-Identifier: Apache-2.0
#include <xgboost/c_api.h>
