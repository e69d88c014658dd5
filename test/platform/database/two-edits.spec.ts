import type { EntityManager } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccLevelService } from '../../../src/modules/accLevel/acc-level.service.js';
import { AccZoneService } from '../../../src/modules/accZone/acc-zone.service.js';
import { AreaService } from '../../../src/modules/area/area.service.js';
import { AuxPointService } from '../../../src/modules/door/aux-point.service.js';
import { DoorSettingsService } from '../../../src/modules/door/door-settings.service.js';
import { ParkingPlaceService } from '../../../src/modules/parking/parking-place.service.js';
import { QrKeyService } from '../../../src/modules/device/qr-key.service.js';
import { PlanService } from '../../../src/modules/plan/plan.service.js';
import { QrCodeService } from '../../../src/modules/qrCode/qr-code.service.js';
import { HolidayService } from '../../../src/modules/timeZone/holiday.service.js';
import { setBadge } from '../../../src/modules/visitor/badge-settings.js';
import { BlockListService } from '../../../src/modules/visitor/block-list.service.js';
import { VisitorSettingsService } from '../../../src/modules/visitor/visitor-settings.service.js';
import { newKeyPair } from '../../../src/operations/backup/age.js';
import { BackupService } from '../../../src/operations/backup/backup.service.js';
import { startApp, type Answer, type TestApp } from '../../support/app.js';
import { RawDevice, registryCode } from '../../support/raw-device.js';

const sn = 'EDIT1';
let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await app.admin('POST', '/devices', { sn });
  await registryCode(
    new RawDevice(app, sn),
    'DeviceType=acc,~DeviceName=C3,FirmVer=1,MachineType=2,LockCount=1,ReaderCount=2,AuxInCount=1,AuxOutCount=1,' +
      'MaxPackageSize=2048000',
  );
});
afterAll(() => app.stop());

const service = <T>(of: new (...given: never[]) => T): T => app.app.get<T>(of, { strict: false });

async function made(path: string, body: object): Promise<string> {
  const answer = await app.admin('POST', path, body);
  expect([path, answer.status]).toEqual([path, 201]);
  return String(answer.body.id);
}

const partOf = async (path: string): Promise<string> =>
  String((await app.admin('GET', `${path}?sn=${sn}`)).body.items[0].id);
const read = async (path: string) => (await app.admin('GET', path)).body as Record<string, unknown>;

const waiting = (statement: string) =>
  app.sql(
    `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE $1`,
    [statement],
  );

/**
 * The second change comes while the first one is written and not yet committed.
 * @param statement of the second one, which waits for the first
 */
async function together(
  first: (tx: EntityManager) => Promise<unknown>,
  second: () => Promise<Answer>,
  statement = '%',
): Promise<Answer> {
  let other: Promise<Answer> | undefined;
  await app.work.run(async (tx) => {
    await first(tx);
    other = second();
    await expect.poll(() => waiting(statement), { timeout: 60_000 }).not.toEqual([]);
  });
  if (!other) throw new Error('the first change was not made');
  return other;
}

describe('of two edits at once, the second knows of the first:', () => {
  it('a level that gets shorter hours keeps them when it is renamed', async () => {
    const timeZoneId = Number(await made('/time-zones', { name: 'never', periods: {} }));
    const id = await made('/access-levels', { name: 'always' });
    const { status } = await together(
      async (tx) => {
        await service(AccLevelService).patch(tx, 'acc', id, { timeZoneId });
        // The other one has read the level, and looks for its area, when this is committed.
        await tx.query('LOCK TABLE area IN ACCESS EXCLUSIVE MODE');
      },
      () => app.admin('PATCH', `/access-levels/${id}`, { name: 'renamed', areaCode: '1' }),
    );
    expect([status, await read(`/access-levels/${id}`)]).toMatchObject([200, { name: 'renamed', timeZoneId }]);
  });

  it('a door', async () => {
    const id = await partOf('/doors');
    await together(
      (tx) => service(DoorSettingsService).patchDoor(tx, id, { settings: { disabled: true } }),
      () => app.admin('PATCH', `/doors/${id}`, { settings: { DoorDrivertime: 7 } }),
    );
    expect((await read(`/doors/${id}`)).settings).toEqual({ disabled: true, DoorDrivertime: 7 });
  });

  it('a reader', async () => {
    const id = await partOf('/readers');
    await together(
      (tx) => service(DoorSettingsService).patchReader(tx, id, { settings: { offlineRefuse: true } }),
      () => app.admin('PATCH', `/readers/${id}`, { settings: { address: 3 } }),
    );
    expect((await read(`/readers/${id}`)).settings).toEqual({ offlineRefuse: true, address: 3 });
  });

  it('an auxiliary input, and an output', async () => {
    const [input, output] = [await partOf('/aux-inputs'), await partOf('/aux-outputs')];
    const points = service(AuxPointService);
    await together(
      (tx) => points.patchInput(tx, input, { settings: { disabled: true } }),
      () => app.admin('PATCH', `/aux-inputs/${input}`, { settings: { inputType: 1 } }),
    );
    expect((await read(`/aux-inputs/${input}`)).settings).toEqual({ disabled: true, inputType: 1 });
    await together(
      (tx) => points.patchOutput(tx, output, { settings: { disabled: true } }),
      () => app.admin('PATCH', `/aux-outputs/${output}`, { settings: { address: 2 } }),
    );
    expect((await read(`/aux-outputs/${output}`)).settings).toEqual({ disabled: true, address: 2 });
  });

  it('a zone, and the readers that lead into it', async () => {
    const id = await made('/zones', { name: 'Site', code: 'S' });
    const reader = await partOf('/readers');
    await together(
      (tx) => service(AccZoneService).patch(tx, id, { name: 'Yard', inReaderIds: [reader] }),
      () => app.admin('PATCH', `/zones/${id}`, { code: 'Y', outReaderIds: [] }),
    );
    expect(await read(`/zones/${id}`)).toMatchObject({ name: 'Yard', code: 'Y', inReaderIds: [reader] });
  });

  it('a saved view', async () => {
    const id = await made('/views', { page: 'events', name: 'Doors', query: {} });
    await together(
      (tx) => tx.query(`UPDATE saved_view SET shared = true, updated_at = now() WHERE id = $1`, [id]),
      () => app.admin('PATCH', `/views/${id}`, { name: 'All doors' }),
      'SELECT 1 FROM saved_view %',
    );
    expect(await read(`/views/${id}`)).toMatchObject({ name: 'All doors', shared: true });
  });

  it('an entry of the block list', async () => {
    const id = await made('/visitor-block-list', { certType: '3', certNumber: 'B77', name: 'Max', reason: 'theft' });
    await together(
      (tx) => service(BlockListService).patch(tx, id, { reason: 'fraud' }),
      () => app.admin('PATCH', `/visitor-block-list/${id}`, { name: 'Moritz' }),
      'SELECT 1 FROM visitor_block %',
    );
    expect(await read(`/visitor-block-list/${id}`)).toMatchObject({ name: 'Moritz', reason: 'fraud' });
  });

  it('the levels of visitors, whatever else is set', async () => {
    const level = await made('/visitor-levels', { name: 'Lobby' });
    await app.admin('PATCH', '/settings', { visitorLevelIds: [level] });
    const visitors = service(VisitorSettingsService);
    await together(
      (tx) => visitors.set(tx, { levelIds: [] }),
      () => app.admin('PATCH', '/settings', { siteName: 'North' }),
    );
    expect(await read('/settings')).toMatchObject({ siteName: 'North', visitorLevelIds: [] });
  });

  it("the codes of people, the vendor's key, and the badge", async () => {
    const [codes, keys] = [service(QrCodeService), service(QrKeyService)];
    await together(
      (tx) => codes.configure(tx, { seconds: 60 }),
      () => app.admin('PATCH', '/settings', { qrTemplate: '{pin}' }),
    );
    expect(await read('/settings')).toMatchObject({ qrSeconds: 60, qrTemplate: '{pin}' });
    await app.admin('PATCH', '/settings', { vendorQrCode: true });
    await together(
      (tx) => keys.switch(tx, false),
      () => app.admin('POST', '/settings/qr-key/rotate'),
    );
    expect(await read('/settings')).toMatchObject({ vendorQrCode: false });
    await together(
      (tx) => setBadge(tx, { photo: false }),
      () => app.admin('PATCH', '/settings', { badge: { qr: false } }),
    );
    expect((await read('/settings')).badge).toMatchObject({ photo: false, qr: false });
  });

  it('the settings of backups', async () => {
    const { recipient } = await newKeyPair();
    await together(
      (tx) => service(BackupService).set(tx, { recipient }),
      () => app.admin('PUT', '/backups/schedule', { at: null, keep: { daily: 3, weekly: 2, monthly: 1 } }),
    );
    expect(await read('/backup')).toMatchObject({ recipient, keep: { daily: 3 } });
  });

  it('a plan', async () => {
    const id = await made('/plans', { name: 'Ground', areaCode: '1' });
    await made('/areas', { code: 'vault', name: 'Vault' });
    await together(
      (tx) => service(PlanService).patch(tx, id, { areaCode: 'vault' }, []),
      () => app.admin('PATCH', `/plans/${id}`, { name: 'First' }),
    );
    expect(await read(`/plans/${id}`)).toMatchObject({ name: 'First', areaCode: 'vault' });
  });

  it('a parking area, and a channel', async () => {
    const [outer, inner] = [
      await made('/parking/areas', { name: 'Yard' }),
      await made('/parking/areas', { name: 'Deck' }),
    ];
    await app.admin('PATCH', `/parking/areas/${inner}`, { parentId: outer });
    const places = service(ParkingPlaceService);
    await together(
      (tx) => places.patchArea(tx, inner, { parentId: null }),
      () => app.admin('PATCH', `/parking/areas/${inner}`, { name: 'Top deck' }),
    );
    expect(await read(`/parking/areas/${inner}`)).toMatchObject({ name: 'Top deck', parentId: null });
    const channel = await made('/parking/channels', { name: 'Gate', areaId: outer, state: 1 });
    await together(
      (tx) => places.patchChannel(tx, channel, { areaId: inner }),
      () => app.admin('PATCH', `/parking/channels/${channel}`, { name: 'Back gate' }),
    );
    expect(await read(`/parking/channels/${channel}`)).toMatchObject({ name: 'Back gate', areaId: inner });
  });

  it('a holiday is as the last one has said', async () => {
    const id = await made('/holidays', { name: 'May', date: '2026-05-01', type: 1, everyYear: false });
    await together(
      (tx) => service(HolidayService).patch(tx, id, { type: 2 }),
      () => app.admin('PATCH', `/holidays/${id}`, { type: 1 }),
    );
    expect(await read(`/holidays/${id}`)).toMatchObject({ type: 1 });
  });
});

it('two areas that are put into each other at once are not both moved', async () => {
  const [north, south] = [
    await made('/areas', { code: 'north', name: 'North' }),
    await made('/areas', { code: 'south', name: 'South' }),
  ];
  const { status, body } = await together(
    (tx) => service(AreaService).patch(tx, north, { parentCode: 'south' }),
    () => app.admin('PATCH', `/areas/${south}`, { parentCode: 'north' }),
  );
  expect([status, body.errors]).toMatchObject([400, [{ field: 'parentCode' }]]);
});
