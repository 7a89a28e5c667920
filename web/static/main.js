// Puts the page together: who one is, which chat is open, what happens, and who is told of it.

import { follow, get, post, Refused } from "./api.js";
import { dropContext, editMessage, openComposer, quoteMessage, startComposer, write }
  from "./composer.js";
import { showGuide, startGuide, toggleGuide } from "./guide.js";
import { openMenu, openPicture, startMenu, startViewer, toast } from "./over.js";
import { showSample, startSample, stopFollowing } from "./sample.js";
import { buildPeople, buildRows, showSide } from "./side.js";
import { el, fill, person, state, unreadIn, words, world } from "./store.js";
import { goTo, loadEarlier, messageOf, openTalk, takeIn, toEnd, watchScroll } from "./talk.js";

const BACKGROUND_CHECK = 15_000;
let stopStream = null;
let backgroundTimer;

/** Do something that the server may refuse, and say so if it does. */
async function tried(work) {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    toast(error.message);
    return null;
  }
}

function remember() {
  const address = new URL(location.href);
  address.searchParams.set("as", state.me);
  address.searchParams.set("chat", state.chat);
  history.replaceState(null, "", address);
}

function markRead() {
  if (document.hidden || !unreadIn(state.me, state.chat)) return;
  if (el("app").dataset.view === "list" && matchMedia("(max-width: 760px)").matches) return;
  tried(() => post("/read", { account: state.me, chat: state.chat }));
}

function common(told) {
  state.unread = told.unread;
  state.now = told.now;
  showSide();
  showSample(told.sample);
}

function onNews({ news, restart, offline, online }) {
  if (news) {
    state.latest = Math.max(state.latest, news.latest);
    state.now = news.now;
    takeIn(news.messages);
    common(news);
    markRead();
  }
  if (restart) begin();
  if (offline) el("offline").textContent = words.offline;
  if (offline || online) el("offline").hidden = !offline;
  if (online && !state.past[state.chat]) tried(openTalk);
}

function listen() {
  stopStream?.();
  stopStream = follow(
    () => ({ as: state.me, after: state.latest, epoch: state.epoch }),
    onNews,
  );
}

async function openChat(chat) {
  state.chat = chat;
  el("app").dataset.view = "chat";
  remember();
  openComposer();
  showSide();
  await tried(openTalk);
  markRead();
}

/** Be somebody, in a chat of theirs: the one wanted, the present one, or their first. */
async function become(account, wanted = state.chat) {
  state.me = account;
  const chats = person(account).chats;
  state.chat = chats.includes(wanted) ? wanted : chats[0];
  await begin();
}

let beginning = 0;

async function begin() {
  stopStream?.();
  beginning += 1;
  const turn = beginning;
  const stand = await tried(() => get("/state", { as: state.me }));
  if (turn !== beginning) return;
  if (!stand) {
    setTimeout(() => turn === beginning && begin(), 2000);
    return;
  }
  Object.assign(state, { epoch: stand.epoch, latest: stand.latest, last: stand.last, past: {} });
  state.unread = stand.unread;
  state.now = stand.now;
  buildRows((chat) => {
    stopFollowing();
    openChat(chat);
  });
  showGuide();
  listen();
  await openChat(state.chat);
  showSample(stand.sample);
}

function act(what, message) {
  if (what === "quote") quoteMessage(message);
  if (what === "edit") editMessage(message);
  if (what === "copy") {
    navigator.clipboard?.writeText(message.text).then(() => toast(words.copied));
  }
  if (what === "recall") {
    tried(() => post("/recall", { account: state.me, number: message.number }));
  }
}

async function pressButton(button) {
  const message = messageOf(button);
  const place = Number(button.dataset.press);
  button.disabled = true;
  const done = await tried(() =>
    post("/press", { account: state.me, number: message.number, place }),
  );
  if (done) toast(fill(words.pressed, { label: message.buttons[place] }));
  button.disabled = false;
}

function onMessageClick(event) {
  const at = (selector) => event.target.closest(selector);
  const more = at(".more");
  if (more) {
    const box = more.getBoundingClientRect();
    openMenu(messageOf(more), box.left, box.bottom + 4, more);
  } else if (at("[data-press]")) pressButton(at("[data-press]"));
  else if (at(".quote")) tried(() => goTo(Number(at(".quote").dataset.goto)));
  else if (at(".picture")) {
    const { picture, keep, name } = at(".picture").dataset;
    openPicture(picture, keep, name);
  } else if (at(".mention")) write(`@${at(".mention").dataset.name} `, { add: true });
  else if (at(".again")) write(messageOf(at(".again")).before);
}

function startMessages() {
  const list = el("messages");
  list.addEventListener("click", onMessageClick);
  // A long press on a phone and the right button of a mouse both ask for the menu.
  list.addEventListener("contextmenu", (event) => {
    const bubble = event.target.closest(".bubble");
    if (!bubble || String(getSelection())) return;
    event.preventDefault();
    openMenu(messageOf(bubble), event.clientX, event.clientY, bubble.parentElement.querySelector(".more"));
  });
  el("earlier").addEventListener("click", () => tried(loadEarlier));
  el("newer").addEventListener("click", toEnd);
}

function startPeople() {
  buildPeople((account) => {
    el("picker").close();
    stopFollowing();
    become(account);
  });
  el("me").addEventListener("click", () => el("picker").showModal());
  el("back").addEventListener("click", () => {
    el("app").dataset.view = "list";
  });
  const leader = world.people.find((one) => one.part === "leader");
  for (const button of document.querySelectorAll("[data-become]")) {
    button.addEventListener("click", () => leader && become(leader.account));
  }
  document.querySelector("[data-say-first]").addEventListener("click", () => {
    const first = el("guide").querySelector(`[data-for="leader"] [data-say]`);
    write(first.dataset.say);
  });
  for (const button of document.querySelectorAll("[data-open-guide]")) {
    button.addEventListener("click", () => toggleGuide(true));
  }
}

/** A page out of sight gives its connection back (browsers have few) and only looks now and then. */
function onVisibility() {
  clearInterval(backgroundTimer);
  if (!document.hidden) {
    listen();
    return;
  }
  stopStream?.();
  backgroundTimer = setInterval(async () => {
    const stand = await get("/state", { as: state.me }).catch(() => null);
    if (stand) common(stand);
  }, BACKGROUND_CHECK);
}

function start() {
  startPeople();
  startMessages();
  startComposer();
  startViewer();
  startMenu(act);
  watchScroll();
  startGuide(async (text, chat) => {
    if (chat !== state.chat) await openChat(chat);
    dropContext();
    write(text);
  });
  startSample((account, chat) => {
    if (account !== state.me) become(account, chat);
    else if (chat !== state.chat) openChat(chat);
  });
  document.addEventListener("visibilitychange", onVisibility);
  addEventListener("pagehide", () => stopStream?.());
  addEventListener("pageshow", (event) => event.persisted && listen());
  const asked = new URLSearchParams(location.search);
  const first = person(asked.get("as")) ?? world.people[0];
  become(first.account, asked.get("chat") ?? "");
}

start();
