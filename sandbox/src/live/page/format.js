// How values are written.

import { has, t } from './language.js';

/** Fen as yuan. */
export const yuan = (fen) => `¥${Math.trunc(fen / 100)}.${String(Math.abs(fen % 100)).padStart(2, '0')}`;

/** Unix seconds as the time of day in Beijing. */
export const time = (seconds) => new Date((seconds + 8 * 3600) * 1000).toISOString().slice(11, 19);

/** Unix seconds as date and time in Beijing. */
export const date = (seconds) => new Date((seconds + 8 * 3600) * 1000).toISOString().slice(0, 19).replace('T', ' ');

/** Microseconds as milliseconds. */
export const milliseconds = (microseconds) => `${(microseconds / 1000).toFixed(microseconds < 10_000 ? 1 : 0)} ms`;

/** The word for a state of an order or a refund. */
export const state = (name) => (has(`state_${name}`) ? t(`state_${name}`) : name);

/** How far something is ahead, in words. */
export function span(seconds) {
  const sign = seconds < 0 ? '−' : '+';
  const rest = Math.abs(seconds);
  const [days, hours, minutes] = [Math.floor(rest / 86400), Math.floor(rest / 3600) % 24, Math.floor(rest / 60) % 60];
  const parts = [[days, 'd'], [hours, 'h'], [minutes, 'min'], [rest % 60, 's']].filter(([count]) => count > 0);
  return parts.length === 0 ? '+0 s' : `${sign}${parts.map(([count, unit]) => `${count} ${unit}`).join(' ')}`;
}

/** JSON or XML with line breaks, without changing any value; the text itself when it is neither. */
export function pretty(text) {
  const start = text.trimStart()[0];
  if (start === '{' || start === '[') return prettyJson(text.trim());
  if (start === '<') return prettyXml(text.trim());
  return text;
}

function prettyJson(text) {
  try {
    JSON.parse(text);
  } catch {
    return text;
  }
  let depth = 0;
  const line = () => `\n${'  '.repeat(depth)}`;
  // Strings stay as they are, numbers keep all of their digits.
  return text.replace(/"(?:[^"\\]|\\.)*"|\s+|[{}[\],:]|[^\s{}[\],:"]+/g, (part, at) => {
    if (/^\s/.test(part)) return '';
    const rest = text.slice(at + 1).trimStart()[0];
    const before = text.slice(0, at).trimEnd().at(-1);
    if (part === '{' || part === '[') {
      if (rest === '}' || rest === ']') return part;
      depth += 1;
      return part + line();
    }
    if (part === '}' || part === ']') {
      if (before === '{' || before === '[') return part;
      depth -= 1;
      return line() + part;
    }
    if (part === ',') return part + line();
    return part === ':' ? ': ' : part;
  });
}

function prettyXml(text) {
  let depth = 0;
  const parts = text.match(/<!\[CDATA\[[\s\S]*?\]\]>|<[^>]*>|[^<]+/g) ?? [];
  let out = '';
  let isOpen = false;
  for (const part of parts) {
    const isTag = part.startsWith('<') && !part.startsWith('<![CDATA[');
    if (!isTag) {
      if (part.trim() !== '') out += part;
      continue;
    }
    const closes = part.startsWith('</');
    if (closes) depth -= 1;
    if (!(closes && isOpen)) out += `${out === '' ? '' : '\n'}${'  '.repeat(Math.max(0, depth))}`;
    out += part;
    isOpen = !closes && !part.endsWith('/>') && !part.startsWith('<?') && !part.startsWith('<!');
    if (isOpen) depth += 1;
  }
  return out;
}
