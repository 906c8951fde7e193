// SPDX-License-Identifier: Apache-2.0
// What Swift cannot import of libcurl: its variadic setters and getters, one typed function for each kind of value.
#ifndef CCURLSHIM_H
#define CCURLSHIM_H

#include <curl/curl.h>

CURLcode secchi_curl_set_long(CURL *handle, CURLoption option, long value);
CURLcode secchi_curl_set_size(CURL *handle, CURLoption option, curl_off_t value);
CURLcode secchi_curl_set_text(CURL *handle, CURLoption option, const char *value);
CURLcode secchi_curl_set_pointer(CURL *handle, CURLoption option, void *value);

#endif
