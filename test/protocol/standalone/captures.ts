import { readFileSync } from 'node:fs';

/** Bytes that terminals and their clients really sent, and what they say; ids and names in them are masked. */
export interface Captures {
  readonly packets: readonly {
    readonly id: string;
    readonly side: 'client' | 'terminal';
    readonly bytes: string;
    readonly framed: boolean;
    readonly command: number;
    readonly session: number;
    readonly reply: number;
    readonly data: string;
    readonly intact: boolean;
  }[];
  readonly records: readonly {
    readonly id: string;
    readonly kind: string;
    readonly bytes?: string;
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each kind of record says something else
    readonly says: any;
  }[];
  readonly session: readonly { readonly from: 'client' | 'device'; readonly bytes: string; readonly what: string }[];
  readonly commKeys: readonly (readonly [key: number, session: number, tick: number, bytes: string])[];
  readonly times: readonly (readonly [wall: string, value: number, bytes: string])[];
}

export const captures = JSON.parse(readFileSync(new URL('captures.json', import.meta.url), 'utf8')) as Captures;

export const hex = (text: string): Buffer => Buffer.from(text, 'hex');
