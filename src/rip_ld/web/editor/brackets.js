// Brackets that are typed: the editor adds the closing one of a pair, and whoever types it too wants one, not two.
import { EditorView } from "@codemirror/view";

import { code, withinNoCode } from "./text.js";

const OPENING = { "}": "{", "]": "[", ")": "(" };
const BRACKETS = [...Object.keys(OPENING), ...Object.values(OPENING)];

function count(text, sign) {
  return text.split(sign).length - 1;
}

// In comments and strings a bracket is a letter. Elsewhere a closing one takes the place of the next, on a later line too, if there are as many as opening ones.
export const brackets = EditorView.inputHandler.of((view, from, to, typed, insert) => {
  if (!BRACKETS.includes(typed)) return false;
  const text = view.state.doc.toString();
  if (withinNoCode(text.slice(0, from))) {
    view.dispatch(insert());
    return true;
  }
  const [ahead, next] = /^\s*(.)/.exec(text.slice(to)) ?? [];
  const plain = code(text);
  if (next !== typed || !(typed in OPENING) || count(plain, OPENING[typed]) > count(plain, typed)) return false;
  view.dispatch({ changes: { from, to: to + ahead.length, insert: typed }, selection: { anchor: from + 1 }, scrollIntoView: true, userEvent: "input.type" });
  return true;
});
