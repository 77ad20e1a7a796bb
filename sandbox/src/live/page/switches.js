// How QQ and WeChat Pay behave.

import { act } from './api.js';
import { element, fill } from './dom.js';
import { onLanguage, pick, t } from './language.js';
import { store, watch } from './store.js';

let meanings = {};

/** Shows them with their meaning, from now on. */
export async function startSwitches() {
  watch(['switches'], draw);
  document.getElementById('reset-switches').addEventListener('click', () => act('DELETE', '/switches'));
  meanings = await (await fetch('/live/switches.json')).json();
  onLanguage(draw);
}

function draw() {
  if (!store.switches) return;
  const names = Object.keys(store.switches);
  const changed = names.filter((name) => isChanged(name)).length;
  const count = document.getElementById('switches-count');
  count.textContent = changed === 0 ? String(names.length) : t('changed', { count: changed });
  const groups = Map.groupBy(names, (name) => meanings[name]?.group ?? 'other');
  const made = [...groups].map(([group, members]) => element('fieldset', {},
    element('legend', {}, t(`group_${group}`)), members.map(line)));
  fill(document.getElementById('switches'), made);
}

const isChanged = (name) => name in meanings && store.switches[name] !== meanings[name].default;

function line(name) {
  const meaning = meanings[name];
  const value = store.switches[name];
  const id = `switch-${name}`;
  const change = (next) => act('PUT', '/switches', { [name]: next });
  return element('div', { class: 'switch', 'data-changed': isChanged(name) ? 'yes' : false },
    element('label', { for: id }, element('code', {}, name), element('span', { class: 'note' }, meaning ? pick(meaning) : '')),
    control({ id, name, value, meaning, change }));
}

function control({ id, name, value, meaning, change }) {
  const common = { id, 'data-key': name };
  if (typeof value === 'boolean') {
    const box = element('input', { ...common, type: 'checkbox', role: 'switch', onchange: (event) => change(event.target.checked) });
    box.checked = value;
    return box;
  }
  if (typeof value === 'number') {
    const last = (event) => { if (event.target.value !== '') change(Number(event.target.value)); };
    return element('input', { ...common, type: 'number', value: String(value), onchange: last });
  }
  const choices = Object.entries(meaning?.choices ?? { [value]: [value, value] });
  const select = element('select', { ...common, onchange: (event) => change(event.target.value) },
    choices.map(([choice, text]) => element('option', { value: choice }, `${pick(text)} · ${choice}`)));
  select.value = value;
  return select;
}
