// SPDX-License-Identifier: Apache-2.0
// What Swift cannot import from libxml2: the SAX2 handler table, variadic errors, and our rules for documents from outside.
#ifndef SECCHI_CXMLSHIM_H
#define SECCHI_CXMLSHIM_H

typedef struct secchi_xml secchi_xml;

/// An attribute with its local name; the value is not terminated.
typedef struct {
    const char *name;
    const char *value;
    int length;
} secchi_xml_attribute;

/// Called with local names, whatever namespace or prefix the document uses.
typedef struct {
    void (*start)(void *user, const char *name, const secchi_xml_attribute *attributes, int count);
    void (*end)(void *user, const char *name);
    void (*text)(void *user, const char *bytes, int length);
} secchi_xml_events;

/// A push parser that reads no DTD, no external entity and nothing from the network. Entities declared in the document itself
/// are put in where they are plain text of at most 4096 bytes and their sum stays below 1 MiB; others are an error.
secchi_xml *secchi_xml_new(const secchi_xml_events *events, void *user);
void secchi_xml_free(secchi_xml *xml);

/// Feeds bytes; `last` at the end of the document. Returns 0, or nonzero once the document is not well-formed.
int secchi_xml_feed(secchi_xml *xml, const char *bytes, int size, int last);

/// The first error and its line; NULL and 0 if there was none.
const char *secchi_xml_reason(const secchi_xml *xml);
int secchi_xml_line(const secchi_xml *xml);
/// The line that is being read.
int secchi_xml_current_line(const secchi_xml *xml);
/// The encoding the document declares or shows, NULL if it does not.
const char *secchi_xml_encoding(const secchi_xml *xml);
/// Whether the document declares entities of its own.
int secchi_xml_has_entities(const secchi_xml *xml);

#endif
