import { describe, expect, it } from 'vitest';
import type { FeedMessage } from '../../../src/outbound/envelope/envelope.js';
import type { FeedEntry } from '../../../src/outbound/feed/feed-entry.js';
import { FeedScan, type MessageSource } from '../../../src/outbound/webhook/feed-scan.js';

const at = new Date('2026-11-22T07:30:00Z');

/** A feed in memory, with these positions. */
class Positions implements MessageSource {
  removed = 0;

  constructor(private readonly positions: readonly number[]) {}

  horizon = () => Promise.resolve(this.removed);
  read = (after: number, most: number) => {
    const found = this.positions.filter((position) => position > after && position > this.removed).slice(0, most);
    const entries = found.map((position) => ({ position, kind: 'k', sn: '', ref: '', at, detail: null }));
    return Promise.resolve({ entries, position: found.at(-1) ?? after, isFull: found.length === most });
  };
  wait = () => Promise.resolve();
  messagesOf = (entries: readonly FeedEntry[]) =>
    Promise.resolve(entries.map(({ position }) => ({ position }) as FeedMessage));
}

const scanOf = (source: MessageSource, recorded: readonly number[] = []) =>
  new FeedScan(source, 0, new Set(recorded), () => true);

function takeAll(scan: FeedScan): number[] {
  const all: number[] = [];
  for (let one = scan.take(); one; one = scan.take()) all.push(one.position);
  return all;
}

describe('going through the feed', () => {
  it('leaves out what has a row, also when a part is read a second time', async () => {
    const scan = scanOf(new Positions([1, 2, 3, 4, 5]), [2, 4]);
    await scan.goOn();
    expect(scan.take()?.position).toBe(1);
    // As by other settings, or while the endpoint is spared.
    scan.drop();
    await scan.goOn();
    expect(takeAll(scan)).toEqual([3, 5]);
  });

  it('stops at a hole that was cut into the feed, whenever that was, and goes on behind it', async () => {
    const source = new Positions([1, 2, 3, 7, 8]);
    const scan = scanOf(source);
    expect(await scan.missed()).toBeNull();
    source.removed = 6;
    expect(await scan.goOn()).toBe(false);
    expect([scan.isCut, scan.passed]).toEqual([true, 0]);
    expect(await scan.missed()).toEqual({ from: 0, to: 6 });
    scan.skipTo(6);
    await scan.goOn();
    expect([scan.isCut, takeAll(scan)]).toEqual([false, [7, 8]]);
  });

  it('takes positions that were never given for no hole', async () => {
    const scan = scanOf(new Positions([5, 9]));
    await scan.goOn();
    expect([scan.isCut, takeAll(scan)]).toEqual([false, [5, 9]]);
  });
});
