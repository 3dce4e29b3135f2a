// What may stand here: the dataset's classes and properties with their labels, its prefixes, keywords, the query's own variables.
import { insertCompletionText } from "@codemirror/autocomplete";

import TERMS from "./terms.rq";

const KEYWORDS = (
  "SELECT DISTINCT CONSTRUCT DESCRIBE ASK WHERE FROM NAMED PREFIX BASE OPTIONAL UNION MINUS GRAPH FILTER BIND VALUES AS GROUP BY HAVING ORDER ASC DESC LIMIT OFFSET " +
  "NOT EXISTS IN COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT STR LANG LANGMATCHES DATATYPE BOUND IRI COALESCE IF CONTAINS STRSTARTS STRENDS LCASE UCASE REGEX REPLACE YEAR NOW"
).split(" ");
const MOST = 60;

export function prefixes() {
  const rows = document.querySelectorAll("#page-prefixes > div");
  return [...rows].map((row) => [row.querySelector("dt").textContent.replace(/:$/, ""), row.querySelector("dd").textContent]);
}

function short(iri, known) {
  const best = known.filter(([, start]) => iri.startsWith(start)).sort((a, b) => b[1].length - a[1].length)[0];
  const local = best && iri.slice(best[1].length);
  return best && /^[\w-]+$/.test(local) ? `${best[0]}:${local}` : `<${iri}>`;
}

async function terms(known) {
  const response = await fetch(`/sparql?query=${encodeURIComponent(TERMS)}`, { headers: { Accept: "application/sparql-results+json" } });
  if (!response.ok) throw new Error(response.statusText);
  const { results } = await response.json();
  return results.bindings.map(({ term, type, count, label, info }) => ({
    text: short(term.value, known),
    iri: term.value,
    type: type.value,
    count: Number(count.value),
    name: label?.value ?? "",
    info: info?.value,
  }));
}

// A name is found by its beginning, by the beginning of its part after the colon, or by words of its label; in this order.
function rank(term, typed) {
  const text = term.text.toLowerCase();
  if (text.startsWith(typed)) return 0;
  if (text.slice(text.indexOf(":") + 1).startsWith(typed)) return 1;
  const name = term.name.toLowerCase();
  if (name.startsWith(typed) || name.includes(` ${typed}`)) return 2;
  return typed.length > 2 && (text.includes(typed) || name.includes(typed)) ? 3 : -1;
}

function applied(text) {
  return (view, completion, from, to) => {
    const known = new Map(prefixes());
    const prefix = /^([\w-]+):/.exec(text)?.[1];
    const query = view.state.doc.toString();
    const declared = !prefix || !known.has(prefix) || new RegExp(`PREFIX\\s+${prefix}:`, "i").test(query);
    view.dispatch(insertCompletionText(view.state, text, from, to));
    if (!declared) view.dispatch({ changes: { from: 0, insert: `PREFIX ${prefix}: <${known.get(prefix)}>\n` } });
  };
}

export function completions() {
  let asked = null;
  return async (context) => {
    const word = context.matchBefore(/[?$]?[\w-]*(?::[\w-]*)?|<[^<>\s]*/);
    if (!word || (word.from === word.to && !context.explicit)) return null;
    const known = prefixes();
    const typed = word.text.toLowerCase();
    const before = context.state.sliceDoc(Math.max(0, word.from - 200), word.from);
    if (/PREFIX\s+$/i.test(before)) {
      const options = known.filter(([name]) => name.startsWith(typed.replace(/:$/, ""))).map(([name, iri]) => ({ label: `${name}: <${iri}>`, type: "namespace" }));
      return options.length ? { from: word.from, options, filter: false } : null;
    }
    if (/^[?$]/.test(typed)) {
      const used = new Set(context.state.doc.toString().match(/[?$]\w+/g));
      used.delete(word.text);
      return { from: word.from, options: [...used].filter((name) => name.toLowerCase().startsWith(typed)).map((label) => ({ label, type: "variable" })), filter: false };
    }
    asked ??= terms(known).catch(() => ((asked = null), [])); // the next key asks again
    const found = await asked;
    const wanted = /(?:^|[\s;{.])(?:a|rdf:type)\s+$/.test(before) ? "class" : "property";
    const matching = found
      .map((term) => ({ ...term, rank: typed ? rank(term, typed) : 0 }))
      .filter((term) => term.rank >= 0)
      .sort((a, b) => (b.type === wanted) - (a.type === wanted) || a.rank - b.rank || b.count - a.count)
      .slice(0, MOST);
    const options = matching.map((term) => ({
      label: term.text,
      detail: [term.name, `${term.type}, ${term.count.toLocaleString("en")}`].filter(Boolean).join(" · "),
      info: term.info,
      type: term.type,
      apply: applied(term.text),
    }));
    const started = known.filter(([name]) => typed && name.startsWith(typed.replace(/:$/, "")) && !typed.includes(":"));
    options.push(...started.map(([name, iri]) => ({ label: `${name}:`, detail: iri, type: "namespace", apply: applied(`${name}:`) })));
    const keywords = typed && !typed.includes(":") ? KEYWORDS.filter((keyword) => keyword.toLowerCase().startsWith(typed)).map((label) => ({ label, type: "keyword" })) : [];
    const first = /^[A-Z]+$/.test(word.text) || !context.state.sliceDoc(0, word.from).includes("{"); // outside of patterns, or typed as keywords are
    const all = first ? [...keywords, ...options] : [...options, ...keywords];
    return all.length ? { from: word.from, options: all, filter: false } : null;
  };
}
