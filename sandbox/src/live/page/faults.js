// What goes wrong: faults that wait for their turn.

import { act } from './api.js';
import { element, fill } from './dom.js';
import { onLanguage, pick, t } from './language.js';
import { store, watch } from './store.js';

let words = { endpoints: {}, kinds: {} };

/** Adds, shows and clears them, from now on. */
export async function startFaults() {
  const form = document.getElementById('fault-form');
  document.getElementById('clear-faults').addEventListener('click', () => act('DELETE', '/faults'));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    act('POST', '/faults', read(form));
  });
  watch(['faults'], list);
  words = await (await fetch('/live/faults.json')).json();
  onLanguage(() => { draw(form); list(); });
}

function draw(form) {
  const kept = Object.fromEntries(new FormData(form));
  const options = (group) => Object.entries(group).map(([name, text]) => element('option', { value: name }, `${pick(text)} · ${name}`));
  const field = (name, input, needs) => element('label', { 'data-needs': needs ?? false },
    element('span', {}, t(`fault_${name}`)), input);
  const kind = element('select', { name: 'kind', onchange: () => needs(form) }, options(words.kinds));
  fill(form,
    field('endpoint', element('select', { name: 'endpoint' }, options(words.endpoints))),
    field('kind', kind),
    field('bytes', element('input', { name: 'bytes', type: 'number', min: 0, value: '100', required: true }), 'bytes'),
    field('code', element('input', { name: 'code', value: 'SYSTEM_ERROR', pattern: '[A-Za-z0-9_\\-]{1,32}', required: true }), 'refuse'),
    field('status', element('input', { name: 'status', type: 'number', min: 400, max: 599, value: '500', required: true }), 'refuse'),
    field('times', element('input', { name: 'times', type: 'number', min: 1, max: 1000, value: '1', required: true })),
    element('button', { type: 'submit', class: 'primary' }, t('add_fault')));
  for (const [name, value] of Object.entries(kept)) if (form.elements[name]) form.elements[name].value = value;
  needs(form);
}

/** Some kinds need more than a name. */
function needs(form) {
  const kind = form.elements.kind.value;
  const wanted = kind.startsWith('cut_re') ? 'bytes' : kind;
  for (const label of form.querySelectorAll('[data-needs]')) {
    label.hidden = label.dataset.needs !== wanted;
    label.querySelector('input').disabled = label.hidden;
  }
}

function read(form) {
  const { endpoint, kind, bytes, code, status, times } = Object.fromEntries(new FormData(form));
  const whole = kind.startsWith('cut_re') ? { [kind]: Number(bytes) }
    : kind === 'refuse' ? { refuse: { code, status: Number(status) } } : kind;
  return { endpoint, kind: whole, times: Number(times) };
}

function list() {
  document.getElementById('faults-count').textContent = String(store.faults.length);
  fill(document.getElementById('faults'), store.faults.map((fault) => {
    const [name, part] = typeof fault.kind === 'string' ? [fault.kind] : Object.entries(fault.kind)[0];
    const more = part === undefined ? '' : ` ${typeof part === 'object' ? `${part.status} ${part.code}` : part}`;
    const endpoint = words.endpoints[fault.endpoint];
    const kind = words.kinds[name];
    return element('li', {}, `${endpoint ? pick(endpoint) : fault.endpoint}: ${kind ? pick(kind) : name}${more}`,
      element('b', {}, ` × ${fault.times}`));
  }));
}
