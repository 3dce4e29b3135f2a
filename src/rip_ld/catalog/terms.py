"""The terms of public vocabularies that the program itself understands."""

from pyoxigraph import NamedNode

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
FOAF = "http://xmlns.com/foaf/0.1/"
VOID = "http://rdfs.org/ns/void#"
DCAT = "http://www.w3.org/ns/dcat#"
SD = "http://www.w3.org/ns/sparql-service-description#"
SH = "http://www.w3.org/ns/shacl#"
DASH = "http://datashapes.org/dash#"
SCHEMA = "https://schema.org/"
ADMS = "http://www.w3.org/ns/adms#"

RDF_TYPE = NamedNode(RDF + "type")
RDFS_LABEL = NamedNode(RDFS + "label")
SUBCLASS_OF = NamedNode(RDFS + "subClassOf")
SUBPROPERTY_OF = NamedNode(RDFS + "subPropertyOf")
INVERSE_OF = NamedNode(OWL + "inverseOf")
SYMMETRIC = NamedNode(OWL + "SymmetricProperty")
TRIPLES = NamedNode(VOID + "triples")
DEPRECATED = NamedNode(OWL + "deprecated")
PREF_LABEL = NamedNode(SKOS + "prefLabel")
BROADER = NamedNode(SKOS + "broader")
IN_SCHEME = NamedNode(SKOS + "inScheme")
HAS_TOP_CONCEPT = NamedNode(SKOS + "hasTopConcept")
MEMBER = NamedNode(SKOS + "member")
COLLECTIONS = (NamedNode(SKOS + "Collection"), NamedNode(SKOS + "OrderedCollection"))
TOP_CONCEPT_OF = NamedNode(SKOS + "topConceptOf")
CONCEPT = NamedNode(SKOS + "Concept")
CONCEPT_SCHEME = NamedNode(SKOS + "ConceptScheme")
PART_OF = NamedNode(DCTERMS + "isPartOf")
REPLACED_BY = NamedNode(DCTERMS + "isReplacedBy")
CITATION = NamedNode(DCTERMS + "bibliographicCitation")
LICENSE = NamedNode(DCTERMS + "license")
TITLE = NamedNode(DCTERMS + "title")
DESCRIPTION = NamedNode(DCTERMS + "description")
MODIFIED = NamedNode(DCTERMS + "modified")
DEFINITION = NamedNode(SKOS + "definition")
POSITION = NamedNode(SCHEMA + "position")
NAMED_GRAPH = NamedNode(SD + "NamedGraph")
STATUS = NamedNode(ADMS + "status")
WITHDRAWN = NamedNode("http://purl.org/adms/status/Withdrawn")
KEYWORD = NamedNode(DCAT + "keyword")
VERSION_INFO = NamedNode(OWL + "versionInfo")
VERSION_IRI = NamedNode(OWL + "versionIRI")
IS_DEFINED_BY = NamedNode(RDFS + "isDefinedBy")
MEMBER_OF_SHELF = NamedNode(RDFS + "member")
NOTATION = NamedNode(SKOS + "notation")
IDENTIFIER = NamedNode(DCTERMS + "identifier")
FAMILY_NAME = (NamedNode(FOAF + "familyName"), NamedNode(SCHEMA + "familyName"))

# In this order, the first that a thing has is what it is called.
NAMING = (RDFS_LABEL, PREF_LABEL, TITLE, NamedNode(FOAF + "name"), NamedNode(SH + "name"))
# What a short description of a thing may be taken from, in this order.
SUMMARIES = (DEFINITION, DESCRIPTION, NamedNode(DCTERMS + "abstract"), NamedNode(RDFS + "comment"))
