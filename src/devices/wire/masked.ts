import { isSecretColumn, isSecretOption, maskSecrets } from '../../protocol/access-push/secrets.js';
import { textOf } from '../push/request.js';

/** More of a body is not looked at: its size is told. */
const mostRead = 64 * 1024;
const mostShown = 8_000;
/** A long value is no name, number or time. */
const longestValue = 2_000;
const shownOfLong = 100;
const mask = '***';

/** What lets somebody speak as the device or the gateway. */
const ofTheLink = /registrycode|session_?id|token|factors|key$/i;
const isKey = (name: string) => isSecretOption(name) || ofTheLink.test(name);
const isParameterName = (name: string) => name.toLowerCase() === 'name';

const lineOrCellEnds = ['\t', '\r', '\n'].map((end) => end.charCodeAt(0));
// eslint-disable-next-line no-control-regex -- what is no text ends what is shown
const noText = /[\0-\x08\x0b\x0c\x0e-\x1f]/;

/** The beginning of a body, up to the end of a value, so that a template has its whole size. */
function beginningOf(body: Buffer): Buffer {
  if (body.length <= mostRead) return body;
  const ends = lineOrCellEnds.map((end) => body.indexOf(end, mostRead)).filter((at) => at >= 0);
  return body.subarray(0, Math.min(body.length, ...ends));
}

const short = (value: string) =>
  value.length <= longestValue ? maskSecrets(value) : `${value.slice(0, shownOfLong)}…<${value.length} characters>`;

/** `CardNo=1`, also behind the words of a command; `wasKey`: the cell before named a parameter that is secret. */
function cellWithout(cell: string, wasKey: boolean): { text: string; isKey: boolean } {
  const at = cell.indexOf('=');
  const [before, value] = [cell.slice(Math.max(0, at - 100), Math.max(0, at)), cell.slice(at + 1)];
  const name = /[\w-]*$/.exec(before)?.[0] ?? '';
  if (at < 0 || value === '') return { text: short(cell), isKey: false };
  const head = at <= 1_000 ? cell.slice(0, at + 1) : `…${before}=`;
  return { text: head + valueWithout(name, value, wasKey), isKey: isParameterName(name) && isKey(value) };
}

function valueWithout(name: string, value: string, wasKey: boolean): string {
  if (isKey(name) || (wasKey && name.toLowerCase() === 'value')) return mask;
  return isSecretColumn(name) ? `<${value.length} characters>` : short(value);
}

/** Rows have tabs between their values, options commas. */
function lineWithout(line: string): string {
  const between = line.includes('\t') ? '\t' : /,\s*~?\w{1,64}=/.test(line) ? ',' : null;
  const cells = between === null ? [line] : line.split(between);
  let wasKey = false;
  return cells
    .map((cell) => {
      const done = cellWithout(cell, wasKey);
      wasKey = done.isKey;
      return done.text;
    })
    .join(between ?? '');
}

/**
 * What was sent, as people may read it: without passwords, keys and session ids; of templates and pictures the size.
 */
export function maskedBody(body: Buffer): string {
  const beginning = beginningOf(body);
  const whole = textOf(beginning);
  const end = noText.exec(whole)?.index ?? whole.length;
  const text = whole.slice(0, end).split('\n').map(lineWithout).join('\n');
  const shown = text.length > mostShown ? text.slice(0, mostShown) : text;
  const isAll = end === whole.length && beginning.length === body.length && shown.length === text.length;
  return isAll ? shown : `${shown}… <${body.length} bytes in all>`;
}

const longestAddress = 500;

/** An address as it was called, with the values of its secret parameters left out. */
export function maskedAddress(url: string): string {
  const mark = url.indexOf('?');
  if (mark < 0) return plain(url);
  const parameters = url
    .slice(mark + 1)
    .split('&')
    .map((part) => {
      const [name = ''] = part.split('=', 1);
      const isSecret = isKey(name) || isSecretColumn(name);
      return isSecret && part.length > name.length + 1 ? `${name}=${mask}` : part;
    });
  return plain(`${url.slice(0, mark)}?${parameters.join('&')}`);
}

/** Callers write these texts, and people read them. */
const plain = (text: string) => text.slice(0, longestAddress).replaceAll(/[^\x20-\x7e]/g, '?');
