import { createWriteStream, openSync } from 'node:fs';
import { BadArguments } from './arguments.js';
import type { Exchange, Sent } from './transport.js';

/** One request of a recorded conversation and its answer: a line of JSON. */
export interface Recorded {
  /** Milliseconds since the record began. */
  readonly at: number;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly cookie: string | null;
  /** The body in base64: archives are no text. */
  readonly body: string;
  readonly status: number;
  readonly answer: string;
}

/** Records everything that a panel sends and receives. */
export interface Record {
  readonly heard: (request: Sent, exchange: Exchange) => void;
  close(): Promise<void>;
}

function opened(file: string): number {
  try {
    return openSync(file, 'w');
  } catch (error) {
    throw new BadArguments(`--record ${file} cannot be written (${(error as NodeJS.ErrnoException).code ?? ''})`);
  }
}

/** @throws BadArguments before anything is played, if the file cannot be written */
export function recordTo(file: string): Record {
  const stream = createWriteStream(file, { fd: opened(file) });
  const begun = Date.now();
  return {
    heard: ({ cookie, content }, { method, path, status, answer }) => {
      const line: Recorded = {
        at: Date.now() - begun,
        method: method === 'GET' ? 'GET' : 'POST',
        path,
        cookie,
        body: content.toString('base64'),
        status,
        answer,
      };
      stream.write(`${JSON.stringify(line)}\n`);
    },
    close: () => new Promise((resolve) => stream.end(() => resolve())),
  };
}

/** Reads a record; throws with the number of an invalid line. */
export function readRecord(text: string): Recorded[] {
  return text
    .split('\n')
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, number }) => recordedOf(line, number));
}

function recordedOf(line: string, number: number): Recorded {
  try {
    const one = JSON.parse(line) as Partial<Recorded>;
    const { at = 0, method, path, cookie = null, body = '', status, answer = '' } = one;
    if ((method === 'GET' || method === 'POST') && typeof path === 'string' && typeof status === 'number')
      return { at, method, path, cookie, body, status, answer };
  } catch {
    // The error follows below, with the number of the line.
  }
  throw new Error(`line ${number} is no recorded request`);
}
