import { describe, expect, it } from 'vitest';
import { inSteps, rowsIn } from '../../../src/devices/push/slices.js';
import { excessSteps, listLimits, rowLimits } from '../../../src/protocol/access-push/body-size.js';

const megabyte = 1024 * 1024;
const row = 'time=2026-03-02 08:00:00\tpin=7\tcardno=9\teventaddr=1\tevent=0\tinoutstatus=0\tverifytype=4\tindex=1\r\n';
const rows = Buffer.from(row.repeat(Math.ceil((10 * megabyte) / row.length)));

describe('what a large body holds', () => {
  it('is looked at a megabyte at a time: others have their turn in between', async () => {
    let turns = 0;
    let isOver = false;
    const others = () => {
      turns++;
      if (!isOver) setImmediate(others);
    };
    setImmediate(others);
    expect(await inSteps(excessSteps(rows, rowLimits))).toBeNull();
    isOver = true;
    expect(turns).toBeGreaterThanOrEqual(10);
  });

  it('is told in one step where it is of usual size, or too much at once', () => {
    expect(excessSteps(rows.subarray(0, 900_000), rowLimits).next()).toEqual({ done: true, value: null });
    expect(excessSteps(rows, listLimits).next()).toEqual({ done: true, value: 'more than 4000000 bytes' });
  });

  it('is the same in steps as at once: rows, and the one limit that is exceeded', async () => {
    expect(rowsIn(rows)).toBe(rows.length / row.length);
    expect(await inSteps(excessSteps(Buffer.from('x\n'.repeat(3 * megabyte)), rowLimits))).toBe(
      'more than 250000 lines',
    );
    const wide = Buffer.concat([rows.subarray(0, 2 * megabyte), Buffer.from('a=1\t'.repeat(2_000))]);
    expect(await inSteps(excessSteps(wide, rowLimits))).toBe('more than 2000 values in a line');
  });
});
