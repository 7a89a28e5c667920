// Who one is and which chats there are: avatars, the people to choose from, the list of chats.

import { BOT, chatTitle, dayName, el, fill, group, isPrivate, person, snippet, stamp, state,
  unreadIn, unreadOf, words, world } from "./store.js";

const SVG = "http://www.w3.org/2000/svg";

/** Make an element the avatar of an account, or of the bot. */
export function avatar(box, account) {
  box.classList.add("avatar");
  if (account === BOT) {
    box.classList.add("bot");
    const drawing = document.createElementNS(SVG, "svg");
    const use = document.createElementNS(SVG, "use");
    use.setAttribute("href", "#i-bot");
    drawing.append(use);
    box.replaceChildren(drawing);
    return;
  }
  const place = world.people.findIndex((one) => one.account === account);
  box.dataset.tint = String(place < 0 ? 0 : place % 8);
  box.textContent = (person(account)?.name ?? "?").slice(0, 2);
}

function groupAvatar(box, chat) {
  box.classList.add("mosaic");
  const tiles = group(chat).members.slice(0, 4).map((account) => {
    const tile = document.createElement("span");
    avatar(tile, account);
    tile.textContent = tile.textContent.slice(-1);
    return tile;
  });
  box.replaceChildren(...tiles);
}

export function badge(box, count) {
  box.hidden = !count;
  box.textContent = count > 99 ? "99+" : String(count);
  box.setAttribute("aria-label", fill(words.unread, { n: count }));
}

function personButton(one, choose) {
  const item = stamp("t-person");
  const button = item.querySelector("button");
  avatar(button.querySelector(".avatar"), one.account);
  button.querySelector(".person-name").textContent = one.name;
  const part = button.querySelector(".person-part");
  part.textContent = one.part === "resident" ? "" : words.parts[one.part];
  part.hidden = !part.textContent || part.textContent === one.name;
  button.dataset.account = one.account;
  button.title = one.nick;
  button.addEventListener("click", () => choose(one.account));
  return item;
}

function chatRow(chat, open) {
  const item = stamp("t-chat");
  const button = item.querySelector("button");
  const face = button.querySelector(".avatar");
  if (isPrivate(chat)) avatar(face, BOT);
  else groupAvatar(face, chat);
  button.querySelector(".row-title").textContent = chatTitle(chat);
  button.dataset.chat = chat;
  button.addEventListener("click", () => open(chat));
  return item;
}

/** Put the people into both places where one chooses who to be. */
export function buildPeople(choose) {
  for (const id of ["people", "picker-people"]) {
    el(id).replaceChildren(...world.people.map((one) => personButton(one, choose)));
  }
}

/** Put the chats of the present person into the list. */
export function buildRows(open) {
  el("rows").replaceChildren(...person(state.me).chats.map((chat) => chatRow(chat, open)));
}

function who(message) {
  if (message.account === state.me || message.account === BOT || message.recalled) return "";
  if (isPrivate(message.chat)) return "";
  return fill(words.named, { name: person(message.account)?.name ?? message.nick });
}

function showRow(button) {
  const chat = button.dataset.chat;
  const last = state.last[chat];
  button.classList.toggle("on", chat === state.chat);
  button.setAttribute("aria-current", chat === state.chat ? "true" : "false");
  const fallback = isPrivate(chat) ? words.private_note : "";
  button.querySelector(".snippet").textContent = last ? who(last) + snippet(last) : fallback;
  const time = button.querySelector("time");
  time.textContent = last ? dayName(last.at.day, state.now) || last.at.clock : "";
  badge(button.querySelector(".badge"), unreadIn(state.me, chat));
}

/** What the bot told somebody alone: the group's talk is everybody's, and no reason to be them. */
const toldPrivately = (account) => unreadIn(account, person(account).chats.find(isPrivate));

function showPerson(button) {
  const account = button.dataset.account;
  const mine = account === state.me;
  button.classList.toggle("on", mine);
  button.setAttribute("aria-pressed", String(mine));
  const name = person(account).name;
  button.setAttribute("aria-label", fill(mine ? words.you_are : words.become, { name }));
  badge(button.querySelector(".badge"), mine ? 0 : toldPrivately(account));
}

/** Show how things stand: who one is, last words, what is unread. */
export function showSide() {
  document.querySelectorAll(".rows button").forEach(showRow);
  document.querySelectorAll(".people button").forEach(showPerson);
  avatar(el("me").querySelector(".avatar"), state.me);
  const name = person(state.me).name;
  el("me").querySelector(".me-name").textContent = name;
  el("me").setAttribute("aria-label", fill(words.you_are, { name }));
  const mine = unreadOf(state.me);
  const elsewhere = mine - unreadIn(state.me, state.chat);
  badge(el("back-badge"), elsewhere);
  const others = world.people.filter((one) => one.account !== state.me);
  el("me-badge").hidden = !others.some((one) => toldPrivately(one.account));
  document.title = `${mine ? `(${mine}) ` : ""}${chatTitle(state.chat)} · ${words.product}`;
}
