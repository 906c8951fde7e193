// SPDX-License-Identifier: Apache-2.0
// What Swift cannot import of libcurl: its variadic setters and getters, one typed function for each kind of value, and
// the structures that hold unions.
#ifndef CCURLSHIM_H
#define CCURLSHIM_H

#include <curl/curl.h>

typedef size_t (*secchi_curl_receiver)(char *bytes, size_t size, size_t count, void *user);
typedef curl_socket_t (*secchi_curl_opener)(void *user, curlsocktype purpose, struct curl_sockaddr *address);

CURLcode secchi_curl_set_long(CURL *handle, CURLoption option, long value);
CURLcode secchi_curl_set_size(CURL *handle, CURLoption option, curl_off_t value);
CURLcode secchi_curl_set_text(CURL *handle, CURLoption option, const char *value);
CURLcode secchi_curl_set_pointer(CURL *handle, CURLoption option, void *value);
/// Body bytes go to `body`, header lines to `header`, sockets are made by `opener`, each with `user`.
CURLcode secchi_curl_set_callbacks(
    CURL *handle, secchi_curl_receiver body, secchi_curl_receiver header, secchi_curl_opener opener, void *user);
/// Sets `*flag` to 1 when the server sends more than its Content-Length declares; libcurl itself only says so in its trace.
CURLcode secchi_curl_watch_excess(CURL *handle, int *flag);

long secchi_curl_get_long(CURL *handle, CURLINFO info);
curl_off_t secchi_curl_get_size(CURL *handle, CURLINFO info);

CURLMcode secchi_curl_multi_set_long(CURLM *multi, CURLMoption option, long value);
/// Takes one finished transfer: its handle and how it ended; NULL when there is none.
CURL *secchi_curl_finished(CURLM *multi, CURLcode *result);

/// Copies the bytes of an IPv4 or IPv6 address in network order; 4, 16, or 0 for another family.
int secchi_curl_address(const struct curl_sockaddr *address, unsigned char bytes[16]);
curl_socket_t secchi_curl_socket(const struct curl_sockaddr *address);

#endif
