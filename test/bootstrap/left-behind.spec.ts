import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { startApp } from '../support/app.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

async function startedAndStopped(): Promise<WeakRef<object>> {
  const app = await startApp();
  expect((await app.admin('GET', '/devices')).status).toBe(200);
  expect((await app.request('GET', '/metrics')).text).toContain('nodejs_gc_duration_seconds');
  await app.stop();
  return new WeakRef(app.work);
}

it('a gateway that has stopped leaves nothing of itself in its process', async () => {
  const left = await startedAndStopped();
  await expect
    .poll(() => {
      collectGarbage();
      return left.deref() === undefined;
    })
    .toBe(true);
});
