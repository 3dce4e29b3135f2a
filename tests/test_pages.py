"""What the pages say and how they are laid out, asked through Flask's test client."""

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from rip_ld.catalog.labels import natural
from rip_ld.publication import publish
from rip_ld.settings import Settings
from rip_ld.web.app import create_app

LEAVES = "data/leaves.ttl"


@contextmanager
def served(dataset: Path) -> Iterator[FlaskClient]:
    with publish(Settings(dataset=dataset, query_workers=1)) as publication:
        yield create_app(publication).test_client()


def write(dataset: Path, path: str, old: str, new: str) -> None:
    """Change a file of a dataset; what is to be changed must be there."""
    text = (dataset / path).read_text("utf-8")
    assert old in text
    (dataset / path).write_text(text.replace(old, new), "utf-8")


def add(dataset: Path, path: str, text: str) -> None:
    with (dataset / path).open("a", encoding="utf-8") as file:
        file.write("\n" + text)


class Outline(HTMLParser):
    """The headings, ids, links and names of properties of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.headings: list[tuple[int, str]] = []
        self.ids: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.names: list[str] = []
        self._open: set[str] = set()
        self.feed(page.partition("<body>")[2])

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if "id" in given:
            self.ids.append(given["id"] or "")
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((int(tag[1]), ""))
        if tag == "a":
            self.links.append((given.get("href") or "", ""))
        if tag == "dt":
            self.names.append("")
        if tag in ("h1", "h2", "h3", "h4", "a", "dt"):
            self._open.add(tag)

    def handle_endtag(self, tag: str) -> None:
        self._open.discard(tag)

    def handle_data(self, text: str) -> None:
        if {"h1", "h2", "h3", "h4"} & self._open:
            self.headings[-1] = (self.headings[-1][0], self.headings[-1][1] + text)
        if "a" in self._open:
            self.links[-1] = (self.links[-1][0], self.links[-1][1] + text)
        if "dt" in self._open:
            self.names[-1] += text


def outline(client: FlaskClient, path: str) -> Outline:
    response = client.get(path, headers={"Accept": "text/html"})
    assert response.status_code == 200, (path, response.status_code)
    return Outline(response.text)


def facts(page: str) -> dict[str, str]:
    """List the properties of a page by name, each with its values as HTML."""
    found = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page, re.DOTALL)
    return {re.sub("<[^>]*>", "", name): value for name, value in found}


# every page


@pytest.fixture(scope="module")
def all_pages(client: FlaskClient) -> dict[str, str]:
    """One page of each kind, by address."""
    kinds = dict.fromkeys(re.findall(r'href="(/frost-2005/[a-z-]+/)"', client.get("/").text))
    assert len(kinds) > 15
    found = {"/": "", "/ns.html": "", "/shapes.html": "", "/frost-2005/dataset.html": "", "/frost-2005/review.html": "", "/search?q=a": "", "/sparql": ""}
    for kind in kinds:
        page = client.get(kind).text
        first = re.search(rf'href="({kind}[^"/.]+)"', page)
        assert first, kind
        found |= {kind: page, first[1] + ".html": ""}
    return {path: page or client.get(path, headers={"Accept": "text/html"}).text for path, page in found.items()}


def test_headings_go_down_one_step_at_a_time_from_one_first_heading(all_pages: dict[str, str]) -> None:
    for path, page in all_pages.items():
        levels = [level for level, _ in Outline(page).headings]
        main = [level for level, _ in Outline("<body>" + page.partition("<main")[2].partition("<aside")[0]).headings]
        assert main[0] == 1 and levels.count(1) == 1, path
        assert all(after - before <= 1 for before, after in zip(main, main[1:])), (path, main)


def test_no_id_stands_twice_on_a_page_and_every_anchor_leads_somewhere(all_pages: dict[str, str]) -> None:
    for path, page in all_pages.items():
        seen = Outline(page)
        assert len(seen.ids) == len(set(seen.ids)), (path, [name for name in seen.ids if seen.ids.count(name) > 1][:3])
        for address, _ in seen.links:
            if address.startswith("#"):
                assert address[1:] in seen.ids, (path, address)


def test_no_link_shows_an_address_as_its_label(all_pages: dict[str, str]) -> None:
    for path, page in all_pages.items():
        for address, label in Outline(page).links:
            assert label.strip(), (path, address)
            assert "://" not in label, (path, label)


def test_links_within_the_site_lead_somewhere(client: FlaskClient, all_pages: dict[str, str]) -> None:
    paths = {address.partition("#")[0].partition("?")[0] for page in all_pages.values() for address, _ in Outline(page).links if address.startswith("/")}
    lost = []
    for path in sorted(paths):
        with client.head(path) as response:
            if response.status_code not in (200, 303):
                lost.append(path)
    assert lost == []


def test_the_address_of_the_current_version_leads_to_the_thing(client: FlaskClient) -> None:
    version = re.search(r'href="(/ns/[0-9.]+)"', client.get("/ns.html").text)
    assert version and client.get(version[1]).headers["Location"] == "/ns"


def test_nothing_on_a_page_needs_what_the_policy_forbids(all_pages: dict[str, str]) -> None:
    for path, page in all_pages.items():
        assert not re.search(r"<[^>]+\s(style|on[a-z]+)=", page), path
        assert "<style" not in page and not re.search(r"<script(?![^>]*\ssrc=)", page), path
        assert not re.search(r'(src|href)="(?!/)[^"]*\.(css|js|svg|png|woff2?)"', page), path


def test_every_page_has_a_search_box_and_a_way_home(all_pages: dict[str, str]) -> None:
    for path, page in all_pages.items():
        assert 'role="search" action="/search"' in page, path
        assert 'class="name" href="/frost-2005/"' in page, path


# a page of a thing


def test_a_page_leads_with_kind_name_and_canonical_address(client: FlaskClient) -> None:
    page = client.get("/frost-2005/reference/A9.html").text
    assert '<link rel="canonical" href="https://w3id.org/rip-ld/frost-2005/reference/A9">' in page
    assert page.index(">journal article</a>") < page.index("<h1>Glisson and Hemmelgarn 1998 (A9)</h1>") < page.index('<code id="page-iri">https://w3id.org/rip-ld/frost-2005/reference/A9</code>')
    assert '<button type="button" data-copy="page-iri" hidden>' in page


def test_a_link_to_elsewhere_is_marked(client: FlaskClient) -> None:
    assert re.search(r'<a href="http://purl.org/spar/fabio/JournalArticle" class="outside" rel="external">', client.get("/frost-2005/reference/A9.html").text)


def test_the_name_is_not_said_twice(client: FlaskClient) -> None:
    assert not {"Label", "Preferred label"} & facts(client.get("/frost-2005/level/co-ordination.html").text).keys()


def test_a_class_that_a_nearer_class_implies_is_left_out(client: FlaskClient) -> None:
    types = re.search(r'<p class="types">(.*?)</p>', client.get("/frost-2005/level/co-ordination.html").text)
    assert types and "partnership level" in types[1] and "concept" not in types[1]


def test_short_texts_stand_in_one_line(client: FlaskClient) -> None:
    assert facts(client.get("/frost-2005/implication/co-location.html").text)["Printed pages"] == "51, 54"


def test_authors_stand_in_the_order_of_their_contributions(client: FlaskClient) -> None:
    authors = facts(client.get("/frost-2005/reference/A9.html").text)["Authors"]
    assert authors.index("C Glisson") < authors.index("A Hemmelgarn")


def test_a_place_in_the_book_is_told_with_what_it_is_part_of(client: FlaskClient) -> None:
    place = re.sub("<[^>]*>", "", facts(client.get("/frost-2005/reference/A9.html").text)["Found in"])
    assert "Back matter › References, classified › Primary research" in place


def test_the_page_of_a_whole_does_not_repeat_itself_before_each_part(client: FlaskClient) -> None:
    page = client.get("/frost-2005/section/appendix-1.html").text
    assert re.sub("<[^>]*>", "", facts(page)["Parts"]).strip() == "Table of appendix 1 page 54"


def test_breadcrumbs_lead_from_the_shelf_through_the_wholes(client: FlaskClient) -> None:
    page = client.get("/frost-2005/section/table-of-findings.html").text
    crumbs = page.partition('aria-label="Breadcrumbs"')[2].partition("</nav>")[0]
    assert [label for _, label in Outline("<body>" + crumbs).links] == ["Frost 2005", "Sections of the book", "Back matter", "Appendix 1: summary of findings"]
    assert '<li aria-current="page">Table of appendix 1</li>' in crumbs


def test_incoming_links_are_grouped_and_counted(tea: Path) -> None:
    new = "".join(f'<leaf/n{n}> a tea:Leaf, skos:Concept ; rdfs:label "Leaf {n}"@en ; rdfs:seeAlso <leaf/green> ; tea:minutes 1 .\n' for n in range(30))
    add(tea, LEAVES, new)
    with served(tea) as client:
        page = client.get("/cup/leaf/green.html").text
    incoming = page.partition('id="page-incoming"')[2]
    assert re.search(r"<details><summary>.*?see also <span class=\"count\">30</span></summary>", incoming), "a long group is closed"
    assert re.search(r"<details open><summary>.*?is replaced by <span class=\"count\">1</span>", incoming), "a short one is open"
    assert incoming.index("Leaf 2<") < incoming.index("Leaf 10<"), "numbers by value"


def test_many_values_are_put_together_by_their_kinds_in_the_order_of_these(client: FlaskClient) -> None:
    page = client.get("/frost-2005/reference/A9.html").text
    heaps = re.findall(r'<div class="heap"><p class="name">([^<]+) <span class="count">(\d+)</span></p><ul class="told">(.*?)</ul></div>', page)
    assert [name for name, _, _ in heaps] == ["Definitions", "Claims", "Findings"]
    assert all(int(count) == listed.count("<li>") for _, count, listed in heaps)
    client.get("/frost-2005/dataset.html")  # which lists the kinds themselves
    section = client.get("/frost-2005/section/change-and-outcomes.html").text
    assert re.search(r'<details class="heap"><summary>Claims <span class="count">\d\d</span>', section), "of very many, a large heap is closed"
    assert re.search(r'<details open class="heap"><summary>Quotations <span class="count">3</span>', section), "and a small one open"


def test_a_list_of_statements_says_who_says_it_and_on_which_page(client: FlaskClient) -> None:
    page = client.get("/frost-2005/term/organisational-climate.html").text
    told = dict(re.findall(r'<a href="/frost-2005/([^"]+)">[^<]*</a> <span class="facts">(.*?)</span>', page.replace(' <span class="sep" aria-hidden="true">·</span> ', " · ")))
    plain = {name: re.sub("<[^>]*>", "", text) for name, text in told.items()}
    assert plain["definition/A9-1"] == "A9 · pages 20–21 · The &#39;empirical&#39; critics (pages 20–21)"
    assert "Frost 2005 · " in re.sub("<[^>]*>", "", client.get("/frost-2005/factor/joint-training.html").text), "what the author says"
    assert "A9 ·" not in re.sub("<[^>]*>", "", client.get("/frost-2005/reference/A9.html").text), "its own page need not say so"


def test_key_facts_titles_and_codes_follow_the_shapes(tea: Path) -> None:
    write(tea, "shapes/tea-shapes.ttl", "@prefix sh:", "@prefix dash: <http://datashapes.org/dash#> .\n@prefix sh:")
    add(tea, "shapes/tea-shapes.ttl", """shapes:Facts a sh:NodeShape ; sh:targetClass tea:Leaf ; sh:property
    [ sh:path tea:minutes ; sh:name "Steeps" ; sh:order 9 ; dash:propertyRole dash:KeyInfoRole ],
    [ sh:path tea:tagline ; sh:order 9 ; dash:propertyRole dash:DescriptionRole ] .
""")
    add(tea, LEAVES, '<leaf/green> tea:tagline "The first of all", "x" .\n<leaf/new> a tea:Leaf ; rdfs:label "New"@en ; tea:minutes 4, 5, 6, 9 ; tea:tagline "Fresh" ; rdfs:seeAlso <leaf/green> .\n<leaf/green> rdfs:seeAlso <leaf/new> .\n')
    with served(tea) as client:
        page, own = client.get("/cup/leaf/green.html").text, client.get("/cup/leaf/new.html").text
    assert '<a href="/cup/leaf/new">New</a> <span class="title">Fresh</span> <span class="facts">steeps 4–6, 9</span>' in page
    assert '<h1>New</h1>\n<p class="title">Fresh</p>' in own and own.count("Fresh") == 1


def test_what_a_shape_hides_is_not_shown_but_told_beside_what_it_concerns(client: FlaskClient) -> None:
    page = client.get("/frost-2005/reference/A9.html").text
    assert facts(page)["Authors"] == (
        '<ul><li><a href="/frost-2005/agent/glisson-c">C Glisson</a> <span class="facts"><a href="/frost-2005/contribution/A9-1">author</a></span></li>'
        '<li><a href="/frost-2005/agent/hemmelgarn-a">A Hemmelgarn</a> <span class="facts"><a href="/frost-2005/contribution/A9-2">author</a></span></li></ul>'
    )
    assert not {"Contributions", "Order"} & facts(page).keys() and page.count("author of A9") == 0
    assert "relatesToDocument" in client.get("/frost-2005/reference/A9.nt").text, "the data keep it"


def test_numbers_that_follow_on_each_other_are_a_range(client: FlaskClient) -> None:
    assert facts(client.get("/frost-2005/scheme/theme.html").text)["Printed pages"] == "25–45"


def test_lists_and_headings_give_a_title_with_its_subtitle(client: FlaskClient) -> None:
    code, title = re.search(r'<https://w3id.org/rip-ld/frost-2005/reference/(\w+)> <http://purl.org/spar/fabio/hasSubtitle> "([^"\\]+)"', client.get("/dump.nt").text).groups()
    listed = client.get("/frost-2005/reference/").text
    entry = listed[listed.index(f'href="/frost-2005/reference/{code}"') :].partition("</li>")[0]
    assert f": {title}</p>" in entry.replace("&#39;", "'")
    assert f": {title}</p>" in client.get(f"/frost-2005/reference/{code}.html").text.partition("</header>")[2].replace("&#39;", "'")


def test_evidence_stands_in_the_order_of_its_codes_and_places_in_that_of_the_book(client: FlaskClient) -> None:
    codes = re.findall(r"/reference/([A-D])(\d+)", facts(client.get("/frost-2005/implication/leadership-vision.html").text)["Evidence"])
    assert len(codes) > 5 and codes == sorted(codes, key=lambda code: (code[0], int(code[1])))
    places = facts(client.get("/frost-2005/factor/joint-training.html").text)["Found in"]
    assert places.index("Training as a barrier") < places.index("Professional initial training") < places.index("Post-qualifying training")


def test_what_the_dataset_says_of_its_examples_is_no_link_to_them(client: FlaskClient) -> None:
    example = re.search(r"<http://rdfs.org/ns/void#exampleResource> <https://w3id.org/rip-ld(/[^>]+)>", client.get("/frost-2005/dataset.nt").text)
    assert example
    incoming = client.get(example[1] + ".html").text.partition('id="page-incoming"')[2].partition("</article>")[0]
    assert "xample" not in re.sub(r"<ul.*?</ul>", "", incoming, flags=re.DOTALL) and 'href="/frost-2005/dataset' not in incoming
    assert "exampleResource" in client.get(example[1] + ".nt").text, "the data keep it"


def test_the_scheme_of_a_top_concept_is_said_once(client: FlaskClient) -> None:
    names = [name.lower() for name in facts(client.get("/frost-2005/level/co-ordination.html").text)]
    top, inner = "top concept of" in names, any(name in ("scheme", "in scheme", "is in scheme") for name in names)
    assert top and not inner, names


def test_what_a_sub_property_tells_is_not_told_again(tea: Path) -> None:
    add(tea, "ontology/tea.ttl", 'tea:drunkWith a owl:ObjectProperty ; rdfs:label "drunk with"@en ; rdfs:subPropertyOf rdfs:seeAlso .\n')
    add(tea, LEAVES, "<leaf/sencha> tea:drunkWith <leaf/Assam> ; rdfs:seeAlso <leaf/Assam>, <leaf/green> .\n")
    with served(tea) as client:
        told, reached, data = (client.get(f"/cup/leaf/{end}").text for end in ("sencha.html", "Assam.html", "sencha.nt"))
    parts = dict(re.findall(r"<dt>(?:<[^>]+>)*([^<]+)<.*?<dd>(.*?)</dd>", told, re.DOTALL))
    assert "Assam" in parts["drunk with"] and "Green" in parts["see also"] and "Assam" not in parts["see also"]
    incoming = reached.partition('id="page-incoming"')[2]
    assert "drunk with" in incoming and "see also" not in incoming
    assert re.search(r"#seeAlso> <[^>]+/leaf/Assam> ", data), "the data keep both"


def test_things_of_one_name_are_told_apart_by_their_kinds(client: FlaskClient) -> None:
    page = client.get("/frost-2005/implication/co-location.html").text
    named = re.findall(r'<li><a [^>]*>Co-location</a>( <span class="kind">[^<]+</span>)?', page.partition('id="page-incoming"')[2].partition("</article>")[0])
    assert len(named) > 1 and all(named) and len(set(named)) == len(named), named
    assert '<span class="kind">' not in client.get("/frost-2005/tip/8.html").text


def test_a_link_that_is_called_like_its_page_says_which_list_it_is_of(client: FlaskClient) -> None:
    page = client.get("/frost-2005/factor/co-location.html").text.partition("<article>")[2].partition("</article>")[0]
    named = dict(re.findall(r'<a [^>]*href="/frost-2005/(\w+)/co-location"[^>]*>Co-location</a>(?: <span class="kind">([^<]+)</span>)?', page))
    assert named["theme"] == "theme" and named["term"].startswith("Term"), named


def test_a_page_says_how_to_cite_it_and_where_its_data_are(client: FlaskClient) -> None:
    page = client.get("/frost-2005/tip/8.html").text
    cited = re.search(r'<p id="page-citation">(.*?)</p>', page, re.DOTALL)
    assert cited and "https://w3id.org/rip-ld/frost-2005/tip/8" in cited[1] and "rip-ld project (2026)" in cited[1]
    for extension in ("ttl", "nt", "jsonld", "rdf"):
        assert f'<a href="/frost-2005/tip/8.{extension}"' in page


def test_neighbours_follow_the_order_of_the_list(client: FlaskClient) -> None:
    page = client.get("/frost-2005/tip/8.html").text
    assert '<link rel="prev" href="/frost-2005/tip/7">' in page and '<link rel="next" href="/frost-2005/tip/9">' in page
    assert re.search(r"8 of 19 in <a [^>]*>Tips</a>", page)
    assert '<link rel="next" href="/frost-2005/reference/B1">' in client.get("/frost-2005/reference/A38.html").text


def beside(client: FlaskClient, path: str) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", client.get(path).text.partition('class="neighbours"')[2].partition(">")[2].partition("</nav>")[0])).strip()


def test_a_list_can_be_paged_through_from_its_first_thing_to_its_last(client: FlaskClient) -> None:
    assert beside(client, "/frost-2005/section/table-of-findings.html").partition(" of ")[2].startswith("113 in Sections of the book Before Appendix 1: summary of findings After")
    for shelf in ("section", "reference", "claim", "level"):
        page = client.get(f"/frost-2005/{shelf}/").text
        count, address = int(re.search(r">(\d+) entries<", page)[1]), re.search(rf'href="(/frost-2005/{shelf}/[^"]+)"', page[page.index('id="page-entries"') :])[1]
        met = [address]
        while after := re.search(r'<link rel="next" href="([^"]+)"', client.get(address + ".html").text):
            met.append(address := after[1])
        assert len(met) == len(set(met)) == count, shelf


def test_a_part_that_is_counted_with_its_whole_stands_beside_it(client: FlaskClient) -> None:
    assert re.match(r"54 of 92 in References Before [^:]*\(B15\) After [^:]*\(B17\)$", beside(client, "/frost-2005/reference/B16.html")), beside(client, "/frost-2005/reference/B16.html")


def test_statements_stand_in_the_order_of_the_book(client: FlaskClient) -> None:
    page = client.get("/frost-2005/claim/").text
    assert page.index('href="/frost-2005/claim/A34-1"') < page.index('href="/frost-2005/claim/frost-3"') < page.index('href="/frost-2005/claim/A9-1"')


def test_things_without_places_are_sorted_by_what_a_shape_says(tea: Path) -> None:
    sorting = "    sh:orderBy [ sh:path tea:cup ] ;\n"
    new = "".join(f'<leaf/z{n}> a tea:Pot ; rdfs:label "Pot {n}"@en ; tea:cup <cup/{"ba"[n % 2]}> .\n' for n in range(4))
    new = new.replace("<leaf/", "<pot/") + '<cup/a> a tea:Cup ; rdfs:label "Second"@en ; schema:position 2 .\n<cup/b> a tea:Cup ; rdfs:label "First"@en ; schema:position 1 .\n'
    add(tea, LEAVES, "@prefix schema: <https://schema.org/> .\n" + new)
    add(tea, "shapes/tea-shapes.ttl", f"shapes:Pot a sh:NodeShape ;\n{sorting}    sh:targetClass tea:Pot .\n")
    with served(tea) as client:
        page = client.get("/cup/pot/").text
    places = [page.index(f'href="/cup/pot/z{n}"') for n in (0, 2, 1, 3)]
    assert places == sorted(places)


def test_a_page_follows_the_order_of_the_shapes(tea: Path) -> None:
    with served(tea) as client:
        before = outline(client, "/cup/leaf/green.html").names
    write(tea, "shapes/tea-shapes.ttl", 'sh:name "Minutes"@en ;\n    sh:order 1 ;', 'sh:name "Minutes"@en ;\n    sh:order 3 ;')
    with served(tea) as client:
        after = outline(client, "/cup/leaf/green.html").names
    assert before.index("Minutes") < before.index("What it is")
    assert after.index("What it is") < after.index("Minutes")
    assert sorted(before) == sorted(after)


def test_groups_follow_the_order_of_the_shapes(tea: Path) -> None:
    add(tea, "shapes/tea-shapes.ttl", 'shapes:Names a sh:PropertyGroup ; rdfs:label "Names"@en ; sh:order 0 .\n')
    write(tea, "shapes/tea-shapes.ttl", "sh:order 2 ;\n    sh:group shapes:Brewing", "sh:order 2 ;\n    sh:group shapes:Names")
    with served(tea) as client:
        headings = [text for level, text in outline(client, "/cup/leaf/green.html").headings if level == 2]
    assert headings.index("Names") < headings.index("Brewing") < headings.index("More")


def test_markup_in_data_is_shown_and_not_obeyed(tea: Path) -> None:
    write(tea, LEAVES, 'rdfs:label "Mud"@en', 'rdfs:label "<img src=x onerror=alert(1)>"@en')
    write(tea, "data/dataset.ttl", 'rdfs:label "A small list of teas"@en', 'rdfs:label "A <b>small</b> list & more"@en')
    with served(tea) as client:
        for path in ("/", "/cup/leaf/", "/cup/leaf/mud.html", "/cup/scheme/leaf.html", "/cup/leaf/green.html", "/search?q=img", "/search?q=%3Cscript%3E", "/nothing%3Cscript%3E"):
            page = client.get(path, headers={"Accept": "text/html"}).text
            assert "<img" not in page and "<b>" not in page, path
            assert "<script>" not in page, path
        assert "&lt;script&gt;alert(&#39;tea&#39;)&lt;/script&gt; &amp; dried &#34;flat&#34;." in client.get("/cup/leaf/sencha.html").text


def test_an_address_that_could_run_a_script_is_not_linked(tiny_client: FlaskClient) -> None:
    page = tiny_client.get("/cup/leaf/sencha.html").text
    assert "href=\"javascript" not in page.lower()
    assert "alert(1)" in page


def test_another_language_is_marked(tiny_client: FlaskClient) -> None:
    assert '<span lang="ja">緑茶</span> <small class="tag">ja</small>' in tiny_client.get("/cup/leaf/green.html").text


def test_a_deprecated_thing_says_what_to_use_instead(tiny_client: FlaskClient) -> None:
    response = tiny_client.get("/cup/leaf/brick.html")
    notice = response.text.partition("No longer to be used.")[2].partition("</p>")[0]
    assert response.status_code == 200 and "Green" in notice and "Assam" in notice


def test_lists_and_the_search_mark_what_is_withdrawn_or_deprecated(tiny_client: FlaskClient) -> None:
    for address in ("/cup/leaf/", "/search?q=mud", "/cup/scheme/leaf.html"):
        assert '>Mud</a> <span class="status">withdrawn</span>' in tiny_client.get(address).text, address
    for address in ("/cup/leaf/", "/search?q=brick", "/cup/scheme/leaf.html"):
        assert '>Brick</a> <span class="status">deprecated</span>' in tiny_client.get(address).text, address
    assert '>Assam</a> <span class="status">' not in tiny_client.get("/cup/leaf/").text


def test_a_name_that_says_that_its_thing_is_withdrawn_is_not_marked_too(tea: Path) -> None:
    write(tea, LEAVES, '"Mud"@en', '"Mud (withdrawn)"@en')
    with served(tea) as client:
        page = client.get("/cup/leaf/").text
    assert ">Mud (withdrawn)</a>" in page and '<span class="status">withdrawn' not in page


def test_the_front_page_counts_what_has_a_page_and_says_what_else_it_counts(tiny_client: FlaskClient) -> None:
    page = tiny_client.get("/").text
    listed = ElementTree.fromstring(tiny_client.get("/sitemap.xml").data)
    things = int(re.search(r"<strong>([\d,]+)</strong> things<", page)[1].replace(",", ""))
    assert 5 <= things <= len(listed)
    triples = tiny_client.get("/dump.nt").data.count(b"\n")
    assert f"<strong>{triples:,}</strong> statements in the downloads<" in page


def test_a_withdrawn_thing_is_gone_and_its_page_says_so(tiny_client: FlaskClient) -> None:
    response = tiny_client.get("/cup/leaf/mud.html")
    assert response.status_code == 410 and "<strong>Withdrawn.</strong>" in response.text


def test_what_has_no_address_is_told_in_words(tea: Path) -> None:
    add(tea, "ontology/tea.ttl", "tea:minutes rdfs:domain [ a owl:Class ; owl:unionOf ( tea:Leaf skos:Concept ) ] .\ntea:order rdfs:comment ( 1 2 ) ; rdfs:seeAlso [ rdfs:label \"a friend\"@en ] .\n")
    with served(tea) as client:
        page = client.get("/terms.html").text
    assert re.search(r"leaf</a> <em>or</em> <a [^>]*>concept</a>", page)
    assert "1, 2" in page and "a friend" in page


def test_dates_are_written_as_people_do(client: FlaskClient) -> None:
    assert re.search(r'<time datetime="[^"]+">\d{1,2} [A-Z][a-z]+ 20\d\d</time>', client.get("/ns.html").text)


# lists


def test_the_home_page_counts_what_there_is(client: FlaskClient) -> None:
    for path in ("/", "/frost-2005/"):
        page = client.get(path).text
        assert re.search(r'References</a> <span class="count">92</span>', page)
        assert re.search(r'Tips</a> <span class="count">19</span>', page)
        for heading in ("Where to start", "What there is", "Vocabularies", "Take the whole", "A first query", "How to cite"):
            assert f">{heading}</h2>" in page, heading
        assert page.count('rel="license"') == page.count("© 2026") == 1 and page.count("creativecommons.org") == 1


def test_every_kind_has_a_name_in_the_plural_and_a_sentence(client: FlaskClient) -> None:
    home = client.get("/").text.partition('id="page-shelves"')[2].partition("</section>")[0]
    for kind in re.findall(r"<li>(.*?)</li>", home, re.DOTALL):
        assert re.search(r"</p><p>[A-Z].*\.</p>", kind), kind


def test_sections_are_listed_as_they_are_nested(client: FlaskClient) -> None:
    page = client.get("/frost-2005/section/").text
    assert page.index(">Front matter</a>") < page.index(">Body matter</a>") < page.index(">Back matter</a>")
    assert re.search(r'>Appendix 1: summary of findings</a>\s*(<p>.*?</p>)?<ul><li><a href="/frost-2005/section/table-of-findings">', page)


def test_things_with_serial_numbers_stand_in_their_order(client: FlaskClient) -> None:
    found = re.findall(r'href="/frost-2005/erratum/(\d+)"', client.get("/frost-2005/erratum/").text.partition('id="page-letters"')[0])
    numbers = [int(number) for number in found]
    assert numbers == sorted(numbers) and len(set(numbers)) == len(numbers) > 50, "numbers are given once, and may have gaps"


def test_a_list_does_not_repeat_the_name_as_the_title(client: FlaskClient) -> None:
    page = client.get("/frost-2005/section/").text
    assert "<p>contents</p>" not in page and "<p>references - classified</p>" not in page


def test_people_are_filed_under_their_family_names(client: FlaskClient) -> None:
    page = client.get("/frost-2005/agent/").text
    section = page.partition('id="page-letter-G"')[2].partition("</section>")[0]
    assert "C Glisson" in section


def test_a_name_with_a_stroke_or_an_accent_is_filed_with_its_letter(client: FlaskClient) -> None:
    page = client.get("/frost-2005/reference/").text
    assert "Øvretveit" in page.partition('id="page-letter-O"')[2].partition("</section>")[0]


def test_a_scheme_is_a_tree_and_an_index_with_its_collections(client: FlaskClient) -> None:
    page = client.get("/frost-2005/scheme/framework.html").text
    tree = page.partition('id="page-tree"')[2].partition("</section>")[0]
    assert tree.count('href="/frost-2005/framework/') == 27
    index = page.partition('id="page-letters"')[2].partition('id="page-collections"')[0]
    assert index.count('href="/frost-2005/framework/') == 27 and "/collection/" not in index
    assert "Facets of mutual engagement" in page.partition('id="page-collections"')[2]


def test_an_index_goes_by_letters_and_not_by_punctuation(client: FlaskClient) -> None:
    page = client.get("/frost-2005/scheme/level.html").text
    letter = page.partition('id="page-letter-C"')[2].partition("</section>")[0]
    assert re.findall(r">([^<]+)</a>", letter) == ["Collaboration", "Complex collaboration", "Co-operation", "Co-ordination"]


@pytest.mark.parametrize(
    "names",
    [["cool", "co-operation", "coordinate"], ["Lee et al. 2001", "Leeds 2000"], ["Hall (B8)", "Hall, T", "“Halls”"], ["A9-2", "A9-10"], ["Über", "uber-x"], ["2nd", "Ten"]],
    ids=" ".join,
)
def test_names_are_filed_word_by_word_and_numbers_by_their_value(names: list[str]) -> None:
    assert sorted(reversed(names), key=natural) == names


def test_texts_that_are_filed_alike_stand_in_one_order_always(tea: Path) -> None:
    texts = sorted({f"{a}{b}{c}" for a in "pP" for b in "uU" for c in ("-er", "er", "er.")})
    add(tea, LEAVES, "<leaf/green> tea:tagline " + ", ".join(f'"{text}"' for text in texts) + " .\n")
    with served(tea) as client:
        page = client.get("/cup/leaf/green.html").text
    assert ", ".join(sorted(texts, key=lambda text: f'"{text}"')) in page


def test_a_large_tree_is_folded_and_a_circle_in_it_is_cut(tea: Path) -> None:
    new = "".join(f'<leaf/n{n}> a tea:Leaf, skos:Concept ; rdfs:label "Leaf {n}"@en ; skos:inScheme <scheme/leaf> ; skos:broader <leaf/{"green" if n < 5 else f"n{n % 5}"}> .\n' for n in range(150))
    add(tea, LEAVES, new + "<leaf/n1> skos:broader <leaf/n6> .\n")
    with served(tea) as client:
        page = client.get("/cup/scheme/leaf.html").text
        tree = page.partition('id="page-tree"')[2].partition("</section>")[0]
        assert tree.count("<details>") >= 6 and "Leaf 149" in tree
        assert client.get("/cup/leaf/n1.html").status_code == 200
        assert client.get("/cup/leaf/").status_code == 200


def test_nothing_to_click_stands_inside_a_summary(client: FlaskClient, all_pages: dict[str, str]) -> None:
    folded = client.get("/frost-2005/scheme/index-term.html").text
    assert re.search(r'<a [^>]*>[^<]+</a><details><summary>\d+ narrower<span class="visually-hidden"> than [^<]+</span></summary><ul>', folded)
    for path, page in {**all_pages, "folded": folded}.items():
        assert not any("<a " in summary or "<button" in summary for summary in re.findall("<summary>(.*?)</summary>", page, re.DOTALL)), path


def test_a_shelf_has_data_of_its_own(client: FlaskClient) -> None:
    assert client.get("/frost-2005/reference/", headers={"Accept": "text/turtle"}).headers["Location"].endswith("/frost-2005/reference.ttl")
    assert "reference/A9>" in client.get("/frost-2005/reference.nt").text
    assert client.get("/frost-2005/reference.html").headers["Location"].endswith("/frost-2005/reference/")
    assert client.get("/frost-2005/reference").headers["Location"].endswith("/frost-2005/reference/")


def test_a_shelf_that_nothing_describes_leads_to_the_description_of_the_whole(tiny_client: FlaskClient) -> None:
    response = tiny_client.get("/cup/leaf/", headers={"Accept": "text/turtle"})
    assert response.status_code == 303 and response.headers["Location"].endswith("/cup/dataset.ttl")


# documents with parts


def test_an_ontology_is_grouped_by_kind_of_term(client: FlaskClient) -> None:
    page = client.get("/ns.html").text
    headings = re.findall(r'<h2 id="page-chapter-\d">(.*?)</h2>', page)
    assert headings[:3] == ["Classes", "Object properties", "Data properties"]
    tip = page.partition('<section class="part" id="Tip">')[2].partition("</section>")[0]
    assert "<code>rip:Tip</code>" in tip
    names = Outline("<body>" + tip).names
    assert names[0].lower() == "definition" and "subclass of" in [name.lower() for name in names]
    assert '<a href="#Tip">' in page


def test_parts_that_are_alike_and_short_are_a_table(client: FlaskClient) -> None:
    page = client.get("/frost-2005/dataset.html").text
    assert len(page) < 110_000
    row = re.search(r'<tr id="class-rip:Tip"><th scope="row">rip:Tip</th>(.*?)</tr>', page)
    assert row and '<td class="number">19</td>' in row[1]
    assert re.search(r'<tr id="dump-ttl"><th scope="row">Turtle</th>', page)
    assert '<section class="part" id="class-' not in page


def test_shapes_are_folded_away_with_tables_of_their_properties(client: FlaskClient) -> None:
    page = client.get("/shapes.html").text
    assert len(page) < 250_000
    shape = page.partition('<details class="part" id="statement">')[2].partition("</details>")[0]
    row = re.search(r'<tr id="statement-source"><th scope="row">According to</th>(.*?)</tr>', shape)
    assert row and re.sub("<[^>]*>", "|", row[1]).count("1 or more") == 1 and "Somebody makes every statement" in row[1]
    assert re.search(r'Shared with other shapes</a></dt><dd>.*<a href="/shapes#label">Label</a>', shape)
    shared = page.partition('id="page-chapter-2"')[2]
    assert '<tr id="label"><th scope="row">Label</th>' in shared and '<a href="#statement">' in page.partition('class="contents"')[2]


def test_what_uses_a_term_is_counted_where_it_is_much(client: FlaskClient) -> None:
    claim = client.get("/ns.html").text.partition('id="Claim">')[2].partition("</section>")[0]
    assert re.search(r'type</a></dt><dd><a href="/frost-2005/claim/">Claims</a> <span class="count">\d{3}</span></dd>', claim)


def test_documents_at_the_root_have_a_way_home_and_their_own_citation(client: FlaskClient) -> None:
    for path in ("/ns.html", "/shapes.html"):
        page = client.get(path).text
        assert re.search(r'aria-label="Breadcrumbs"><ol>\s*<li><a href="/frost-2005/">Frost 2005</a></li>', page), path
        citation = re.search(r'<p id="page-citation">(.*?)</p>', page, re.DOTALL)[1]
        assert "0.1.0" in citation and "Made from" not in citation, (path, citation)


def test_a_query_of_the_dataset_may_be_a_table_on_a_page(client: FlaskClient, tea: Path) -> None:
    page = client.get("/frost-2005/scheme/implication.html").text
    table = page.partition('<table class="matrix">')[2].partition("</table>")[0]
    assert re.findall(r'<th scope="col"><a [^>]*>([^<]+)<', table) == ["Primary research", "Secondary research and theory", "Practice and commentary", "Policy and official publications"]
    row = table.partition('<th scope="row"><a href="/frost-2005/implication/co-location">')[2].partition("</tr>")[0]
    assert re.findall("<td>(.*?)</td>", row)[:3] == ["", "", ""] and re.findall(r'<a href="/frost-2005/reference/D4">D4</a>', row)
    (tea / "queries").mkdir(exist_ok=True)
    (tea / "queries" / "m.rq").write_text("# title: Times\n# description: So long.\n# view: matrix of scheme/leaf\nPREFIX tea: <" + "https://example.org/tea/terms#" + ">\nSELECT ?row ?column ?cell WHERE { ?row a ?column ; ?p ?cell }\n")
    (tea / "queries" / "wrong.rq").write_text("# title: Wrong\n# description: Not so.\n# view: matrix of scheme/leaf\nSELECT nonsense\n")
    with served(tea) as client:
        assert 'id="page-matrix-1">Times</h2>' in client.get("/cup/scheme/leaf.html").text


def test_who_looks_for_a_table_finds_it(client: FlaskClient) -> None:
    way = '<a href="/frost-2005/scheme/implication.html#page-matrix-1">Appendix 1 as a table</a>'
    for path in ("/", "/frost-2005/implication/co-location.html", "/frost-2005/evidence-category/A.html"):
        assert way in client.get(path).text, path
    there, again = (client.get(f"/frost-2005/{path}.html").text for path in ("scheme/implication", "section/table-of-findings"))
    assert there.count('<table class="matrix">') == again.count('<table class="matrix">') == 1
    assert way not in there + again


# errors


def test_an_error_page_offers_ways_out(client: FlaskClient) -> None:
    response = client.get("/frost-2005/level/coordination", headers={"Accept": "text/html"})
    assert response.status_code == 404
    assert 'action="/search"' in response.text and 'href="/frost-2005/"' in response.text
    assert 'href="/frost-2005/level/co-ordination"' in response.text, "what was perhaps meant"
    for path in ("/%00", "/x/../y", "/" + "a" * 3000, "/frost-2005/%F0%28"):
        assert client.get(path, headers={"Accept": "text/html"}).status_code in (308, 404), path


# the first page


def test_kinds_stand_in_the_order_and_groups_of_the_data(client: FlaskClient, tiny_client: FlaskClient) -> None:
    page = client.get("/").text.partition('id="page-shelves"')[2].partition("</section>")[0]
    assert re.findall("<h3>(.*?)</h3>", page)[:3] == ["What the review says", "The book", "The evidence"]
    kinds = re.findall(r'href="/frost-2005/([a-z-]+)/">', page)
    assert kinds[0] == "implication" and kinds.index("reference") < kinds.index("basis") and len(kinds) > 50
    assert "<h3>" not in tiny_client.get("/").text.partition('id="page-shelves"')[2].partition("</section>")[0], "where nothing groups them, one list"


# the query page


def query(client: FlaskClient, text: str) -> str:
    return client.get("/sparql", query_string={"query": text}, headers={"Accept": "text/html"}).text


def test_the_answer_to_a_query_is_a_table_with_names(client: FlaskClient) -> None:
    page = query(client, "SELECT ?tip WHERE { ?tip a rip:Tip } ORDER BY ?tip")
    assert "19 rows" in page and '<td title="https://w3id.org/rip-ld/frost-2005/tip/8"><a href="/frost-2005/tip/8">Tip 8:' in page


def test_a_yes_or_no_question_is_answered_so(client: FlaskClient) -> None:
    assert '<strong class="verdict">Yes</strong>, in ' in query(client, "ASK { ?tip a rip:Tip }")
    assert '<strong class="verdict">No</strong>, in ' in query(client, "ASK { ?tip a <urn:nothing> }")


def test_a_graph_is_shown_as_turtle(client: FlaskClient) -> None:
    assert "rdfs:label" in query(client, "CONSTRUCT WHERE { <https://w3id.org/rip-ld/frost-2005/tip/8> rdfs:label ?label }") or "#label" in query(
        client, "CONSTRUCT WHERE { <https://w3id.org/rip-ld/frost-2005/tip/8> rdfs:label ?label }"
    )


def test_a_faulty_query_stays_in_the_form_beside_its_fault(client: FlaskClient) -> None:
    page = query(client, "SELECT ?tip WHERE {")
    assert 'role="alert"' in page and "SELECT ?tip WHERE {</textarea>" in page


def test_the_queries_of_the_dataset_are_offered(tea: Path) -> None:
    (tea / "queries").mkdir(exist_ok=True)
    (tea / "queries" / "strong.rq").write_text("# title: Strong teas\n# description: Those that stay long.\nSELECT ?tea WHERE { ?tea tea:minutes ?m FILTER(?m > 3) }\n")
    (tea / "queries" / "all-leaves.rq").write_text("SELECT ?tea WHERE { ?tea a tea:Leaf }\n")
    with served(tea) as client:
        page = client.get("/sparql", headers={"Accept": "text/html"}).text
        assert ">Strong teas</a>" in page and "Those that stay long." in page and ">All leaves</a>" in page
        link = re.search(r'href="(/sparql\?query=[^"]+)" rel="nofollow">Strong teas', page)
        assert link and "Assam" in client.get(link[1].replace("&amp;", "&"), headers={"Accept": "text/html"}).text


# the search


def found(client: FlaskClient, words: str) -> list[str]:
    page = client.get("/search", query_string={"q": words}).text.partition('class="hits"')[2].partition("</ol>")[0]
    return re.findall(r'<p class="name"><a href="([^"]+)"', page)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("co-ordination", "/frost-2005/level/co-ordination"),
        ("A9", "/frost-2005/reference/A9"),
        ("glisson 1998", "/frost-2005/reference/A9"),
        ("effects of organisational climate", "/frost-2005/reference/A9"),
        ("OVRETVEIT 1993", "/frost-2005/reference/A25"),
        ("Øvretveit 1993", "/frost-2005/reference/A25"),
        ("wenger communities", "/frost-2005/reference/A37"),
        ("mut engag", "/frost-2005/framework/mutual-engagement"),
    ],
)
def test_the_search_finds_names_titles_and_codes(client: FlaskClient, words: str, first: str) -> None:
    assert first in found(client, words)[:3]


def test_a_name_that_is_the_words_sought_comes_first(client: FlaskClient) -> None:
    assert found(client, "collaboration")[0] == "/frost-2005/level/collaboration"


def test_things_come_before_the_shapes_and_terms_for_them(client: FlaskClient) -> None:
    hits = found(client, "team")
    assert "/shapes" not in hits[0] and not any("#" in hit for hit in hits[:10]), hits


def test_every_word_must_be_there(client: FlaskClient) -> None:
    assert found(client, "glisson zebra") == []
    assert "Nothing found" in client.get("/search?q=glisson+zebra").text


def test_other_names_and_scripts_are_found(tiny_client: FlaskClient) -> None:
    assert found(tiny_client, "緑茶") == ["/cup/leaf/green"]
    assert "緑茶" in tiny_client.get("/search?q=緑茶").text


def test_what_was_found_comes_in_pages(client: FlaskClient) -> None:
    first, second = client.get("/search?q=a").text, client.get("/search?q=a&page=2").text
    assert 'rel="next"' in first and 'rel="prev"' in second and '<ol class="hits" start="21">' in second
    assert not set(re.findall(r'name"><a href="([^"]+)', first)) & set(re.findall(r'name"><a href="([^"]+)', second))
    for page in ("0", "-3", "9999999", "x", ""):
        assert client.get("/search", query_string={"q": "a", "page": page}).status_code == 200


def test_an_odd_search_is_answered(client: FlaskClient) -> None:
    for words in ("", "   ", "?", "-", "\x00", "%", "a" * 5000, "(", "\\", "“”", "🫖", "a " * 200):
        assert client.get("/search", query_string={"q": words}).status_code == 200


# another dataset


def test_pages_of_another_dataset_say_nothing_of_the_first(tiny_client: FlaskClient) -> None:
    paths = ["/", "/cup/", "/cup/leaf/", "/cup/scheme/", "/cup/graph/", "/terms.html", "/shapes.html", "/search?q=green", "/sparql", "/sitemap.xml", "/robots.txt", "/nothing", "/static/site.css"]
    paths += [f"/cup/{name}.{extension}" for name in ("dataset", "leaf/green", "leaf/mud", "scheme/leaf", "graph/leaves") for extension in ("html", "ttl", "jsonld", "rdf", "nt")]
    paths += ["/sparql?query=ASK%7B%7D", "/sparql?query=x", "/dump.nt"]
    for path in paths:
        response = tiny_client.get(path, headers={"Accept": "text/html, */*;q=0.5"})
        assert response.status_code < 500, path
        text = response.text
        response.close()
        said = text + "\n".join(f"{name}: {value}" for name, value in response.headers)
        assert not re.search(r"rip[-_]?ld|frost|w3id|partnership|wenger|joined-up|review", said, re.IGNORECASE), path
