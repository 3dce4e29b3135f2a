"""What a client of the web pages sees."""

from flask.testing import FlaskClient


def test_a_thing_leads_to_the_document_that_the_client_likes_best(client: FlaskClient) -> None:
    for accept, extension in (("text/html", "html"), ("text/turtle", "ttl"), ("application/ld+json", "jsonld"), ("application/rdf+xml", "rdf"), ("application/n-triples", "nt")):
        response = client.get("/frost-2005/level/co-ordination", headers={"Accept": accept})
        assert response.status_code == 303
        assert response.headers["Location"].endswith(f"/frost-2005/level/co-ordination.{extension}")
        assert "Accept" in response.headers["Vary"]


def test_the_page_of_a_level_shows_its_label(client: FlaskClient) -> None:
    assert "<h1>Co-ordination</h1>" in client.get("/frost-2005/level/co-ordination.html").text


def test_a_second_dataset_is_served_by_the_same_code(tiny_client: FlaskClient) -> None:
    assert "<h1>Sencha</h1>" in tiny_client.get("/cup/leaf/sencha.html").text
    assert "<script>alert" not in tiny_client.get("/cup/leaf/sencha.html").text


def test_a_query_is_answered(client: FlaskClient) -> None:
    response = client.get("/sparql", query_string={"query": "ASK { ?s a skos:Concept }"})
    assert response.json["boolean"] is True
