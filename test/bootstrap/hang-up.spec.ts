import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GatewayProcess } from '../support/gateway-process.js';

describe('the end of a terminal', () => {
  let gateway: GatewayProcess;
  beforeAll(async () => {
    gateway = await GatewayProcess.prepare({ LOG_LEVEL: 'info' });
  });
  afterAll(() => gateway.remove());

  /** The gateway stopped in order: it left nothing behind that the next start would find. */
  const expectStopped = async (exit: Promise<unknown>) => {
    expect(await exit).toEqual({ code: 0, signal: null });
    await expect(gateway.postmasterPid()).rejects.toThrow('ENOENT');
    expect(existsSync(join(gateway.dataDir, 'gateway.lock'))).toBe(false);
  };

  it('comes as SIGHUP, which stops gateway and PostgreSQL', async () => {
    await gateway.start();
    await expectStopped(gateway.terminate('SIGHUP'));
  });

  it('or shows at a line of the log that nobody reads any more', async () => {
    await gateway.start();
    gateway.stopReading();
    await fetch(`${gateway.url}/iclock/cdata?SN=NEWONE1&options=all`).catch(() => undefined);
    await expectStopped(gateway.ended());
  });

  it('or shows at a pipe that was closed before the first line', async () => {
    const ended = gateway.runToEnd();
    gateway.stopReading();
    await expectStopped(ended);
  });
});
