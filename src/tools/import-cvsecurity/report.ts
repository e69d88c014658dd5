import { createWriteStream, mkdirSync, writeFileSync, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { kinds, type Item, type Kind, type Unread } from './items.js';
import { csvLine } from '../csv-line.js';
import { detailOf, shownChange } from './report-line.js';
import { reportPage } from './report-page.js';
import type { Counts, Findings, Heading } from './report-types.js';

/** As many lines of one sort are shown on the page; all of them are in the CSV and the JSON. */
const mostShown = 1_000;
const noOutcomes = () => ({ add: 0, change: 0, same: 0, refused: 0 });

/** Writes its lines as they come, so that a large site costs no memory. */
export class Report {
  readonly counts = new Map<Kind, Counts>();
  readonly unread: Unread[] = [];
  private readonly shown: Record<'refused' | 'change' | 'kept' | 'gone', Item[]> = {
    refused: [],
    change: [],
    kept: [],
    gone: [],
  };
  private readonly csv: WriteStream | null;
  private readonly json: WriteStream | null;
  private isFirst = true;

  /** @param folder null = nothing is written */
  constructor(private readonly folder: string | null) {
    if (folder !== null) mkdirSync(folder, { recursive: true });
    this.csv = folder === null ? null : createWriteStream(join(folder, 'report.csv'));
    this.json = folder === null ? null : createWriteStream(join(folder, 'report.json'));
    this.csv?.write(`\ufeff${csvLine(['kind', 'key', 'old id', 'name', 'outcome', 'detail'])}`);
    this.json?.write('{"items":[');
  }

  get refused(): number {
    return [...this.counts.values()].reduce((sum, { outcomes }) => sum + outcomes.refused, 0);
  }

  countsOf(kind: Kind): Counts {
    const known = this.counts.get(kind);
    if (known) return known;
    const fresh = { there: 0, here: null, outcomes: noOutcomes(), kept: 0, gone: 0 };
    this.counts.set(kind, fresh);
    return fresh;
  }

  async add(item: Item): Promise<void> {
    const counts = this.countsOf(item.kind);
    counts.outcomes[item.outcome]++;
    if (item.kept.length > 0) counts.kept++;
    if (item.outcome === 'refused') this.show('refused', item);
    if (item.outcome === 'change') this.show('change', item);
    if (item.kept.length > 0) this.show('kept', item);
    await this.write(item, item.outcome);
  }

  /** It came from the old server once, and is gone there. It stays here. */
  async gone(kind: Kind, oldId: string, key: string): Promise<void> {
    this.countsOf(kind).gone++;
    const item = { kind, oldId, key, label: '', outcome: 'same', changes: [], kept: [], reason: '' } as const;
    this.show('gone', item);
    await this.write(item, 'gone');
  }

  private show(sort: keyof typeof this.shown, item: Item): void {
    if (this.shown[sort].length < mostShown) this.shown[sort].push(item);
  }

  private async write(item: Item, outcome: string): Promise<void> {
    const { kind, key, oldId, label, changes, kept, reason } = item;
    await push(this.csv, csvLine([kind, key, oldId, label, outcome, detailOf(item)]));
    const told = { changes: changes.map(shownChange), kept: kept.map(shownChange), reason };
    const line = { kind, key, oldId, name: label, outcome, ...told };
    await push(this.json, `${this.isFirst ? '' : ','}\n${JSON.stringify(line)}`);
    this.isFirst = false;
  }

  /** @returns the lines for the screen */
  async end(heading: Heading, findings: Findings): Promise<string[]> {
    const counts = Object.fromEntries(
      kinds.flatMap((kind) => (this.counts.has(kind) ? [[kind, this.countsOf(kind)] as const] : [])),
    );
    for (const { kind, what, why, where } of this.unread) {
      await push(this.csv, csvLine([kind, '', '', what, 'unread', `${why}; ${where}`]));
    }
    await push(
      this.json,
      `\n],"summary":${JSON.stringify({ ...heading, counts, unread: this.unread, ...findings })}}\n`,
    );
    await Promise.all([closed(this.csv), closed(this.json)]);
    if (this.folder !== null) {
      const page = reportPage({ heading, counts, findings, unread: this.unread, shown: this.shown, mostShown });
      writeFileSync(join(this.folder, 'report.html'), page);
    }
    return Object.entries(counts).map(([kind, one]) => lineOf(kind, one));
  }
}

function lineOf(kind: string, { there, outcomes, kept, gone }: Counts): string {
  const parts = Object.entries(outcomes).map(([outcome, n]) => `${outcome} ${n}`);
  return `${kind.padEnd(17)}there ${there}  ${[...parts, `kept ${kept}`, `gone ${gone}`].join('  ')}`;
}

async function push(stream: WriteStream | null, text: string): Promise<void> {
  if (stream && !stream.write(text)) await once(stream, 'drain');
}

async function closed(stream: WriteStream | null): Promise<void> {
  if (!stream) return;
  stream.end();
  await once(stream, 'close');
}
