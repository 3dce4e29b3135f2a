// What the editor must know of the text of a query: what of it is no code, and which prefixes it declares.

// A comment, a language tag, a long string, a short string, an address; the groups are the ends, which may be missing where the text ends.
const NOT_CODE = /#.*|@[\w-]*|("""|''')(?:\\[^]?|(?!\1)[^\\])*(\1|$)|(["'])(?:\\.?|(?!\3)[^\\\n])*(\3|$|(?=\n))|<(?![=?$])[^\s<>"{}|^`\\]*(>|$)/g;

// Tells whether a text ends within a comment, a string, a language tag or an address.
export function withinNoCode(text) {
  const last = [...text.matchAll(NOT_CODE)].pop();
  return last !== undefined && last.index + last[0].length === text.length && !(last[2] || last[4] || last[5]);
}

// Gives a text with blanks for its comments, strings, language tags and addresses: all else stays at its place.
export function code(text) {
  return text.replace(NOT_CODE, (found) => found.replace(/[^\n]/g, " "));
}

// Gives the prefixes that a text declares, with what they stand for; of two declarations the last counts.
export function declared(text) {
  const plain = code(text);
  const found = [...text.matchAll(/\bPREFIX\s+([^\s:<>]*):\s*<([^\s<>]*)>/gi)].filter(({ index }) => plain[index] !== " ");
  return new Map(found.map(([, name, iri]) => [name, iri]));
}
