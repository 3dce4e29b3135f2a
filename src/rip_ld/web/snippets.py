"""How to ask a query from elsewhere: lines to be copied into a shell, Python or R."""

from dataclasses import dataclass

CURL = "curl '{root}/sparql' -H 'Accept: {accept}' --data-urlencode 'query={shell}'"
WRAPPER = '''from SPARQLWrapper import JSON, SPARQLWrapper

endpoint = SPARQLWrapper("{root}/sparql")
endpoint.setReturnFormat(JSON)
endpoint.setQuery("""
{python}
""")
'''
WRAPPER_ROWS = WRAPPER + '''for row in endpoint.queryAndConvert()["results"]["bindings"]:
    print({{name: cell["value"] for name, cell in row.items()}})'''
WRAPPER_GRAPH = '''from SPARQLWrapper import SPARQLWrapper

endpoint = SPARQLWrapper("{root}/sparql")
endpoint.setQuery("""
{python}
""")
print(endpoint.queryAndConvert().serialize(format="turtle"))'''
PANDAS = '''from urllib.parse import urlencode

import pandas as pd

query = """
{python}
"""
table = pd.read_csv("{root}/sparql?" + urlencode({{"query": query, "format": "csv"}}))
print(table)'''
R = '''query <- "
{r}
"
table <- read.csv(paste0("{root}/sparql?format=csv&query=", URLencode(query, reserved = TRUE)), encoding = "UTF-8")
print(table)'''
# The ways to ask an example of the gallery, whose answer has an address of its own.
ADDRESSED = (
    ("curl", "curl", "curl -L '{root}{csv}'"),
    ("wrapper", "Python, SPARQLWrapper", WRAPPER_ROWS),
    ("pandas", "Python, pandas", 'import pandas as pd\n\ntable = pd.read_csv("{root}{csv}")\nprint(table)'),
    ("r", "R", 'table <- read.csv("{root}{csv}", encoding = "UTF-8")\nprint(table)'),
)
# The ways to ask any other query, by its form.
_GRAPH = (("curl", "curl", CURL.replace("{accept}", "text/turtle")), ("wrapper", "Python, SPARQLWrapper", WRAPPER_GRAPH))
WRITTEN = {
    "SELECT": (
        ("curl", "curl", CURL.replace("{accept}", "text/csv")),
        ("wrapper", "Python, SPARQLWrapper", WRAPPER_ROWS),
        ("pandas", "Python, pandas", PANDAS),
        ("r", "R", R),
    ),
    "ASK": (
        ("curl", "curl", CURL.replace("{accept}", "application/sparql-results+json")),
        ("wrapper", "Python, SPARQLWrapper", WRAPPER + 'print(endpoint.queryAndConvert()["boolean"])'),
    ),
    "CONSTRUCT": _GRAPH,
    "DESCRIBE": _GRAPH,
}


@dataclass(frozen=True)
class Snippet:
    """One way to ask: its name in addresses, what people call it, and the lines."""

    name: str
    label: str
    text: str


def snippets(form: str, query: str, root: str, csv: str = "") -> list[Snippet]:
    """Write the ways to ask a query of a form: `root` is the address of the server, `csv` the path of the answer to an example of the gallery."""
    rows = ADDRESSED if csv and form == "SELECT" else WRITTEN.get(form, ())
    text = query.replace("\r\n", "\n").strip("\n")
    python = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    r = text.replace("\\", "\\\\").replace('"', '\\"')
    shell = text.replace("'", "'\\''")
    return [Snippet(name, label, lines.format(root=root, csv=csv, python=python, r=r, shell=shell)) for name, label, lines in rows]
