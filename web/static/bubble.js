// One message as it is seen: text, quote, picture, file, buttons.

import { fileAddress } from "./api.js";
import { avatar } from "./side.js";
import { BOT, dayName, fill, isPrivate, person, sizeName, snippet, stamp, state, words }
  from "./store.js";

const TAGGED = new Set(["leader", "helper", "operator"]);
const APART = 5 * 60_000;

/** The name others see; the bot's own for the bot. */
export const nameOf = (message) => (message.account === BOT ? words.bot : message.nick);

function tagOf(account) {
  if (account === BOT) return words.bot_tag;
  const part = person(account)?.part;
  return TAGGED.has(part) ? words.parts[part] : "";
}

function quoteBlock(quote) {
  const block = stamp("t-quote");
  block.dataset.goto = quote.number;
  block.querySelector(".quote-name").textContent = fill(words.named, { name: nameOf(quote) });
  block.querySelector(".quote-text").textContent = quote.recalled
    ? words.quote_recalled
    : snippet(quote);
  return block;
}

function pictureBlock(file) {
  const block = stamp("t-picture");
  const image = block.querySelector("img");
  // Known before it is loaded, so that nothing moves when it comes.
  image.width = file.width;
  image.height = file.height;
  image.src = fileAddress(file);
  block.dataset.picture = fileAddress(file);
  block.dataset.keep = fileAddress(file, true);
  block.dataset.name = file.name;
  block.setAttribute("aria-label", words.open_picture);
  return block;
}

function fileBlock(file) {
  const block = stamp("t-file");
  block.href = fileAddress(file, true);
  block.download = file.name;
  block.setAttribute("aria-label", fill(words.download, { name: file.name }));
  block.querySelector(".file-name").textContent = file.name;
  block.querySelector(".file-size").textContent = sizeName(file.size);
  const ending = file.name.includes(".") ? file.name.split(".").pop().slice(0, 4) : "";
  block.querySelector(".file-icon b").textContent = ending.toUpperCase();
  block.dataset.ending = ending.toLowerCase();
  return block;
}

function textBlock(text) {
  const block = document.createElement("div");
  block.className = "text";
  block.textContent = text;
  return block;
}

function buttonsBlock(message) {
  const block = document.createElement("div");
  block.className = "buttons";
  message.buttons.forEach((label, place) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.dataset.press = String(place);
    block.append(button);
  });
  return block;
}

function bubbleParts(message) {
  const parts = [];
  if (message.quote) parts.push(quoteBlock(message.quote));
  if (message.file?.picture) parts.push(pictureBlock(message.file));
  else if (message.file) parts.push(fileBlock(message.file));
  if (message.text) parts.push(textBlock(message.text));
  if (message.buttons.length) parts.push(buttonsBlock(message));
  return parts;
}

function recalledNode(message) {
  const node = stamp("t-notice");
  const mine = message.account === state.me;
  const text = mine ? words.you_recalled : fill(words.recalled, { name: message.nick });
  node.querySelector("span").textContent = text;
  node.querySelector(".again").hidden = !(mine && message.before);
  node.dataset.number = message.number;
  return node;
}

/** The element of a message. */
export function messageNode(message) {
  if (message.recalled) return recalledNode(message);
  const node = stamp("t-message");
  const mine = message.account === state.me;
  const bot = message.account === BOT;
  node.dataset.number = message.number;
  node.classList.toggle("mine", mine);
  node.classList.toggle("from-bot", bot);
  node.classList.toggle("bare", Boolean(message.file && !message.text && !message.quote));
  const face = node.querySelector(".avatar");
  avatar(face, message.account);
  face.disabled = mine || bot || isPrivate(message.chat);
  face.setAttribute("aria-label", fill(words.mention, { name: nameOf(message) }));
  face.dataset.name = person(message.account)?.name ?? "";
  node.querySelector(".by").hidden = mine || isPrivate(message.chat);
  node.querySelector(".name").textContent = nameOf(message);
  const tag = node.querySelector(".tag");
  tag.textContent = tagOf(message.account);
  tag.hidden = !tag.textContent;
  node.querySelector(".bubble").append(...bubbleParts(message));
  node.querySelector(".more").setAttribute(
    "aria-label",
    mine ? words.own_actions : words.more_actions,
  );
  node.querySelector(".edited").hidden = !message.edited;
  const time = node.querySelector(".meta time");
  time.textContent = message.at.clock;
  time.dateTime = new Date(message.at.ms).toISOString();
  return node;
}

/** The time between two messages, or null when they were said close together. */
export function dividerBetween(before, message) {
  const near = before && before.at.day === message.at.day;
  if (near && message.at.ms - before.at.ms < APART) return null;
  const node = stamp("t-time");
  const day = dayName(message.at.day, state.now);
  node.querySelector("time").textContent = day ? `${day} ${message.at.clock}` : message.at.clock;
  return node;
}
