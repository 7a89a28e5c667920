// The open chat: its messages in order, and where the reader is in them.

import { get } from "./api.js";
import { dividerBetween, messageNode } from "./bubble.js";
import { el, fill, group, isPrivate, chatTitle, person, state, words } from "./store.js";

const NEAR = 90; // pixels from the end within which the reader follows the talk
let unseen = 0;
let following = true;

const past = () => state.past[state.chat];
const ordered = () => [...past().messages.values()].sort((a, b) => a.number - b.number);
const nodeOf = (number) => el("messages").querySelector(`[data-number="${number}"]`);

/** Keep what is told, without losing what the sender's own page remembers of it. */
function keep(chat, message) {
  const known = state.past[chat].messages.get(message.number);
  if (known && known.changed > message.changed) return;
  if (message.recalled && known) message.before = known.before ?? known.text;
  state.past[chat].messages.set(message.number, message);
}

function renderAll() {
  const nodes = [];
  let before = null;
  for (const message of ordered()) {
    const divider = dividerBetween(before, message);
    if (divider) nodes.push(divider);
    nodes.push(messageNode(message));
    before = message;
  }
  el("messages").replaceChildren(...nodes);
  showEnds();
}

function showEnds() {
  el("earlier").hidden = !past().more;
  el("welcome").hidden = past().messages.size > 0;
  const part = person(state.me).part;
  const kind = isPrivate(state.chat) ? "private" : "group";
  el("welcome-title").textContent = chatTitle(state.chat);
  for (const line of el("welcome").querySelectorAll("[data-kind]")) {
    const meant = !line.dataset.for || line.dataset.for.split(" ").includes(part);
    line.hidden = line.dataset.kind !== kind || !meant;
  }
}

function showTitle() {
  const chat = group(state.chat);
  el("title").textContent = chatTitle(state.chat);
  el("subtitle").textContent = chat
    ? fill(words.members, { n: chat.members.length + 1 })
    : words.private_note;
}

/** Open the present chat: what is known of it, then what the server knows. */
export async function openTalk() {
  const chat = state.chat;
  const me = state.me;
  showTitle();
  if (!past()) {
    el("messages").replaceChildren();
    // News may come while the past is asked for; both are kept, the later one of each message.
    const kept = { messages: new Map(), more: false };
    state.past[chat] = kept;
    const { messages, more } = await get("/messages", { as: me, chat }).catch((error) => {
      delete state.past[chat];
      throw error;
    });
    kept.more = more;
    if (state.past[chat] !== kept) return;
    for (const message of messages) keep(chat, message);
    if (state.chat !== chat || state.me !== me) return;
  }
  renderAll();
  toEnd();
}

/** Show the messages that came ahead of the ones shown, without moving what is read. */
export async function loadEarlier() {
  const chat = state.chat;
  const first = ordered()[0];
  const { messages, more } = await get("/messages", { as: state.me, chat, before: first.number });
  if (state.chat !== chat) return;
  for (const message of messages) keep(chat, message);
  past().more = more;
  const scroll = el("scroll");
  const fromEnd = scroll.scrollHeight - scroll.scrollTop;
  renderAll();
  scroll.scrollTop = scroll.scrollHeight - fromEnd;
}

/** Take in what is new or changed, in any chat. */
export function takeIn(messages) {
  for (const message of messages) {
    const last = state.last[message.chat];
    if (!last || message.number >= last.number) state.last[message.chat] = message;
    if (!state.past[message.chat]) continue;
    const isNew = !state.past[message.chat].messages.has(message.number);
    keep(message.chat, message);
    if (message.chat === state.chat) show(message.number, isNew);
  }
}

function show(number, isNew) {
  const message = past().messages.get(number);
  const node = messageNode(message);
  if (!isNew) {
    nodeOf(number)?.replaceWith(node);
    showQuotesOf(message);
  } else {
    const all = ordered();
    const place = all.findIndex((one) => one.number === number);
    if (place < all.length - 1) return renderAll();
    const divider = dividerBetween(all[place - 1], message);
    if (divider) el("messages").append(divider);
    node.classList.add("fresh");
    el("messages").append(node);
    showEnds();
    if (!following && message.account !== state.me) return showUnseen(unseen + 1);
  }
  if (following || (isNew && message.account === state.me)) toEnd();
}

/** What quotes a changed message shows it as it now stands. */
function showQuotesOf(changed) {
  for (const message of past().messages.values()) {
    if (message.quote?.number !== changed.number) continue;
    const { number, account, nick, text, file, recalled } = changed;
    message.quote = { number, account, nick, text: text.slice(0, 80), file, recalled };
    nodeOf(message.number)?.replaceWith(messageNode(message));
  }
}

function showUnseen(count) {
  unseen = count;
  el("newer").hidden = following;
  el("newer").classList.toggle("counted", count > 0);
  el("newer").querySelector("span").textContent = count
    ? fill(words.new_messages, { n: count })
    : "";
}

export function toEnd() {
  following = true;
  const scroll = el("scroll");
  scroll.scrollTop = scroll.scrollHeight;
  showUnseen(0);
}

/** Go to a message and let it be seen for a moment. */
export async function goTo(number) {
  for (let tries = 0; tries < 10 && !nodeOf(number) && past().more; tries += 1) {
    await loadEarlier();
  }
  const node = nodeOf(number);
  if (!node) return;
  node.scrollIntoView({ block: "center", behavior: "smooth" });
  node.classList.remove("found");
  node.getBoundingClientRect(); // so that the animation begins anew
  node.classList.add("found");
}

/** Whether the reader is at the end decides whether new messages move the page. */
export function watchScroll() {
  const scroll = el("scroll");
  scroll.addEventListener("scroll", () => {
    following = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR;
    if (following) showUnseen(0);
    else showUnseen(unseen);
  });
  new ResizeObserver(() => following && toEnd()).observe(scroll);
  new ResizeObserver(() => following && toEnd()).observe(el("messages"));
}

export const messageOf = (node) =>
  past().messages.get(Number(node.closest("[data-number]").dataset.number));
