// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "CCurlShim.h"

#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

CURLcode secchi_curl_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

CURLcode secchi_curl_set_size(CURL *handle, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(handle, option, value);
}

CURLcode secchi_curl_set_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

CURLcode secchi_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
    return curl_easy_setopt(handle, option, value);
}

CURLcode secchi_curl_set_callbacks(
    CURL *handle, secchi_curl_receiver body, secchi_curl_receiver header, secchi_curl_opener opener, void *user) {
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, body);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, user);
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, header);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, user);
    curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, user);
    return curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, opener);
}

static int note_excess(CURL *handle, curl_infotype kind, char *text, size_t size, void *flag) {
    (void)handle;
    if (kind == CURLINFO_TEXT && size >= 12 && memcmp(text, "Excess found", 12) == 0) *(int *)flag = 1;
    return 0;
}

CURLcode secchi_curl_watch_excess(CURL *handle, int *flag) {
    curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, note_excess);
    curl_easy_setopt(handle, CURLOPT_DEBUGDATA, flag);
    return curl_easy_setopt(handle, CURLOPT_VERBOSE, 1L);
}

long secchi_curl_get_long(CURL *handle, CURLINFO info) {
    long value = 0;
    return curl_easy_getinfo(handle, info, &value) == CURLE_OK ? value : 0;
}

curl_off_t secchi_curl_get_size(CURL *handle, CURLINFO info) {
    curl_off_t value = -1;
    return curl_easy_getinfo(handle, info, &value) == CURLE_OK ? value : -1;
}

CURLMcode secchi_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}

CURL *secchi_curl_finished(CURLM *multi, CURLcode *result) {
    int left = 0;
    CURLMsg *message;
    while ((message = curl_multi_info_read(multi, &left))) {
        if (message->msg == CURLMSG_DONE) {
            *result = message->data.result;
            return message->easy_handle;
        }
    }
    return NULL;
}

int secchi_curl_address(const struct curl_sockaddr *address, unsigned char bytes[16]) {
    if (address->family == AF_INET && address->addrlen >= sizeof(struct sockaddr_in)) {
        struct sockaddr_in four;
        memcpy(&four, &address->addr, sizeof four);
        memcpy(bytes, &four.sin_addr, 4);
        return 4;
    }
    if (address->family == AF_INET6 && address->addrlen >= sizeof(struct sockaddr_in6)) {
        struct sockaddr_in6 six;
        memcpy(&six, (const void *)&address->addr, sizeof six);
        memcpy(bytes, &six.sin6_addr, 16);
        return 16;
    }
    return 0;
}

curl_socket_t secchi_curl_socket(const struct curl_sockaddr *address) {
    int made = socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    return made < 0 ? CURL_SOCKET_BAD : made;
}
