import { readFileSync } from 'node:fs';
import { kinds, type Kind } from './items.js';
import { UsageError } from '../usage-error.js';

/** The options as they stand on the command line. */
export interface GivenOptions {
  readonly url?: string;
  readonly tokenFile?: string;
  readonly db?: string;
  readonly files?: string;
  readonly map?: string;
  readonly only?: string;
  readonly history?: string;
  readonly apply?: boolean;
  readonly theirs?: boolean;
  readonly report?: string;
  readonly rps?: string;
}

export interface ImportSettings {
  readonly url: URL | null;
  readonly token: string;
  readonly db: string | null;
  readonly files: string | null;
  readonly map: string | null;
  readonly only: ReadonlySet<Kind>;
  /** Months of events; 0 = none. */
  readonly historyMonths: number;
  readonly apply: boolean;
  readonly preferTheirs: boolean;
  readonly report: string | null;
  readonly rps: number;
}

const read = <T>(text: string | undefined, reader: (text: string) => T): T | null =>
  text === undefined ? null : reader(text);

/** @throws UsageError */
export function settingsOf(given: GivenOptions): ImportSettings {
  const { apply = false, theirs = false, rps = '5' } = given;
  checkSources(given);
  return {
    url: read(given.url, urlOf),
    token: read(given.tokenFile, tokenIn) ?? '',
    db: read(given.db, databaseOf),
    files: read(given.files, String),
    map: read(given.map, String),
    only: onlyOf(given.only),
    historyMonths: monthsOf(given.history),
    apply,
    preferTheirs: theirs,
    report: read(given.report, String),
    rps: rateOf(rps),
  };
}

function checkSources({ url, db, files, tokenFile }: GivenOptions): void {
  if ([url, db, files].every((source) => source === undefined)) {
    throw new UsageError('--url is needed, or --db or --files');
  }
  if (url !== undefined && tokenFile === undefined) throw new UsageError('--token-file is needed with --url');
}

function urlOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.search !== '' || url.username !== '') {
    throw new UsageError('--url must be an address such as https://old:8098, without a token');
  }
  return url;
}

function databaseOf(text: string): string {
  const isUrl = URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol);
  if (!isUrl) throw new UsageError('--db must be an address such as postgres://user@old:5442/biosecurity-boot');
  return text;
}

function tokenIn(path: string): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').trim();
  } catch (error) {
    throw new UsageError(`--token-file ${path} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}`);
  }
  if (text === '' || /\s/.test(text)) throw new UsageError(`--token-file ${path} must hold one token and nothing else`);
  return text;
}

function onlyOf(text: string | undefined): ReadonlySet<Kind> {
  if (text === undefined) return new Set(kinds);
  const named = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const unknown = named.find((name) => !(kinds as readonly string[]).includes(name));
  if (unknown !== undefined || named.length === 0) {
    throw new UsageError(`--only must be of ${kinds.join(', ')}${unknown === undefined ? '' : `: not ${unknown}`}`);
  }
  return new Set(named as Kind[]);
}

function monthsOf(text: string | undefined): number {
  if (text === undefined) return 0;
  const [, count = '', unit = ''] = /^(\d{1,3})([my])$/.exec(text) ?? [];
  const months = Number(count) * (unit === 'y' ? 12 : 1);
  if (months < 1 || months > 240) throw new UsageError('--history must be months or years such as 12m or 2y');
  return months;
}

function rateOf(text: string): number {
  const rate = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || rate < 0.1 || rate > 1_000) {
    throw new UsageError('--rps must be requests a second, from 0.1 to 1000');
  }
  return rate;
}
