// What lies over the page for a moment: a message's menu, a picture in full, a word of notice.

import { el, state } from "./store.js";

let toastTimer;

/** What was said last is over. */
export function hush() {
  clearTimeout(toastTimer);
  el("toast").hidden = true;
}

/** Say something to the visitor for a few seconds. */
export function toast(text) {
  const box = el("toast");
  box.textContent = text;
  box.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => {
    box.hidden = true;
  }, 3200);
}

let menuFor = null;

export function closeMenu() {
  el("menu").hidden = true;
  menuFor?.opener?.setAttribute("aria-expanded", "false");
  menuFor = null;
}

/** Show what can be done with a message, beside a point of the window. */
export function openMenu(message, x, y, opener = null) {
  const menu = el("menu");
  const own = message.account === state.me;
  for (const item of menu.children) {
    const does = item.dataset.do;
    item.hidden =
      (does === "edit" && (!own || !message.text)) ||
      (does === "recall" && !own) ||
      (does === "copy" && !message.text);
  }
  menuFor = { message, opener };
  opener?.setAttribute("aria-expanded", "true");
  menu.hidden = false;
  const left = Math.min(x, innerWidth - menu.offsetWidth - 8);
  const top = y + menu.offsetHeight + 8 > innerHeight ? y - menu.offsetHeight : y;
  menu.style.left = `${Math.max(8, left)}px`;
  menu.style.top = `${Math.max(8, top)}px`;
  [...menu.children].find((item) => !item.hidden).focus();
}

function moveInMenu(event) {
  const items = [...el("menu").children].filter((item) => !item.hidden);
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (step) {
    event.preventDefault();
    const place = items.indexOf(document.activeElement);
    items[(place + step + items.length) % items.length].focus();
  } else if (event.key === "Escape" || event.key === "Tab") {
    const opener = menuFor?.opener;
    closeMenu();
    opener?.focus();
  }
}

/** `act(what, message)` is called with what was chosen: quote, copy, edit or recall. */
export function startMenu(act) {
  el("menu").addEventListener("click", (event) => {
    const item = event.target.closest("[data-do]");
    if (!item) return;
    const { message, opener } = menuFor;
    closeMenu();
    opener?.focus();
    act(item.dataset.do, message);
  });
  el("menu").addEventListener("keydown", moveInMenu);
  document.addEventListener("pointerdown", (event) => {
    if (!el("menu").hidden && !el("menu").contains(event.target)) closeMenu();
  });
  el("scroll").addEventListener("scroll", closeMenu, { passive: true });
}

/** Show a picture in full; a click on it goes between fitting the window and its true size. */
export function openPicture(address, keep, name) {
  el("viewer-picture").src = address;
  el("viewer-save").href = keep;
  el("viewer-save").download = name;
  el("viewer").classList.remove("full");
  el("viewer").showModal();
}

export function startViewer() {
  const viewer = el("viewer");
  el("viewer-close").addEventListener("click", () => viewer.close());
  el("viewer-ground").addEventListener("click", (event) => {
    if (event.target === el("viewer-picture")) viewer.classList.toggle("full");
    else viewer.close();
  });
  viewer.addEventListener("close", () => el("viewer-picture").removeAttribute("src"));
  for (const dialog of document.querySelectorAll("dialog")) {
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.querySelector("[data-close]")?.addEventListener("click", () => dialog.close());
  }
}
