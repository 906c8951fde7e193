// SPDX-License-Identifier: Apache-2.0
#include "CXMLShim.h"

#include <libxml/SAX2.h>
#include <libxml/hash.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_ENTITY = 4096, MOST_EXPANSION = 1 << 20, MOST_ENTITIES = 1000, MOST_ATTRIBUTES = 64 };

struct secchi_xml {
    secchi_xml_events events;
    void *user;
    xmlParserCtxtPtr parser;
    xmlHashTablePtr entities;
    int entity_count;
    int expanded;
    int line;
    int failed;
    char reason[256];
};

static void fail(secchi_xml *xml, const char *reason, int line) {
    if (xml->failed) return;
    xml->failed = 1;
    xml->line = line;
    snprintf(xml->reason, sizeof xml->reason, "%s", reason);
    size_t length = strlen(xml->reason);
    while (length > 0 && (unsigned char)xml->reason[length - 1] <= ' ') xml->reason[--length] = 0;
    xmlStopParser(xml->parser);
}

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespaces,
                     const xmlChar **namespace_list, int count, int defaulted, const xmlChar **attributes) {
    (void)prefix, (void)uri, (void)namespaces, (void)namespace_list, (void)defaulted;
    secchi_xml *xml = context;
    if (xml->failed) return;
    secchi_xml_attribute list[MOST_ATTRIBUTES];
    int used = 0;
    for (int i = 0; i < count && used < MOST_ATTRIBUTES; i++) {
        const xmlChar **attribute = attributes + 5 * i;
        list[used].name = (const char *)attribute[0];
        list[used].value = (const char *)attribute[3];
        list[used++].length = (int)(attribute[4] - attribute[3]);
    }
    xml->events.start(xml->user, (const char *)name, list, used);
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
    (void)prefix, (void)uri;
    secchi_xml *xml = context;
    if (!xml->failed) xml->events.end(xml->user, (const char *)name);
}

static void on_text(void *context, const xmlChar *bytes, int length) {
    secchi_xml *xml = context;
    if (!xml->failed) xml->events.text(xml->user, (const char *)bytes, length);
}

static void free_entity(void *payload, const xmlChar *name) {
    (void)name;
    xmlEntityPtr entity = payload;
    xmlFree((void *)entity->name);
    xmlFree(entity->content);
    xmlFree(entity->orig);  // libxml2 leaves the text as written here
    free(entity);
}

// Plain text only: no markup and no further reference.
static int is_plain(const xmlChar *content) {
    return content && strlen((const char *)content) <= LONGEST_ENTITY && !strpbrk((const char *)content, "<&%");
}

static void on_entity(void *context, const xmlChar *name, int type, const xmlChar *public_id, const xmlChar *system_id,
                      xmlChar *content) {
    (void)public_id, (void)system_id;
    secchi_xml *xml = context;
    if (xml->failed) return;
    if (++xml->entity_count > MOST_ENTITIES) return fail(xml, "more than 1000 entities are declared", 0);
    if (type != XML_INTERNAL_GENERAL_ENTITY || !is_plain(content)) return;
    if (!xml->entities) xml->entities = xmlHashCreate(16);
    xmlEntityPtr entity = calloc(1, sizeof *entity);
    if (!entity || !xml->entities) return free(entity);
    entity->type = XML_ENTITY_DECL;
    // libxml2 hands the text of a predefined entity to `characters` as it is, and never parses it.
    entity->etype = XML_INTERNAL_PREDEFINED_ENTITY;
    entity->name = xmlStrdup(name);
    entity->content = xmlStrdup(content);
    entity->length = xmlStrlen(content);
    if (xmlHashAddEntry(xml->entities, name, entity) != 0) free_entity(entity, name);
}

static xmlEntityPtr on_reference(void *context, const xmlChar *name) {
    secchi_xml *xml = context;
    xmlEntityPtr entity = xmlGetPredefinedEntity(name);
    if (entity || xml->failed) return entity;
    char reason[160];
    entity = xml->entities ? xmlHashLookup(xml->entities, name) : NULL;
    // While the declaration is being read, libxml2 looks up what it has just declared.
    if (xml->parser->inSubset && xml->parser->instate != XML_PARSER_ATTRIBUTE_VALUE) return entity;
    if (!entity || xml->parser->instate == XML_PARSER_ATTRIBUTE_VALUE) {
        snprintf(reason, sizeof reason, "the entity &%.80s; is not declared in the document as plain text", (const char *)name);
        fail(xml, reason, secchi_xml_current_line(xml));
        return NULL;
    }
    xml->expanded += entity->length;
    if (xml->expanded > MOST_EXPANSION) {
        fail(xml, "the entities of the document expand to more than 1 MiB", secchi_xml_current_line(xml));
        return NULL;
    }
    return entity;
}

static xmlParserInputPtr no_input(void *context, const xmlChar *public_id, const xmlChar *system_id) {
    (void)context, (void)public_id, (void)system_id;
    return NULL;
}

static xmlEntityPtr no_parameter_entity(void *context, const xmlChar *name) {
    (void)context, (void)name;
    return NULL;
}

#if LIBXML_VERSION >= 21200
static void on_error(void *context, const xmlError *error) {
#else
static void on_error(void *context, xmlErrorPtr error) {
#endif
    secchi_xml *xml = context;
    // A namespace that is not declared, or named by a relative address, is no reason to refuse a table.
    if (error->level < XML_ERR_ERROR || error->domain == XML_FROM_NAMESPACE) return;
    fail(xml, error->message ? error->message : "not well-formed", error->line);
}

#if LIBXML_VERSION >= 21200
static void on_stray_error(void *context, const xmlError *error) { (void)context, (void)error; }
#else
static void on_stray_error(void *context, xmlErrorPtr error) { (void)context, (void)error; }
#endif

secchi_xml *secchi_xml_new(const secchi_xml_events *events, void *user) {
    secchi_xml *xml = calloc(1, sizeof *xml);
    if (!xml) return NULL;
    xml->events = *events;
    xml->user = user;
    xmlSAXHandler handler;
    memset(&handler, 0, sizeof handler);
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = on_start;
    handler.endElementNs = on_end;
    handler.characters = on_text;
    handler.cdataBlock = on_text;
    handler.ignorableWhitespace = on_text;
    handler.entityDecl = on_entity;
    handler.getEntity = on_reference;
    handler.getParameterEntity = no_parameter_entity;
    handler.resolveEntity = no_input;
    handler.serror = on_error;
    xml->parser = xmlCreatePushParserCtxt(&handler, xml, NULL, 0, NULL);
    if (!xml->parser) return free(xml), NULL;
    xmlCtxtUseOptions(xml->parser, XML_PARSE_NONET);
    return xml;
}

void secchi_xml_free(secchi_xml *xml) {
    if (!xml) return;
    if (xml->parser->myDoc) xmlFreeDoc(xml->parser->myDoc);
    xmlFreeParserCtxt(xml->parser);
    if (xml->entities) xmlHashFree(xml->entities, free_entity);
    free(xml);
}

int secchi_xml_feed(secchi_xml *xml, const char *bytes, int size, int last) {
    if (xml->failed) return 1;
    // Some complaints go past the parser's own handler, to a handler of the thread: nothing of us on standard error.
    xmlStructuredErrorFunc handler = xmlStructuredError;
    void *context = xmlStructuredErrorContext;
    xmlSetStructuredErrorFunc(NULL, on_stray_error);
    int status = xmlParseChunk(xml->parser, bytes, size, last);
    xmlSetStructuredErrorFunc(context, handler);
    if (last && !xml->failed && !xml->parser->wellFormed && status != XML_NS_ERR_UNDEFINED_NAMESPACE)
        fail(xml, "not well-formed", secchi_xml_current_line(xml));
    return xml->failed;
}

const char *secchi_xml_reason(const secchi_xml *xml) { return xml->failed ? xml->reason : NULL; }

int secchi_xml_line(const secchi_xml *xml) { return xml->line; }

int secchi_xml_current_line(const secchi_xml *xml) { return xml->parser->input ? xml->parser->input->line : 0; }

const char *secchi_xml_encoding(const secchi_xml *xml) {
    if (xml->parser->encoding) return (const char *)xml->parser->encoding;
    return xml->parser->input ? (const char *)xml->parser->input->encoding : NULL;
}

int secchi_xml_has_entities(const secchi_xml *xml) { return xml->entity_count > 0; }
