import type { Item, Unread } from './items.js';
import { detailOf } from './report-line.js';
import type { Counts, Findings, Heading } from './report-types.js';

interface Page {
  readonly heading: Heading;
  readonly counts: Readonly<Record<string, Counts>>;
  readonly findings: Findings;
  readonly unread: readonly Unread[];
  readonly shown: Readonly<Record<'refused' | 'change' | 'kept' | 'gone', readonly Item[]>>;
  readonly mostShown: number;
}

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string) => text.replaceAll(/[&<>"']/g, (mark) => marks[mark] ?? '');

const row = (cells: readonly (string | number)[], tag = 'td') =>
  `<tr>${cells.map((cell) => `<${tag}>${escaped(String(cell))}</${tag}>`).join('')}</tr>`;

/** Nothing where there are no rows. */
function table(title: string, heads: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  if (rows.length === 0) return '';
  return `<h2>${escaped(title)}</h2><table>${row(heads, 'th')}${rows.map((cells) => row(cells)).join('\n')}</table>`;
}

const itemRows = (items: readonly Item[]) =>
  items.map((item) => [item.kind, item.key, item.oldId, item.label, detailOf(item)]);
const itemHeads = ['kind', 'key', 'old id', 'name', 'detail'];

const style = `body{font:14px system-ui,sans-serif;margin:2em}table{border-collapse:collapse}
td,th{border:1px solid #bbb;padding:2px 8px;text-align:left;vertical-align:top}`;

/** The report for people; it loads nothing. */
export function reportPage({ heading, counts, findings, unread, shown, mostShown }: Page): string {
  const { applied, sources, startedAt, finishedAt, broken } = heading;
  const some = (title: string, items: readonly Item[]) =>
    table(items.length < mostShown ? title : `${title}, the first ${mostShown}`, itemHeads, itemRows(items));
  const sums = Object.entries(counts).map(([kind, { there, here, outcomes, kept, gone }]) => [
    ...[kind, there, here ?? '', outcomes.add, outcomes.change, outcomes.same, outcomes.refused, kept, gone],
  ]);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Import from CVSecurity</title>
<style>${style}</style></head><body>
<h1>Import from CVSecurity: ${applied ? 'applied' : 'trial'}</h1>
<p>${escaped(sources.join(', '))}; ${escaped(startedAt)} to ${escaped(finishedAt)}</p>
${broken === '' ? '' : `<p><strong>Not finished: ${escaped(broken)}</strong></p>`}
${table('Counts', ['kind', 'there', 'here', 'add', 'change', 'same', 'refused', 'kept', 'gone'], sums)}
${some('Refused', shown.refused)}
${table(
  'Could not be read',
  ['kind', 'what', 'why', 'where to type it in'],
  unread.map(({ kind, what, why, where }) => [kind, what, why, where]),
)}
${some('Differences', shown.change)}
${some('Changed here since, and kept', shown.kept)}
${some('No more at the old server', shown.gone)}
${table(
  'Levels',
  ['level', 'old id', 'doors', 'persons', 'doors × persons'],
  findings.levels.map(({ name, id, doors, persons }) => [
    ...[name, id, doors ?? 'not told', persons, doors === null ? '' : doors * persons],
  ]),
)}
${table(
  'Cards of two persons',
  ['card', 'pins'],
  findings.cardsTwice.map(({ cardNo, pins }) => [cardNo, pins.join(', ')]),
)}
${table(
  'Pins with letters, which controllers without StringPinFunOn cannot hold',
  ['pin'],
  findings.pinsWithLetters.map((pin) => [pin]),
)}
${table(
  'Devices too small',
  ['device', 'holds', 'persons'],
  findings.devicesTooSmall.map(({ sn, holds, persons }) => [sn, holds, persons]),
)}
</body></html>
`;
}
