import { isCiphertext } from '../../protocol/access-push/ciphertext.js';
import { parseRecord } from '../../protocol/access-push/records.js';

/** Bytes of a body that are shown at most. */
export const peekedBytes = 2_048;
const mostLines = 3;
const mostFields = 16;
const longestValue = 40;
const longest = 300;

/** Fields that say when, where and what. None of them is secret. */
const shown: ReadonlySet<string> = new Set([
  ...['time', 'time_second', 'pin', 'event', 'eventtype', 'eventaddr', 'doorid', 'inoutstatus', 'inoutstate'],
  ...['verifytype', 'verified', 'index', 'sn', 'devid', 'sensor', 'relay', 'alarm', 'door', 'errcode', 'cmdid'],
]);

/** Text before a `=` that is certainly a field name; any other text there might be a part of a secret value. */
const named: ReadonlySet<string> = new Set([
  ...shown,
  ...['cardno', 'card', 'password', 'passwd', 'name', 'pri', 'privilege', 'uid', 'group', 'starttime', 'endtime'],
  ...['no', 'fid', 'type', 'valid', 'duress', 'size', 'tmp', 'template', 'content', 'photo', 'count', 'linkid'],
  ...['sitecode', 'maskflag', 'temperature', 'convtemperature', 'bitcount', 'errmsg', 'dataorigin', 'additional'],
]);

/** Tables of past events: their rows hold neither passwords nor templates. */
const plainTables: ReadonlySet<string> = new Set(['rtlog', 'transaction', 'attlog', 'operlog', 'rtstate', 'errorlog']);

const run = /[A-Za-z0-9+/=]{5,}/g;
const longestWord = 15;
const mask = '***';

/** Masks what might be a card number or a part of a template. */
const masked = (text: string) =>
  text.replaceAll(run, (found) => (/\d/.test(found) || found.length > longestWord ? mask : found));

const clean = (text: string) => text.replaceAll(/[^\P{C}\t]/gu, '').replaceAll('\uFFFD', '?');

/** Beside its own rows OPERLOG has users and templates, and rows that continue in the next line. */
const isBare = (raw: string, table: string) =>
  plainTables.has(table) && (table !== 'operlog' || /^\s*OPLOG\s/i.test(raw));

function line(raw: string, table: string): string {
  const { fields } = parseRecord(raw);
  if (fields.size === 0) return isBare(raw, table) ? masked(raw) : '';
  const valueOf = (name: string, value: string) =>
    plainTables.has(table) && shown.has(name) ? value.slice(0, longestValue) : mask;
  return [...fields]
    .slice(0, mostFields)
    .map(([name, value]) => `${named.has(name) ? name : mask}=${valueOf(name, value)}`)
    .join(' ');
}

/**
 * The beginning of a body, to show why it cannot be read. Only values of certain fields are shown. For tables other
 * than those of past events, only the field names are shown.
 */
export function peekOf(head: Buffer, table: string): string {
  if (isCiphertext(head)) return '';
  const text = head.toString('utf8');
  return text
    .split(/[\r\n]+/)
    .map((raw) => clean(line(raw.replaceAll('\0', ''), table)).trim())
    .filter((shownLine) => shownLine !== '')
    .slice(0, mostLines)
    .join('\n')
    .slice(0, longest);
}
