// The editor of the query page. The form's text area stays the truth: without this script it is the editor.
import { autocompletion, closeBrackets, closeCompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, indentOnInput, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { linter } from "@codemirror/lint";
import { EditorState, Prec } from "@codemirror/state";
import { EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

import { brackets } from "./brackets.js";
import { completions, leaveFull } from "./complete.js";
import { faults } from "./faults.js";

const THEME = EditorView.theme({
  "&": { maxHeight: "70vh", color: "var(--ink)", backgroundColor: "var(--paper)", fontSize: "0.9rem" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.5", overflow: "auto" },
  ".cm-content": { caretColor: "var(--ink)", padding: "0.6rem 0", minHeight: "11rem" },
  ".cm-gutter": { minHeight: "11rem" },
  ".cm-gutters": { backgroundColor: "var(--panel)", color: "var(--soft)", borderRight: "1px solid var(--rule)" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--panel)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "transparent", outline: "1px solid var(--mark)" },
  ".cm-tooltip": { backgroundColor: "var(--paper)", color: "var(--ink)", border: "1px solid var(--soft)", borderRadius: "4px", maxWidth: "min(90vw, 40rem)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", maxHeight: "16em", maxWidth: "min(90vw, 40rem)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "0.2rem 0.5rem", whiteSpace: "normal" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--mark)", color: "var(--on-mark)" },
  ".cm-completionDetail": { fontFamily: "var(--sans)", fontStyle: "normal", color: "var(--soft)" },
  "li[aria-selected] .cm-completionDetail": { color: "var(--on-mark)" },
  ".cm-completionIcon": { display: "none" },
  ".cm-completionInfo": { fontFamily: "var(--sans)", padding: "0.4rem 0.6rem", maxWidth: "22rem" },
  ".cm-diagnostic": { fontFamily: "var(--sans)", padding: "0.3rem 0.6rem" },
  ".cm-lintRange-error, .cm-lintRange-warning": { backgroundImage: "none", textDecoration: "underline wavy var(--warn-rule) 1.5px", textUnderlineOffset: "0.2em" },
  ".cm-lintPoint::after": { borderBottomColor: "var(--warn-rule)", bottom: "-2px" },
});

const LANGUAGE = StreamLanguage.define({ ...sparql, languageData: { ...sparql.languageData, indentOnInput: /^\s*[}\])]$/ } });
const COLOURS = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--link)", fontWeight: "600" },
  { tag: [tags.variableName, tags.special(tags.variableName), tags.local(tags.variableName)], color: "var(--visited)" },
  { tag: [tags.string, tags.special(tags.string), tags.number], color: "var(--string)" },
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
  { tag: tags.atom, color: "var(--visited)" },
]);

// What the text area is described by, told at the editor itself: an IDREF does not cross the shadow root. A failure is that of the text that was sent.
function described(textarea) {
  const sent = textarea.value;
  const told = (id) => document.querySelector(id)?.textContent.replace(/\s+/g, " ").trim() ?? "";
  const [failure, keys] = [told("#page-failure p"), told("#page-keys")];
  return (view) => {
    const failed = failure && view.state.doc.toString() === sent;
    return { "aria-invalid": String(Boolean(failed)), "aria-description": failed ? `${failure} ${keys}` : keys };
  };
}

function edit(textarea) {
  const form = textarea.form;
  const host = document.createElement("div");
  host.className = "editor";
  // Inside a shadow root the editor's styles are constructed style sheets, which the page's policy allows.
  const root = host.attachShadow({ mode: "open" });
  const run = () => {
    form.requestSubmit(form.querySelector("button.first"));
    return true;
  };
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: textarea.value,
      extensions: [
        Prec.highest(keymap.of([{ key: "Mod-Enter", run }, { key: "Enter", run: leaveFull }, { key: "Tab", run: (view) => closeCompletion(view) && false }])),
        lineNumbers(),
        history(),
        bracketMatching(),
        brackets,
        closeBrackets(),
        indentOnInput(),
        highlightActiveLine(),
        EditorView.lineWrapping,
        LANGUAGE,
        syntaxHighlighting(COLOURS),
        autocompletion({ override: [completions()], icons: false }),
        linter(faults(textarea), { delay: 600 }),
        keymap.of([...completionKeymap, ...historyKeymap, ...defaultKeymap]), // Tab is in none of them: it leaves the editor
        EditorView.contentAttributes.of({ "aria-label": document.getElementById("page-query-label").textContent, "aria-keyshortcuts": "Control+Enter" }),
        EditorView.contentAttributes.of(described(textarea)),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) textarea.value = update.state.doc.toString();
          root.querySelector(".cm-tooltip-autocomplete > ul")?.setAttribute("tabindex", "0"); // it scrolls; Tab closes it before it gets there
        }),
        THEME,
      ],
    }),
  });
  textarea.hidden = true;
  textarea.before(host);
  document.getElementById("page-query-label").addEventListener("click", () => view.focus());
  document.getElementById("page-keys").hidden = false;
  const { line, column } = textarea.dataset;
  if (line && line <= view.state.doc.lines) {
    const row = view.state.doc.line(line);
    view.dispatch({ selection: { anchor: Math.min(row.from + Number(column) - 1, row.to) }, scrollIntoView: true });
    view.focus();
  }
  host.editor = view;
}

const textarea = document.getElementById("page-query");
if (textarea?.form) edit(textarea);
