import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { SpaceTurnsService } from '../../../src/modules/space/space-turns.service.js';
import { FeedDrainService } from '../../../src/modules/transaction/feed-drain.service.js';
import { EnvelopeService } from '../../../src/outbound/envelope/envelope.service.js';
import type { FeedEntry } from '../../../src/outbound/feed/feed-entry.js';
import { startApp, type TestApp } from '../../support/app.js';
import { addPanel } from '../../support/facade-site.js';
import { MailServer } from '../../support/mail-server.js';

/* What comes with time: reminders, rooms to which nobody came; and calendars. */

const server = new MailServer();
let app: TestApp;
/** Another gateway on the same database. */
let second: TestApp;
let spaceId = '';
beforeAll(async () => {
  const env = { SMTP_URL: await server.listen(), SMTP_FROM: 'Rooms <rooms@example.com>' };
  app = await startApp({ env });
  second = await startApp({ env, databaseUrl: app.databaseUrl });
  await addPanel(app, 'ROOM1', { id: 'roomdevice', doors: 1 });
  for (const [pin, email] of [
    ['1', 'ana@example.com'],
    ['2', 'ben@example.com'],
    ['3', ''],
  ])
    await app.api('POST', '/api/person/add', { pin, name: `P${pin}`, email });
  const made = await app.admin('POST', '/spaces', {
    ...{ name: 'Blue; "east", 2', capacity: 4, deviceSns: ['ROOM1'], address: 'Ground floor', retentionMinutes: 15 },
  });
  expect([made.status, made.body.areaCode]).toEqual([201, '1']);
  spaceId = made.body.id;
});
afterAll(async () => {
  await second.stop();
  await app.stop();
  await server.stop();
});
afterEach(async () => {
  await app.sql('DELETE FROM space_reservation');
  server.mails.length = 0;
});

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
async function reserve(from: number, more: object = {}): Promise<string> {
  const { status, body } = await app.admin('POST', '/space-reservations', {
    ...{ spaceId, subject: 'Plans\r\nBcc: x@example.com', applicantPin: '1', pins: ['2', '3'], remindMinutes: 15 },
    ...{ startTime: inMinutes(from), endTime: inMinutes(from + 60), ...more },
  });
  expect(status).toBe(201);
  return body.id as string;
}
const turn = () => Promise.all([app, second].map((one) => one.app.get(SpaceTurnsService).run()));
const reminders = async () => {
  await app.app.get(FeedDrainService).take();
  const entries = await app.sql<FeedEntry>(`SELECT * FROM feed WHERE kind = 'spaceReminder' ORDER BY position`);
  const messages = await app.app.get(EnvelopeService).messagesOf(entries);
  return messages.map((message) => message.envelope({ privacy: 'ids', cards: false }));
};

it('people are reminded once, by one gateway, with a message and a mail; never of what is no more', async () => {
  await reserve(100);
  const cancelled = await reserve(300);
  await app.admin('POST', `/space-reservations/${cancelled}/cancel`);
  await app.sql(`UPDATE space_reservation SET remind_at = now() - interval '1 hour' WHERE id = $1`, [cancelled]);
  const before = (await reminders()).length;
  await turn();
  expect([(await reminders()).length, server.mails.length]).toEqual([before, 0]);
  // It was away when it should have reminded; the meeting is still ahead.
  const due = await reserve(10, { applicantEmail: 'ana@rooms.example.com' });
  await turn();
  await expect.poll(async () => (await reminders()).length).toBe(before + 1);
  await expect.poll(() => server.mails.length).toBe(1);
  await turn();
  const told = (await reminders()).slice(before);
  expect(told.map(({ type, data }) => [type, data.reservationId])).toEqual([['space.reservation.reminder', due]]);
  expect(told[0]?.data).toMatchObject({ spaceId, remindMinutes: 15, applicantPin: '1', pins: ['2', '3'] });
  expect(server.mails.map(({ from, to }) => [from, [...to].sort()])).toEqual([
    ['rooms@example.com', ['ana@rooms.example.com', 'ben@example.com']],
  ]);
  const [mail] = server.mails;
  const [headers = ''] = mail?.text.split('\r\n\r\n') ?? [];
  expect(headers).not.toMatch(/^(bcc|x-)/im);
  expect(headers).not.toContain('ben@example.com');
  // What has begun needs no reminder any more.
  await app.sql(
    `UPDATE space_reservation SET starts_at = now() - interval '1 minute', reminded_at = NULL WHERE id = $1`,
    [due],
  );
  await turn();
  expect(server.mails).toHaveLength(1);
});

it('a mail that the server refuses is sent later', async () => {
  server.isRefusing = true;
  const id = await reserve(10);
  const state = () => app.sql('SELECT mail, mail_tries AS tries FROM space_reservation WHERE id = $1', [id]);
  await turn();
  await expect.poll(state).toEqual([{ mail: 'due', tries: 1 }]);
  expect(server.mails).toEqual([]);
  server.isRefusing = false;
  await app.sql(`UPDATE space_reservation SET mail_at = now() - interval '1 second'`);
  await turn();
  await expect.poll(state).toEqual([{ mail: 'sent', tries: 2 }]);
  expect(server.mails).toHaveLength(1);
});

it('a room to which nobody came is given back, but not where its device is away or somebody came', async () => {
  const id = await reserve(-5);
  const state = async () => {
    await turn();
    const { status, released } = (await app.admin('GET', `/space-reservations/${id}`)).body;
    return [status, released];
  };
  expect(await state()).toEqual([1, false]);
  await app.sql('UPDATE device SET online = false');
  await app.sql(`UPDATE space_reservation SET starts_at = starts_at - interval '20 minutes'`);
  expect(await state()).toEqual([1, false]);
  // It is back, and what it has noted meanwhile is still to come.
  await app.sql('UPDATE device SET online = true, returned_at = clock_timestamp()');
  expect(await state()).toEqual([1, false]);
  await app.sql('UPDATE device SET returned_at = NULL');
  await expect
    .poll(async () => {
      // No panel calls, so it is soon held to be away again.
      await app.sql('UPDATE device SET online = true');
      return state();
    })
    .toEqual([2, true]);
  expect((await app.api('GET', `/api/spaceReservation/getById?id=${id}`)).body.data.reservationStatus).toBe(2);
});

it('a calendar program reads a room at a secret address until it ends', async () => {
  await reserve(120, { content: 'One\nTwo' });
  const gone = await reserve(600, { subject: 'Gone' });
  await app.admin('POST', `/space-reservations/${gone}/cancel`);
  const own = await app.admin('GET', `/spaces/${spaceId}/calendar.ics`);
  expect([own.status, own.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8']);
  const { body } = await app.admin('POST', `/spaces/${spaceId}/calendar`);
  const { path } = body as { path: string };
  const read = async (at: string) => {
    const { status, text } = await app.request('GET', at);
    return [status, text] as const;
  };
  const [status, text] = await read(path);
  expect([status, text]).toEqual([200, own.text]);
  const lines = text.replace(/\r\n /g, '').split('\r\n');
  expect(lines.slice(0, 2)).toEqual(['BEGIN:VCALENDAR', 'VERSION:2.0']);
  expect(lines.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(2);
  expect(lines.filter((line) => line.startsWith('STATUS:'))).toEqual(['STATUS:CONFIRMED', 'STATUS:CANCELLED']);
  expect(lines.filter((line) => /^DTSTART:\d{8}T\d{6}Z$/.test(line))).toHaveLength(2);
  expect(lines).toContain('DESCRIPTION:One\\nTwo');
  expect(lines).toContain('LOCATION:Blue\\; "east"\\, 2\\, Ground floor');
  expect(lines).toContain(`UID:${gone}@postern`);
  const secret = path.slice('/calendars/'.length, -'.ics'.length);
  const [stored] = await app.sql<{ calendar_hash: string }>('SELECT calendar_hash FROM space');
  expect(stored?.calendar_hash).not.toContain(secret);
  const { body: next } = await app.admin('POST', `/spaces/${spaceId}/calendar`);
  expect((await read(path))[0]).toBe(404);
  expect((await read((next as { path: string }).path))[0]).toBe(200);
  expect((await app.admin('DELETE', `/spaces/${spaceId}/calendar`)).status).toBe(204);
  expect((await read((next as { path: string }).path))[0]).toBe(404);
  expect((await read('/calendars/none.ics'))[0]).toBe(404);
});

it('a person who is erased is no longer named, and the rest of the meeting stays', async () => {
  const id = await reserve(60);
  await app.admin('DELETE', '/persons/2');
  const { body } = await app.admin('GET', `/space-reservations/${id}`);
  expect([body.pins, body.applicantPin]).toEqual([['3'], '1']);
  expect((await app.admin('POST', '/persons/1/erase', {})).status).toBeLessThan(300);
  await expect
    .poll(async () => (await app.sql('SELECT applicant_pin, subject FROM space_reservation WHERE id = $1', [id]))[0])
    .toEqual({ applicant_pin: '', subject: '' });
});
