import type { CommandContext } from './command-context.js';
import { rowLine, userLine } from './lines.js';
import { matches, type StoredRow } from './memory.js';
import type { Outcome } from './outcome.js';

const end = '9';

const rangeOf = (row: StoredRow) => [row.get('starttime') ?? '', row.get('endtime') ?? end] as const;

function punchesOf({ outbox }: CommandContext, row: StoredRow): string[] {
  const [from, to] = rangeOf(row);
  return outbox
    .of('ATTLOG')
    .filter(({ at }) => at >= from && at <= to)
    .map(({ content }) => String(content));
}

/** How many punches of a period there are (Attendance PUSH 12.5). */
export function verifySum(terminal: CommandContext, range: StoredRow): Outcome {
  const [from, to] = rangeOf(range);
  const count = punchesOf(terminal, range).length;
  return { code: 0, word: 'VERIFY SUM', more: `StartTime=${from}&EndTime=${to}&AttlogSum=${count}` };
}

/** Rows are sent before the result; on newer firmware zero rows have a code of their own. */
export async function answerQuery(terminal: CommandContext, table: string, where: StoredRow): Promise<Outcome> {
  const rows = terminal.memory.rows(table).filter((row) => matches(row, where));
  const lines =
    table === 'ATTLOG'
      ? punchesOf(terminal, where)
      : rows.map((row) => (table === 'USERINFO' ? userLine(row) : rowLine(table, Object.fromEntries(row))));
  if (lines.length === 0) return { code: terminal.profile.options === null ? 0 : -1, word: 'DATA QUERY' };
  await terminal.tellRows(table === 'ATTLOG' || table === 'BIODATA' ? table : 'OPERLOG', lines);
  return { code: lines.length, word: 'DATA QUERY' };
}
