import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { run } from '../../../src/tools/terminal-cli/run.js';

async function decode(input: string): Promise<{ code: number; lines: unknown[] }> {
  let out = '';
  const code = await run(['decode'], { input: Readable.from([input]), out: (text) => (out += text), err: () => null });
  return {
    code,
    lines: out
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as unknown),
  };
}

it('prints a line of JSON for each line', async () => {
  const { code, lines } = await decode('udp e80317fc00000000\n\ntcp 5050827d08000000d007f3e534120800\nnothing\n');
  expect(code).toBe(0);
  expect(lines).toEqual([
    {
      packets: [{ command: 1000, commandName: 'CONNECT', session: 0, reply: 0, checksumOk: true, length: 0, data: '' }],
    },
    {
      packets: [
        { command: 2000, commandName: 'ACK_OK', session: 0x1234, reply: 8, checksumOk: true, length: 0, data: '' },
      ],
    },
    { packets: [], error: 'a line is `tcp <hex>` or `udp <hex>`' },
  ]);
});
