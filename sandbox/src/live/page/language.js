// The two languages: chosen by the browser first, by the reader afterwards.

let texts = {};
let current = 'zh';
const listeners = [];

/** Fetches the texts, and chooses: what the address says, what was chosen before, what the browser prefers. */
export async function load() {
  texts = await (await fetch('/live/texts.json')).json();
  const asked = new URLSearchParams(location.search).get('lang');
  const known = [asked, stored(), navigator.language.slice(0, 2)].find((name) => name === 'zh' || name === 'en');
  current = known ?? 'en';
  document.documentElement.lang = current === 'zh' ? 'zh-CN' : 'en';
}

/** `zh` or `en`. */
export const language = () => current;

/** Calls back now and whenever the language changes. */
export function onLanguage(listener) {
  listeners.push(listener);
  listener();
}

/** Shows everything in this language from now on. */
export function setLanguage(name) {
  current = name;
  document.documentElement.lang = name === 'zh' ? 'zh-CN' : 'en';
  try {
    localStorage.setItem('lang', name);
  } catch {
    // Without storage it is chosen for this visit.
  }
  translate(document);
  for (const listener of listeners) listener();
}

/** The text of a name, with `{…}` filled in. */
export function t(name, values = {}) {
  const text = pick(texts[name] ?? [name, name]);
  return text.replace(/\{(\w+)\}/g, (all, key) => (key in values ? String(values[key]) : all));
}

/** Whether there is such a text. */
export const has = (name) => name in texts;

/** The one of both that is shown: of `[Chinese, English]` or `{zh, en}`. */
export function pick(both) {
  const { zh, en } = Array.isArray(both) ? { zh: both[0], en: both[1] } : both;
  return current === 'zh' ? zh : en;
}

/** The other one. */
export function other(both) {
  const { zh, en } = Array.isArray(both) ? { zh: both[0], en: both[1] } : both;
  return current === 'zh' ? { text: en, lang: 'en' } : { text: zh, lang: 'zh-CN' };
}

const ATTRIBUTES = { tLabel: 'aria-label', tTitle: 'title', tPlaceholder: 'placeholder' };

/** Puts the texts of a part of the page into their places. */
export function translate(root) {
  for (const place of root.querySelectorAll('[data-t]')) place.textContent = t(place.dataset.t);
  for (const [key, attribute] of Object.entries(ATTRIBUTES)) {
    const name = key.replace('T', '-t').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    for (const place of root.querySelectorAll(`[data-${name}]`)) place.setAttribute(attribute, t(place.dataset[key]));
  }
}

function stored() {
  try {
    return localStorage.getItem('lang');
  } catch {
    return null;
  }
}
