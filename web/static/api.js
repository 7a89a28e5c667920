// What the page asks of its server, and the stream of news from it.

import { root, words, fill } from "./store.js";

/** A refusal, worded for the visitor. */
export class Refused extends Error {}

async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(root + path, options);
  } catch {
    throw new Refused(words.errors.network);
  }
  if (answer.status === 204) return null;
  const facts = await answer.json().catch(() => ({}));
  if (answer.ok) return facts;
  throw new Refused(fill(words.errors[facts.error] ?? words.errors.other, facts));
}

const query = (values) => new URLSearchParams(values).toString();

export const get = (path, values) => ask(`${path}?${query(values)}`);

export const post = (path, values = {}) =>
  ask(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(values),
  });

export const sendPhoto = (photo, values) =>
  ask(`/photo?${query(values)}`, { method: "POST", body: photo });

export const sendFile = (file, values) =>
  ask(`/file?${query({ ...values, name: file.name })}`, { method: "POST", body: file });

export const fileAddress = (file, keep = false) =>
  `${root}/file/${file.number}${keep ? "?download" : ""}`;

/**
 * Follow the news until stopped. `from()` gives {as, after, epoch} at each connection; `told` is
 * called with {news | restart | offline | online}. Gives the function that stops it.
 */
export function follow(from, told) {
  let source;
  let timer;
  let failures = 0;
  const connect = () => {
    source = new EventSource(`${root}/stream?${query(from())}`);
    source.addEventListener("news", (event) => {
      if (failures) told({ online: true });
      failures = 0;
      told({ news: JSON.parse(event.data) });
    });
    source.addEventListener("restart", () => {
      stop();
      told({ restart: true });
    });
    source.addEventListener("error", () => {
      source.close();
      failures += 1;
      if (failures > 1) told({ offline: true });
      timer = setTimeout(connect, Math.min(500 * failures, 4000));
    });
  };
  const stop = () => {
    clearTimeout(timer);
    source.close();
  };
  connect();
  return stop;
}
