import type { Instruction } from '../instruction.js';
import type { PanelRow } from '../memory.js';
import { outcome, returns, type Outcome } from '../outcome.js';
import type { PanelParts } from '../parts.js';
import { countUpload, queryUploads, rowLine, rowValues, transactionValues, type Upload } from '../upload.js';
import { encodeSeconds } from '../../../protocol/access-push/time.js';
import { pictureProblem, withPictures, type Problem } from './pictures.js';
import { authoriseRows, authorisationUpload } from './sub-devices.js';

type Of<V extends Instruction['verb']> = Extract<Instruction, { verb: V }>;

/** DATA UPDATE (9.1.1): if a row names a picture by address, the picture is fetched before the row is stored. */
export async function update(parts: PanelParts, id: string, order: Of<'update'>): Promise<Outcome> {
  const table = order.table.toLowerCase();
  if (table === 'deviceauthorize' && parts.subDevices.count > 0) return authoriseRows(parts, order.rows);
  const rows = await withPictures(parts, table, order.rows);
  if ('code' in rows) return outcome('DATA UPDATE', rows.code, { after: errorLog(parts, id, rows) });
  const problem = pictureProblem(table, rows.rows);
  if (problem !== null) return outcome('DATA UPDATE', problem.code, { after: errorLog(parts, id, problem) });
  const code = parts.memory.update(order.table, rows.rows);
  return outcome('DATA UPDATE', code, { after: code === 0 ? rows.after : [] });
}

/** A fault of a picture is reported in the error log, if the server speaks 3.1.2 (7.12). */
function errorLog({ session }: PanelParts, id: string, { errorCode }: Problem): Upload[] {
  if (session.version !== '3.1.2' || errorCode === null) return [];
  const line = `errorlog errcode=${errorCode}\terrmsg=\tdataorigin=cmd\tcmdid=${id}\tadditional=`;
  return [{ call: 'cdata', query: 'table=tabledata&tablename=errorlog&count=1', body: line }];
}

/** DATA DELETE (9.1.2). */
export function remove(parts: PanelParts, order: Of<'delete'>): Outcome {
  const table = order.table.toLowerCase();
  if (table === 'transaction') {
    if (order.conditions !== '*') return outcome('DATA DELETE', returns.noSuchCondition);
    parts.journal.stored.length = 0;
    return outcome('DATA DELETE', returns.done);
  }
  if (table === 'deviceauthorize' && parts.subDevices.count > 0) {
    const rows = order.conditions === '*' ? [] : order.conditions;
    const codes = rows.map((row) => parts.subDevices.authorise(row.get('sn') ?? '', 0));
    return outcome('DATA DELETE', codes.find((code) => code < 0) ?? 0, { after: [authorisationUpload(parts)] });
  }
  return outcome('DATA DELETE', parts.memory.delete(order.table, order.conditions));
}

/** DATA COUNT (9.1.3). */
export function count(parts: PanelParts, id: string, order: Of<'count'>): Outcome {
  const rows = found(parts, order.table, order.condition);
  if (rows === undefined) return outcome('DATA COUNT', returns.wrongTable);
  return outcome('DATA COUNT', returns.done, { uploads: [countUpload(id, order.table, rows.length)] });
}

/** Networks that a panel with Wi-Fi sees. */
const accessPoints: readonly Readonly<Record<string, string>>[] = [
  { ecn: '1', ssid: 'Lobby', rssi: '-48', mac: '00:17:61:aa:00:01' },
  { ecn: '0', ssid: 'Guests, ground floor', rssi: '-71', mac: '00:17:61:aa:00:02' },
];

/** DATA QUERY (9.1.4): as many packages as it takes, and the number of rows as result. */
export function query(parts: PanelParts, id: string, order: Of<'query'>): Outcome {
  const { quirks } = parts;
  if (/^\[?aplist\]?$/i.test(order.table)) {
    const lines = accessPoints.map((point) => rowLine('APList', new Map(Object.entries(point)), order.fields));
    return outcome('DATA QUERY', lines.length, {
      uploads: queryUploads(id, 'APList', lines, { ...quirks, type: 'vmtable' }),
    });
  }
  const rows = found(parts, order.table, quirks.ignoresFilter ? new Map() : order.condition);
  if (rows === undefined) return outcome('DATA QUERY', returns.wrongTable);
  const lines = rows.map((values) => rowLine(order.table, values, order.fields));
  return outcome('DATA QUERY', rows.length, { uploads: queryUploads(id, order.table, lines, quirks) });
}

/** Rows as uploads write them; undefined where the panel has no such table. */
function found(parts: PanelParts, table: string, condition: PanelRow): Map<string, string>[] | undefined {
  const name = table.toLowerCase();
  if (name === 'transaction') return records(parts, condition);
  const { bracketedCards } = parts.quirks;
  return parts.memory.find(table, condition)?.map((row, index) => rowValues(name, row, index + 1, bracketedCards));
}

/**
 * `filter=NewRecord` means the records that were not acknowledged yet; starttime and endtime may be text or packed
 * seconds.
 */
function records({ journal }: PanelParts, condition: PanelRow): Map<string, string>[] {
  if (condition.has('newrecord')) return journal.next(journal.waiting).map(transactionValues);
  const from = secondsOf(condition.get('starttime')) ?? 0;
  const to = secondsOf(condition.get('endtime')) ?? Number.MAX_SAFE_INTEGER;
  return journal.stored
    .filter(({ time }) => encodeSeconds(time) >= from && encodeSeconds(time) <= to)
    .map(transactionValues);
}

function secondsOf(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  return /^\d+$/.test(text) ? Number(text) : encodeSeconds(text);
}
