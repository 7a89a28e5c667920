// "How it goes": what the present person can say, to be tapped.

import { el, isPrivate, person, state } from "./store.js";

const wide = matchMedia("(min-width: 1240px)");
const CLOSED = "guide closed";

export function showGuide() {
  const part = person(state.me).part;
  for (const section of el("guide").querySelectorAll("section[data-for]")) {
    section.hidden = section.dataset.for !== part;
  }
}

export function toggleGuide(open = el("guide").hidden) {
  el("guide").hidden = !open;
  el("howto").setAttribute("aria-expanded", String(open));
  el("app").classList.toggle("with-guide", open);
  if (wide.matches) localStorage.setItem(CLOSED, open ? "" : "yes");
}

/** `take(text, chat)` is called with a tapped phrase and the chat that it belongs into. */
export function startGuide(take) {
  el("howto").addEventListener("click", () => toggleGuide());
  el("guide-close").addEventListener("click", () => {
    toggleGuide(false);
    el("howto").focus();
  });
  el("guide").addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    toggleGuide(false);
    el("howto").focus();
  });
  el("guide").addEventListener("click", (event) => {
    const phrase = event.target.closest("[data-say]");
    if (!phrase) return;
    if (!wide.matches) toggleGuide(false);
    take(phrase.dataset.say, chatFor("private" in phrase.dataset));
  });
  openBeside();
  wide.addEventListener("change", openBeside);
}

/** Where there is room beside the talk it is open, unless it was closed there. */
function openBeside() {
  toggleGuide(wide.matches && !localStorage.getItem(CLOSED));
}

function chatFor(wantsPrivate) {
  if (isPrivate(state.chat) === wantsPrivate) return state.chat;
  return person(state.me).chats.find((chat) => isPrivate(chat) === wantsPrivate) ?? state.chat;
}
