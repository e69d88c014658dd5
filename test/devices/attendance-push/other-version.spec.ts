import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const sn = 'VERSION1';
const contact = (more: string) => app.request('GET', `/iclock/cdata?SN=${sn}&options=all${more}`);

it('a user who waits while a terminal announces another version is sent in the words of that version', async () => {
  await app.admin('POST', '/devices', { sn, module: 'att' });
  await contact('');
  const polled = async () => (await app.request('GET', `/iclock/getrequest?SN=${sn}`)).text;
  await polled();
  await app.admin('POST', '/persons', { pin: '7', name: 'Ada', cardNo: '4508' });
  await app.admin('PUT', '/attendance/areas/1/persons/7');
  const waiting = () => app.sql(`SELECT 1 FROM command WHERE sn = $1 AND type = 'updateRows'`, [sn]);
  await expect.poll(waiting).toHaveLength(1);
  await contact('&pushver=2.3.0');
  await expect.poll(polled, { interval: 300 }).toMatch(/DATA UPDATE USERINFO PIN=7\tName=Ada\t.*Card=4508\t/);
});
