"""The application: create_app puts the blueprints together."""

import os
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask, Response, request
from jinja2 import FileSystemBytecodeCache
from werkzeug.wsgi import get_host

from rip_ld.publication import Publication
from rip_ld.web import addresses, errors, gallery, harvest, pages, sparql
from rip_ld.web.conditions import keep_apart
from rip_ld.web.documents import Documents
from rip_ld.web.respond import everywhere, finish, named
from rip_ld.web.view import View

WRITERS = ("alternates", "facts", "formats", "link", "listed", "path", "short", "to_table", "turtle", "value", "values")
TEMPLATES = Path(__file__).with_name("templates")


def create_app(publication: Publication) -> Flask:
    """Make the Flask application that serves a publication."""
    app = Flask("rip_ld.web", static_folder="static", static_url_path="/static")
    app.config.update(MAX_CONTENT_LENGTH=errors.MOST_BODY, SEND_FILE_MAX_AGE_DEFAULT=86400)
    app.url_map.merge_slashes = False
    app.json.sort_keys = False
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.bytecode_cache = _compiled()
    app.extensions["publication"] = publication
    view = app.extensions["view"] = View(publication)
    app.jinja_env.globals.update(view=view, site=view.site, once=lru_cache(maxsize=1 << 12))
    app.jinja_env.filters.update({name: getattr(view, name) for name in WRITERS})  # which templates call at once, methods only through their context
    for name, template in (("show", "macros.html"), ("frame", "frame.html")):  # made once, not with every page
        app.jinja_env.globals[name] = app.jinja_env.get_template(template).module
    page = app.jinja_env.get_template("resource.html")  # which needs none of what render_template adds
    page.globals = dict(page.globals)  # every page copies them, and a plain dict is copied at once
    for module in (sparql, gallery, harvest, pages):
        app.register_blueprint(module.blueprint)
    errors.register(app)
    taken = frozenset(rule.rule.split("/")[1].partition("<")[0] for rule in app.url_map.iter_rules()) - {""}
    app.extensions["documents"] = Documents(publication, view, page, taken)

    @app.before_request
    def _right_address() -> Response | None:
        keep_apart(request.environ)
        publication.store.begin()
        path = request.environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        right = None if request.method == "OPTIONS" else addresses.fixed(path)
        if right is not None:
            return addresses.again(right)
        if request.method not in ("GET", "HEAD"):
            addresses.must_exist()
        if path.startswith("//"):  # which routing would take for one slash: two addresses of one thing
            return addresses.lead(named(path))
        return None

    @app.after_request
    def _finish(response: Response) -> Response:
        return finish(response, request, publication.changed)

    app.wsgi_app = everywhere(app.wsgi_app)
    if publication.settings.public_url:
        app.wsgi_app = _known_as(publication.settings.public_url, app.wsgi_app)
    else:
        app.wsgi_app = _reached(app.wsgi_app)
    return app


def _compiled() -> FileSystemBytecodeCache | None:
    """Keep compiled templates beside them, as Python keeps compiled modules; None where nothing may be written there."""
    folder = TEMPLATES / "__pycache__"
    try:
        folder.mkdir(exist_ok=True)
    except OSError:
        return None
    return FileSystemBytecodeCache(str(folder)) if os.access(folder, os.W_OK) else None


def _reached(application: Callable) -> Callable:
    """Make an application believe that it was reached where it listens if the Host header names no host (RFC 9110, section 7.2)."""

    def reached(environ: dict, start_response: Callable) -> object:
        return application(environ if get_host(environ) else {name: value for name, value in environ.items() if name != "HTTP_HOST"}, start_response)

    return reached


def _known_as(address: str, application: Callable) -> Callable:
    """Make an application believe that it was reached at its public address, whatever the Host header says."""
    parts = urlsplit(address)

    def known(environ: dict, start_response: Callable) -> object:
        return application(environ | {"HTTP_HOST": parts.netloc, "wsgi.url_scheme": parts.scheme}, start_response)

    return known
