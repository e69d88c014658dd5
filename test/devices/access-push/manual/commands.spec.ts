import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../../support/app.js';
import { approved, type RawDevice, send } from '../../../support/raw-device.js';
import {
  accounts,
  configuration,
  controls,
  counts,
  others,
  queries,
  upgrades,
  type Conversation,
} from './conversations.js';

let app: TestApp;
let device: RawDevice;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
  device = await approved(app, '3383154200002');
});

afterAll(() => app.stop());

/** The next command gets the number that the manual prints. */
async function numbered(id: number): Promise<void> {
  await app.sql('DELETE FROM command');
  await app.sql(`SELECT setval('command_number', $1)`, [id - 1]);
}

async function holds({ id, order, told, sends = [], result, returnCode }: Conversation): Promise<void> {
  await numbered(id);
  const { status, body } = await app.admin('POST', '/devices/3383154200002/commands', order);
  expect([status, body.id]).toEqual([201, id]);
  expect(await device.poll()).toBe(told);
  for (const [request, data, answer] of sends) {
    const [method = '', path = ''] = request.split(' ');
    const given = await send(app.url, method, path, { body: data });
    expect([given.status, given.text]).toEqual([200, answer]);
  }
  await device.result(result);
  const { body: ended } = await app.admin('GET', `/commands/${id}`);
  expect([ended.status, ended.returnCode]).toEqual(['done', returnCode]);
}

describe('a printed conversation', () => {
  // covers requests: POST querydata type=count
  // covers examples: 9.1.3 *
  // covers commands: DATA COUNT
  it.each(counts)('$section: $told', holds);

  // covers requests: POST querydata type=tabledata, POST querydata type=vmtable
  // covers examples: 9.1.4 *
  // covers commands: DATA QUERY, DATA QUERY [APList]
  it.each(queries)('$section: $told', holds);

  // covers requests: POST querydata datafmt=3, POST cdata desc=overview, POST file
  // covers examples: 9.2.*
  // covers commands: ACCOUNT ContentType, ACCOUNT StartTime
  it.each(accounts)('$section: $told', holds);

  // covers examples: 9.4 *
  // covers commands: CONTROL DEVICE
  it.each(controls)('$section: $told', holds);

  // covers examples: 9.4.1 *
  it.each(upgrades)('$section: $told', holds);

  // covers requests: POST querydata type=options
  // covers examples: 8.1 *, 9.5.1 *, 9.5.2 *
  // covers commands: SET OPTIONS, GET OPTIONS
  it.each(configuration)('$section: $told', holds);

  // covers examples: 9.3 *, 9.6.2 *
  // covers commands: Test Host, ENROLL_INFO, ENROLL_BIO
  it.each(others)('$section: $told', holds);

  // covers examples: 9.5.3 *
  // covers commands: SET ADSCREEN_OPTIONS
  it('9.5.3: a screen that is waited for', async () => {
    await numbered(500);
    const order = {
      type: 'adScreen',
      side: 'in',
      area: 1,
      content: 'picture',
      range: 1,
      url: 'http://h/p',
      interval: 5,
    };
    expect((await app.admin('POST', '/devices/3383154200002/commands', order)).body.id).toBe(500);
    expect(await device.poll()).toBe(
      'C:500:SET ADSCREEN_OPTIONS InOut=0,Area=1,Type=1,Range=1,URL=http://h/p,InPlayInterval=5',
    );
    // The example prints 5000 where its text says -5000: both leave the command waiting.
    await device.result('ID=500&Return=5000&CMD=SET ADSCREEN_OPTIONS');
    expect((await app.admin('GET', '/commands/500')).body.status).toBe('sent');
    await device.result('ID=500&Return=-618&CMD=SET ADSCREEN_OPTIONS');
    expect((await app.admin('GET', '/commands/500')).body).toMatchObject({ status: 'failed', returnCode: -618 });
  });
});
