// What may stand here: the dataset's classes and properties with their labels, its prefixes, keywords, the query's own variables.
import { closeCompletion, insertCompletionText, selectedCompletion } from "@codemirror/autocomplete";

import TERMS from "./terms.rq";
import { code, declared, withinNoCode } from "./text.js";

const KEYWORDS = (
  "SELECT DISTINCT CONSTRUCT DESCRIBE ASK WHERE FROM NAMED PREFIX BASE OPTIONAL UNION MINUS GRAPH FILTER BIND VALUES AS GROUP BY HAVING ORDER ASC DESC LIMIT OFFSET " +
  "NOT EXISTS IN COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT STR LANG LANGMATCHES DATATYPE BOUND IRI COALESCE IF CONTAINS STRSTARTS STRENDS LCASE UCASE REGEX REPLACE YEAR NOW a"
).split(" ");
const MOST = 60;

export function prefixes() {
  const rows = document.querySelectorAll("#page-prefixes > div");
  return [...rows].map((row) => [row.querySelector("dt").textContent.replace(/:$/, ""), row.querySelector("dd").textContent]);
}

// The prefixes that may stand here: those that the text declares, then those of the dataset that it leaves their meaning, the longest first.
function known(text) {
  const own = declared(text);
  const others = prefixes().filter(([name]) => !own.has(name));
  return [...own, ...others.sort((a, b) => b[1].length - a[1].length)];
}

// A term is written with the prefix that was typed, else with the first that fits, else in full.
function short(iri, prefixes, typed) {
  const fitting = prefixes.filter(([, start]) => iri.startsWith(start) && /^[\w-]+$/.test(iri.slice(start.length)));
  const [name, start] = fitting.find(([name]) => typed.startsWith(`${name}:`)) ?? fitting[0] ?? [];
  return start === undefined ? `<${iri}>` : `${name}:${iri.slice(start.length)}`;
}

async function terms() {
  const response = await fetch(`/sparql?query=${encodeURIComponent(TERMS)}`, { headers: { Accept: "application/sparql-results+json" } });
  if (!response.ok) throw new Error(response.statusText);
  const { results } = await response.json();
  return results.bindings.map(({ term, type, count, label, info }) => ({
    iri: term.value,
    type: type.value,
    count: Number(count.value),
    name: label?.value ?? "",
    info: info?.value,
  }));
}

// A name is found by its beginning, by the beginning of its last part, or by words of its label; in this order.
function rank(term, typed) {
  const text = term.text.toLowerCase();
  if (text.startsWith(typed)) return 0;
  if (/[^:/#]*$/.exec(text)[0].startsWith(typed)) return 1;
  const name = term.name.toLowerCase();
  if (name.startsWith(typed) || name.includes(` ${typed}`)) return 2;
  return typed.length > 2 && (text.includes(typed) || name.includes(typed)) ? 3 : -1;
}

// What is taken has its prefix declared, so that the query runs elsewhere too.
function applied(text) {
  return (view, completion, from, to) => {
    const prefix = /^([\w-]*):/.exec(text)?.[1];
    const query = view.state.doc.toString();
    const iri = declared(query).has(prefix) ? undefined : new Map(prefixes()).get(prefix);
    view.dispatch(insertCompletionText(view.state, text, from, to));
    if (iri !== undefined) view.dispatch({ changes: { from: 0, insert: `PREFIX ${prefix}: <${iri}>\n` } });
  };
}

// Keywords may be in small letters; names may not.
function full(option, typed) {
  return option.label === typed || option.label === typed.toUpperCase();
}

// Enter after what is typed in full takes nothing: the list goes, and the key means what it means without one.
export function leaveFull(view) {
  const option = selectedCompletion(view.state);
  const { head } = view.state.selection.main;
  if (option && full(option, view.state.sliceDoc(Math.max(0, head - option.label.length), head))) closeCompletion(view);
  return false;
}

function declarations(typed) {
  const options = prefixes().filter(([name]) => name.startsWith(typed.replace(/:$/, "")));
  return options.map(([name, iri]) => ({ label: `${name}: <${iri}>`, type: "namespace" }));
}

function variables(typed, text) {
  const used = new Set(code(text).match(/[?$]\w+/g));
  return [...used].filter((name) => name.toLowerCase().startsWith(typed.toLowerCase())).map((label) => ({ label, type: "variable" }));
}

function names(typed, terms, prefixes, wanted) {
  const matching = terms
    .map((term) => ({ ...term, text: short(term.iri, prefixes, typed) }))
    .map((term) => ({ ...term, rank: typed ? rank(term, typed.toLowerCase()) : 0 }))
    .filter((term) => term.rank >= 0)
    .sort((a, b) => (b.type === wanted) - (a.type === wanted) || a.rank - b.rank || b.count - a.count)
    .slice(0, MOST);
  return matching.map((term) => ({
    label: term.text,
    detail: [term.name, `${term.type}, ${term.count.toLocaleString("en")}`].filter(Boolean).join(" · "),
    info: term.info,
    type: term.type,
    apply: applied(term.text),
  }));
}

function begun(typed, prefixes) {
  const options = prefixes.filter(([name]) => /^[\w-]+$/.test(typed) && name.startsWith(typed)).sort();
  return options.map(([name, iri]) => ({ label: `${name}:`, detail: iri, type: "namespace", apply: applied(`${name}:`) }));
}

function keywords(typed) {
  return KEYWORDS.filter((keyword) => typed && keyword.toLowerCase().startsWith(typed.toLowerCase())).map((label) => ({ label, type: "keyword" }));
}

export function completions() {
  let asked = null;
  async function fitting(typed, before, after) {
    const text = `${before} ${after}`; // without what is being typed
    const plain = code(before);
    if (/PREFIX\s+$/i.test(plain)) return declarations(typed);
    if (/^[?$]/.test(typed)) return variables(typed, text);
    asked ??= terms().catch(() => ((asked = null), [])); // the next key asks again
    const usable = known(text);
    const wanted = /(?:^|[\s;{.])(?:a|rdf:type)\s+$/.test(plain) ? "class" : "property";
    const others = [...names(typed, await asked, usable, wanted), ...begun(typed, usable)];
    const first = /^[A-Z]+$/.test(typed) || !plain.includes("{"); // outside of patterns, or typed as keywords are
    return first ? [...keywords(typed), ...others] : [...others, ...keywords(typed)];
  }
  return async (context) => {
    const { from, text: typed } = context.matchBefore(/[?$]?[\w-]*(?::[\w-]*)?/);
    const text = context.state.doc.toString();
    if ((!typed && !context.explicit) || withinNoCode(text.slice(0, context.pos))) return null;
    const options = await fitting(typed, text.slice(0, from), text.slice(context.pos));
    options.sort((a, b) => full(b, typed) - full(a, typed));
    return options.some((option) => context.explicit || !full(option, typed)) ? { from, options, filter: false } : null;
  };
}
