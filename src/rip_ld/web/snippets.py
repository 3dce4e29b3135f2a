"""How to ask a query of the gallery from elsewhere: lines to be copied into a shell, Python or R."""

from dataclasses import dataclass

from rip_ld.dataset.examples import Example

WRAPPER = '''from SPARQLWrapper import JSON, SPARQLWrapper

endpoint = SPARQLWrapper("{root}/sparql")
endpoint.setReturnFormat(JSON)
endpoint.setQuery("""
{query}
""")
for row in endpoint.queryAndConvert()["results"]["bindings"]:
    print({{name: cell["value"] for name, cell in row.items()}})'''
WRAPPER_GRAPH = '''from SPARQLWrapper import SPARQLWrapper

endpoint = SPARQLWrapper("{root}/sparql")
endpoint.setQuery("""
{query}
""")
print(endpoint.queryAndConvert().serialize(format="turtle"))'''
TABLES = (
    ("curl", "curl", "curl -L '{root}{csv}'"),
    ("wrapper", "Python, SPARQLWrapper", WRAPPER),
    ("pandas", "Python, pandas", 'import pandas as pd\n\ntable = pd.read_csv("{root}{csv}")\nprint(table)'),
    ("r", "R", 'table <- read.csv("{root}{csv}", encoding = "UTF-8")\nprint(table)'),
)
GRAPHS = (
    ("curl", "curl", "curl -L -H 'Accept: text/turtle' '{root}/sparql' --data-urlencode 'query={shell}'"),
    ("wrapper", "Python, SPARQLWrapper", WRAPPER_GRAPH),
)


@dataclass(frozen=True)
class Snippet:
    """One way to ask: its name in addresses, what people call it, and the lines."""

    name: str
    label: str
    text: str


def snippets(example: Example, query: str, root: str, csv: str) -> list[Snippet]:
    """Write the ways to ask an example: `query` is its text, `root` the address of the server, `csv` the path of its answer."""
    rows = TABLES if example.form == "SELECT" else GRAPHS if example.form in ("CONSTRUCT", "DESCRIBE") else TABLES[:1]
    safe = query.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    shell = query.replace("'", "'\\''")
    return [Snippet(name, label, text.format(root=root, csv=csv, query=safe, shell=shell)) for name, label, text in rows]
