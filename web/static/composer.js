// What one is about to say: the text, what it replies to or changes, the photo or file with it.

import { post, sendFile, sendPhoto, Refused } from "./api.js";
import { nameOf } from "./bubble.js";
import { el, fill, sizeName, snippet, state, words } from "./store.js";
import { hush, toast } from "./over.js";
import { toEnd } from "./talk.js";

const LONGEST = 4000;
const LONGEST_LIST = 20000; // of several lines: a list that is pasted
const TALLEST = 168;
const LARGEST = 12 * 1024 * 1024;
const PHOTOS = new Set(["image/jpeg", "image/png", "image/webp", "image/gif"]);
const touch = matchMedia("(pointer: coarse)");

let context = null; // {kind: "quote" | "edit", message}
let photo = null; // {file, address}; the address is null for what is no picture
let sending = false;

const text = () => el("text");
const draftKey = () => `draft ${state.me} ${state.chat}`;

function grow() {
  text().style.height = "auto";
  text().style.height = `${Math.min(text().scrollHeight + 2, TALLEST)}px`;
  const length = text().value.trim().length;
  const most = longest(text().value);
  const over = length > most;
  el("count").textContent = length > most - 500 ? `${length} / ${most}` : "";
  el("count").classList.toggle("over", over);
  el("send").disabled = sending || over || (!length && !photo);
}

function longest(value) {
  return value.trim().includes("\n") ? LONGEST_LIST : LONGEST;
}

function showContext() {
  el("context").hidden = !context && !photo;
  el("context-picture").hidden = !photo?.address;
  if (photo?.address) el("context-picture").src = photo.address;
  const message = context?.message;
  const ready = !photo ? "" : photo.address ? words.photo_ready : words.file_ready;
  const title = !message ? ready : context.kind === "edit"
    ? words.editing
    : fill(words.replying, { name: nameOf(message) });
  const file = photo && !photo.address ? `${sizeName(photo.file.size)} · ${photo.file.name}` : "";
  el("context-title").textContent = title;
  el("context-text").textContent = file || (message ? snippet(message).replaceAll("\n", " ") : "");
  el("composer").classList.toggle("is-edit", context?.kind === "edit");
}

export function dropContext() {
  if (photo?.address) URL.revokeObjectURL(photo.address);
  if (context?.kind === "edit") text().value = sessionStorage.getItem(draftKey()) ?? "";
  context = null;
  photo = null;
  el("photo").value = "";
  showContext();
  grow();
}

export function quoteMessage(message) {
  if (context?.kind === "edit") dropContext();
  context = { kind: "quote", message };
  showContext();
  text().focus();
}

export function editMessage(message) {
  dropContext();
  sessionStorage.setItem(draftKey(), text().value);
  context = { kind: "edit", message };
  write(message.text);
}

/** Put words into the box, to be sent or changed. */
export function write(words_, { add = false } = {}) {
  const box = text();
  box.value = add ? `${box.value}${words_}` : words_;
  showContext();
  grow();
  box.focus();
  box.setSelectionRange(box.value.length, box.value.length);
  box.scrollTop = box.scrollHeight;
}

/** Another chat or person is shown: what was begun there comes back. */
export function openComposer() {
  context = null;
  photo = null;
  text().value = sessionStorage.getItem(draftKey()) ?? "";
  text().placeholder = words.say_to;
  showContext();
  grow();
}

async function deliver(value) {
  const { me: account, chat } = state;
  if (context?.kind === "edit") {
    return post("/edit", { account, number: context.message.number, text: value });
  }
  const reply_to = context?.message.number ?? null;
  if (!photo) return post("/say", { account, chat, text: value, reply_to });
  const about = { as: account, chat, text: value };
  if (reply_to) about.reply_to = reply_to;
  toast(photo.address ? words.sending_photo : words.sending_file);
  await (photo.address ? sendPhoto : sendFile)(photo.file, about);
  return hush();
}

async function send() {
  const value = text().value;
  if (sending || el("send").disabled) return;
  if (value.trim().length > longest(value)) return;
  sending = true;
  grow();
  const key = draftKey();
  try {
    await deliver(value);
    const wasEdit = context?.kind === "edit";
    if (!wasEdit) sessionStorage.removeItem(key);
    if (key === draftKey()) {
      if (!wasEdit) text().value = "";
      dropContext();
      if (!wasEdit) toEnd();
    }
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    toast(error.message);
  } finally {
    sending = false;
    grow();
  }
}

function choose(file) {
  if (!file) return;
  el("photo").value = "";
  if (file.size > LARGEST) return toast(words.errors.too_big);
  if (context?.kind === "edit") dropContext();
  if (photo?.address) URL.revokeObjectURL(photo.address);
  photo = { file, address: PHOTOS.has(file.type) ? URL.createObjectURL(file) : null };
  showContext();
  grow();
  text().focus();
}

export function startComposer() {
  el("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  text().addEventListener("input", () => {
    if (context?.kind !== "edit") sessionStorage.setItem(draftKey(), text().value);
    grow();
  });
  text().addEventListener("keydown", (event) => {
    if (event.key === "Escape" && (context || photo)) return dropContext();
    // Enter also takes a word from an input method; only a bare one sends.
    const bare = event.key === "Enter" && !event.shiftKey && !event.isComposing;
    if (!bare || event.keyCode === 229 || touch.matches) return;
    event.preventDefault();
    send();
  });
  text().addEventListener("paste", (event) => {
    const pasted = event.clipboardData.files[0];
    if (!pasted || event.clipboardData.getData("text")) return;
    event.preventDefault();
    choose(pasted);
  });
  el("photo").addEventListener("change", () => choose(el("photo").files[0]));
  el("context-drop").addEventListener("click", () => {
    dropContext();
    text().focus();
  });
  el("text").setAttribute("enterkeyhint", touch.matches ? "enter" : "send");
}
