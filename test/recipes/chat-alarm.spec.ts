import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiToken, startApp, type TestApp } from '../support/app.js';
import { storeEvents } from '../support/events.js';
import { hasPython, OtherSystem, RecipeFolder } from '../support/recipe.js';

describe.skipIf(!hasPython)('the recipe for alarms in a chat', () => {
  let app: TestApp;
  let folder: RecipeFolder;
  let chat: OtherSystem;
  /** What the chat answers next; otherwise that it is well. */
  const answers: (readonly [status: number, body: string, retryAfter?: string])[] = [];
  beforeAll(async () => {
    app = await startApp();
    folder = await RecipeFolder.with({ 'postern_feed.py': 'python', 'chat_alarm.py': 'chat-alarm' });
    chat = await OtherSystem.start(() => {
      const [status, body, retryAfter = '0'] = answers.shift() ?? [200, 'ok'];
      return [status, body, { 'retry-after': retryAfter }];
    });
  });
  afterAll(async () => {
    await chat.stop();
    await folder.remove();
    await app.stop();
  });

  const run = () =>
    folder.run('chat_alarm.py', {
      POSTERN_URL: app.url,
      POSTERN_TOKEN: apiToken,
      CHAT_WEBHOOK_URL: `${chat.url}/services/T0/B0/x`,
    });

  it('begins now, and posts a sentence for each alarm', async () => {
    await storeEvents(app, { eventNo: 102, eventLevel: 2, pointName: 'Before' });
    expect(await run()).toMatchObject({ status: 0, errors: '' });
    expect(chat.asked).toEqual([]);
    const now = new Date('2126-05-31T07:00:00Z');
    await storeEvents(app, {});
    await storeEvents(app, { eventNo: 102, eventLevel: 2, pointName: 'Safe <b> & co', happenedAt: now, pin: '' });
    await storeEvents(app, { eventNo: 28, eventLevel: 1, pointName: 'Gate', pin: '' });
    answers.push([429, 'slow down'], [503, 'again']);
    expect(await run()).toMatchObject({ status: 0, errors: '' });
    const forced = 'Door forced: Safe &lt;b&gt; &amp; co: The door is opened accidentally (2126-05-31T07:00:00.000Z)';
    expect(chat.asked.map(({ body }) => body as object)).toEqual([
      { text: forced },
      { text: forced },
      { text: forced },
      { text: 'Door open too long: Gate: Door opening times out (2023-01-12T14:05:56.000Z, told late)' },
    ]);
    expect(chat.asked[0]).toMatchObject({ method: 'POST', path: '/services/T0/B0/x' });
  });

  it('understands a Retry-After that is a date', async () => {
    await storeEvents(app, { eventNo: 102, eventLevel: 2, pointName: 'Cellar', pin: '' });
    answers.push([503, 'later', 'Sun, 06 Nov 1994 08:49:37 GMT']);
    const before = chat.asked.length;
    expect(await run()).toMatchObject({ status: 0, errors: '' });
    expect(chat.asked.length).toBe(before + 2);
  });

  it('posts what the chat refused when it is run again', async () => {
    await storeEvents(app, { eventNo: 102, eventLevel: 2, pointName: 'Vault', pin: '' });
    answers.push([404, 'no_service']);
    const refused = await run();
    expect([refused.status, refused.errors]).toEqual([1, 'the chat refuses: 404 "no_service"\n']);
    expect((await run()).status).toBe(0);
    expect(chat.asked.slice(-2).map(({ body }) => (body as { text: string }).text)).toEqual([
      expect.stringContaining('Vault') as string,
      expect.stringContaining('Vault') as string,
    ]);
    const before = chat.asked.length;
    await run();
    expect(chat.asked.length).toBe(before);
  });
});
