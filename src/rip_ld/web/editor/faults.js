// Where a query is no SPARQL: what the server has said of it, else what a parser in the browser says while one types.
import { Parser } from "sparqljs";

import { prefixes } from "./complete.js";

export function faults(textarea) {
  const sent = textarea.value;
  return (view) => {
    const text = view.state.doc.toString();
    if (!text.trim()) return [];
    if (text === sent && textarea.dataset.line) {
      return [at(view.state.doc, Number(textarea.dataset.line), Number(textarea.dataset.column) - 1, textarea.dataset.reason, "error")];
    }
    try {
      new Parser({ prefixes: Object.fromEntries(prefixes()) }).parse(text);
      return [];
    } catch (error) {
      return [explained(error, view.state.doc)];
    }
  };
}

function explained(error, doc) {
  const place = error.hash?.loc;
  if (place) {
    const found = error.hash.token === "EOF" ? "The query ends too early" : `The query cannot be read from “${error.hash.text}” on`;
    const before = Math.min(doc.line(Math.min(place.last_line, doc.lines)).from + place.last_column, doc.length); // the end of the last token that could be read
    const from = error.hash.token === "EOF" ? doc.length : Math.max(before, doc.toString().indexOf(error.hash.text, before));
    const line = doc.lineAt(from);
    return at(doc, line.number, from - line.from, found, "warning");
  }
  const prefix = /^Unknown prefix: (.*)$/.exec(error.message)?.[1];
  const from = prefix === undefined ? -1 : doc.toString().search(new RegExp(`(?<![\\w-])${prefix}:`));
  const line = from < 0 ? doc.line(1) : doc.lineAt(from);
  return at(doc, line.number, from < 0 ? 0 : from - line.from, from < 0 ? error.message.split("\n")[0] : `The prefix ${prefix}: is not declared`, "warning");
}

function at(doc, number, column, message, severity) {
  const line = doc.line(Math.max(1, Math.min(number, doc.lines)));
  const from = Math.max(line.from, Math.min(line.from + column, line.to));
  const word = /^[\w?$:-]+/.exec(doc.sliceString(from, line.to))?.[0].length ?? 1;
  return { from, to: Math.min(from + word, line.to), message: `${message} (line ${line.number}, column ${from - line.from + 1}).`, severity };
}
