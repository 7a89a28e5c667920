// What the page knows: the world it was given, its words, and how things stand for one person.

const read = (id) => JSON.parse(document.getElementById(id).textContent);

export const world = read("world");
export const words = read("words");
export const root = document.body.dataset.root;
export const BOT = "bot";

export const state = {
  me: "",
  chat: "",
  epoch: "",
  latest: 0,
  last: {}, // the last message of each chat
  unread: {}, // account -> chat -> how many
  past: {}, // chat -> {messages: Map by number, more}
  now: null,
  sample: null,
};

export const el = (id) => document.getElementById(id);
export const stamp = (id) => el(id).content.firstElementChild.cloneNode(true);
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

export const person = (account) => world.people.find((one) => one.account === account);
export const group = (chat) => world.groups.find((one) => one.chat === chat);
export const isPrivate = (chat) => !group(chat);
export const chatTitle = (chat) => group(chat)?.title ?? words.private_title;

/** Whose private chat it is, for a chat that is no group. */
export const owner = (chat) => world.people.find((one) => one.chats.includes(chat));

export const unreadIn = (account, chat) => state.unread[account]?.[chat] ?? 0;
export const unreadOf = (account) =>
  Object.values(state.unread[account] ?? {}).reduce((sum, count) => sum + count, 0);

/** A message in one line, as lists and quotes show it. */
export function snippet(message) {
  if (message.recalled) return fill(words.recalled, { name: message.nick });
  const file = message.file;
  if (!file) return message.text;
  const shown = file.picture ? words.picture : fill(words.file, { name: file.name });
  return message.text ? `${shown} ${message.text}` : shown;
}

const DAY = 86_400_000;

/** The day of a moment ("2026-06-20") as it is said on the present day; "" for today itself. */
export function dayName(day, today) {
  if (!today || day === today.day) return "";
  const date = new Date(`${day}T00:00:00Z`);
  const apart = Math.round((new Date(`${today.day}T00:00:00Z`) - date) / DAY);
  if (apart === 1) return words.yesterday;
  const name = fill(words.date, { month: date.getUTCMonth() + 1, day: date.getUTCDate() });
  return apart > 1 && apart < 7 ? words.weekdays[date.getUTCDay()] : name;
}

/** A file's size for people: 24 KB, 1.2 MB. */
export function sizeName(size) {
  const step = size >= 1 << 20 ? 2 : size >= 1 << 10 ? 1 : 0;
  const value = size / 1024 ** step;
  return `${step === 2 ? value.toFixed(1) : Math.ceil(value)} ${words.sizes[step]}`;
}
