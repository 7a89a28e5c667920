// The sample evening: its clock and caption, the buttons that play it, and whose eyes one looks with.

import { post, Refused } from "./api.js";
import { toast } from "./over.js";
import { dayName, el, state, words } from "./store.js";

const ICON = { true: "#i-pause", false: "#i-play" };
let following = true;
let speed = 1;
let look = () => {};

const here = () => el("sample");

async function tell(path, values) {
  try {
    showSample(await post(path, values));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    toast(error.message);
  }
}

function captionOf(sample) {
  if (sample.total && sample.done >= sample.total) return words.sample_over;
  if (!sample.playing) return sample.done ? words.sample_paused : words.sample_off;
  return sample.caption;
}

/** Show how far it is; while one follows, look where it happens. */
export function showSample(sample) {
  if (!here() || !sample) return;
  state.sample = sample;
  const over = sample.total > 0 && sample.done >= sample.total;
  const started = sample.done > 0 || sample.playing;
  el("sample-clock").textContent = sample.now.clock;
  el("sample-day").textContent = dayName(sample.now.day, { day: "" });
  const caption = captionOf(sample);
  if (el("sample-caption").textContent !== caption) el("sample-caption").textContent = caption;
  el("sample-progress").max = Math.max(sample.total, 1);
  el("sample-progress").value = sample.done;
  const play = el("sample-play");
  play.querySelector("use").setAttribute("href", over ? "#i-again" : ICON[sample.playing]);
  play.querySelector("span").textContent = over
    ? words.sample_again
    : sample.playing ? words.sample_pause : words.sample_play;
  el("sample-reset").disabled = !started;
  el("sample-follow").setAttribute("aria-pressed", String(following));
  here().classList.toggle("is-playing", sample.playing);
  here().classList.toggle("is-over", over);
  if (following && sample.playing && sample.account && sample.chat) {
    look(sample.account, sample.chat);
  }
}

/** The visitor looks around: stop deciding for them. */
export function stopFollowing() {
  following = false;
  if (here()) el("sample-follow").setAttribute("aria-pressed", "false");
}

async function playOrPause() {
  const { playing, done, total } = state.sample;
  if (playing) return tell("/pause");
  if (total && done >= total) await tell("/reset");
  following = true;
  return tell("/play", { speed });
}

function chooseSpeed(event) {
  const button = event.target.closest("[data-speed]");
  if (!button) return;
  speed = Number(button.dataset.speed);
  for (const one of here().querySelectorAll("[data-speed]")) {
    one.setAttribute("aria-pressed", String(one === button));
  }
  if (state.sample.playing) tell("/play", { speed });
}

/** `show(account, chat)` looks at a chat through somebody's eyes. */
export function startSample(show) {
  for (const button of document.querySelectorAll("[data-sample]")) {
    button.addEventListener("click", () => {
      location.href = `${button.dataset.sample}?play`;
    });
  }
  if (!here()) return;
  look = show;
  el("sample-play").addEventListener("click", playOrPause);
  here().querySelector(".speeds").addEventListener("click", chooseSpeed);
  el("sample-reset").addEventListener("click", () => tell("/reset"));
  el("sample-follow").addEventListener("click", () => {
    following = !following;
    showSample(state.sample);
  });
  const address = new URL(location.href);
  if (!address.searchParams.has("play")) return;
  address.searchParams.delete("play");
  history.replaceState(null, "", address);
  tell("/play", { speed });
}
