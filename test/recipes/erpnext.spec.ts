import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiToken, startApp, type TestApp } from '../support/app.js';
import { storeEvents } from '../support/events.js';
import { hasPython, OtherSystem, RecipeFolder, type Asked } from '../support/recipe.js';

const path = '/api/method/hrms.hr.doctype.employee_checkin.employee_checkin.add_log_based_on_employee_field';

/** The answers of ERPNext to this call, as far as the recipe knows them: 417 with what its validation says. */
function erpnext() {
  const logs = new Set<string>();
  return ({ headers, body }: Asked): [number, object] => {
    if (headers.authorization !== 'token key:secret') return [401, { exc_type: 'AuthenticationError' }];
    const { employee_field_value: pin, timestamp, log_type: way } = body as Record<string, string>;
    if (!['57', '58'].includes(pin ?? '')) {
      return [
        404,
        { exception: `No Employee found for the given employee field value. 'attendance_device_id': ${pin}` },
      ];
    }
    const log = `${pin} ${timestamp} ${way}`;
    if (logs.has(log)) return [417, { exception: 'This employee already has a log with the same timestamp.<Br>EMP-1' }];
    logs.add(log);
    return [200, { message: { name: 'EMP-CKIN-1' } }];
  };
}

describe.skipIf(!hasPython)('the recipe for ERPNext', () => {
  let app: TestApp;
  let folder: RecipeFolder;
  let other: OtherSystem;
  beforeAll(async () => {
    app = await startApp();
    folder = await RecipeFolder.with({ 'postern_feed.py': 'python', 'erpnext_attendance.py': 'erpnext' });
    other = await OtherSystem.start(erpnext());
    await run();
  });
  afterAll(async () => {
    await other.stop();
    await folder.remove();
    await app.stop();
  });

  const run = (key = 'key:secret') =>
    folder.run('erpnext_attendance.py', {
      POSTERN_URL: app.url,
      POSTERN_TOKEN: apiToken,
      ERPNEXT_URL: other.url,
      ERPNEXT_KEY: key,
    });
  const punch = (pin: string, eventTime: string, inOut: number | null) =>
    storeEvents(app, { module: 'att', sn: 'TERM1', pin, eventTime, inOut });

  it('logs punches, and nothing twice', async () => {
    await punch('57', '2026-11-02 08:00:00', 0);
    await punch('57', '2026-11-02 16:30:00', 1);
    await punch('58', '2026-11-02 16:31:00', 255);
    await punch('99', '2026-11-02 16:32:00', 0);
    // A door is no punch, unless that is wanted.
    await storeEvents(app, {});
    const ran = await run();
    expect([ran.status, ran.errors]).toEqual([0, '']);
    const log = (pin: string, timestamp: string, way: string | null) => ({
      employee_field_value: pin,
      timestamp,
      device_id: 'TERM1',
      log_type: way,
    });
    expect(other.asked.map(({ body }) => body as object)).toEqual([
      log('57', '2026-11-02 08:00:00', 'IN'),
      log('57', '2026-11-02 16:30:00', 'OUT'),
      log('58', '2026-11-02 16:31:00', null),
      log('99', '2026-11-02 16:32:00', 'IN'),
    ]);
    expect(new Set(other.asked.map(({ path: asked, method }) => `${method} ${asked}`))).toEqual(
      new Set([`POST ${path}`]),
    );
    expect(ran.lines.map((line) => line.replace(/ \S+Z /, ' '))).toEqual([
      '57 logged',
      '57 logged',
      '58 logged',
      '99 nobody has this device id',
    ]);
    // As after a crash in the middle.
    await folder.write('erpnext.cursor', '0');
    expect((await run()).lines.map((line) => line.replace(/ \S+Z /, ' '))).toEqual([
      '57 there already',
      '57 there already',
      '58 there already',
      '99 nobody has this device id',
    ]);
  });

  it('ends where its key is refused, and goes on with the same punch', async () => {
    await punch('57', '2026-11-03 08:00:00', 0);
    const refused = await run('key:old');
    expect(refused.status).toBe(1);
    expect(refused.errors).toContain('ERPNext refuses: 401');
    expect((await run()).lines).toHaveLength(1);
    expect((await run()).lines).toHaveLength(0);
  });
});
