import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp } from '../../support/app.js';
import { RuleSite } from './rule-site.js';

let site: RuleSite;
beforeAll(async () => {
  site = await RuleSite.start();
});
afterAll(() => site.app.stop());

describe('settings of doors', () => {
  it('are options with the number of the door, or rows of a table; a zone they name comes first', async () => {
    const old = await site.panel('SET1');
    const young = await site.panel('SET2', [17, 21, 26]);
    const zone = await site.zone('open hours');
    const settings = { DoorDrivertime: 7, DoorKeepOpenTimeZone: zone };
    for (const { doors } of [old, young]) {
      expect((await site.app.admin('PATCH', `/doors/${doors.get(2)}`, { settings })).body.settings).toEqual(settings);
    }
    const zoneRow = expect.stringMatching(new RegExp(`^DATA UPDATE timezone TimezoneId=${zone}\t`)) as unknown;
    expect(await old.drain()).toEqual([`SET OPTIONS Door2Drivertime=7,Door2KeepOpenTimeZone=${zone}`, zoneRow]);
    expect(await young.drain()).toEqual([
      'DATA UPDATE DoorParameters ID=2\tName=DoorDrivertime\tValue=7\tDevID=1\n' +
        `ID=2\tName=DoorKeepOpenTimeZone\tValue=${zone}\tDevID=1`,
      zoneRow,
    ]);
    expect((await site.app.admin('DELETE', `/time-zones/${zone}`)).status).toBe(409);
    await site.app.admin('PATCH', `/doors/${young.doors.get(2)}`, { settings: { relay: 3, disabled: true } });
    expect(await young.drain()).toEqual(['DATA UPDATE DoorProperty ID=2\tDevID=1\tAddress=3\tDisable=1']);
    // A setting that is removed stays on the device, because a DELETE would take the settings of all doors. A zone is
    // deleted only when no door uses it any more.
    await site.app.admin('PATCH', `/doors/${old.doors.get(2)}`, {
      settings: { DoorDrivertime: null, DoorKeepOpenTimeZone: null },
    });
    expect(await old.drain()).toEqual([
      'SET OPTIONS Door2KeepOpenTimeZone=0',
      `DATA DELETE timezone TimezoneId=${zone}`,
    ]);
    await site.app.admin('PATCH', `/doors/${young.doors.get(2)}`, { settings: { disabled: null, relay: null } });
    expect(await young.drain()).toEqual(['DATA UPDATE DoorProperty ID=2\tDevID=1\tAddress=2\tDisable=0']);
  });

  it('with a password are never shown and stored sealed', async () => {
    const { doors, drain } = await site.panel('SET3');
    const door = `/doors/${doors.get(1)}`;
    const { body } = await site.app.admin('PATCH', door, { settings: { DoorSupperPassWord: '8642' } });
    expect(body.settings).toEqual({ DoorSupperPassWord: '***' });
    expect((await site.app.admin('GET', door)).body.settings).toEqual({ DoorSupperPassWord: '***' });
    expect(await drain()).toEqual(['SET OPTIONS Door1SupperPassWord=8642']);
    const [stored] = await site.app.sql('SELECT settings FROM door WHERE id = $1', [doors.get(1)]);
    expect(JSON.stringify(stored)).not.toContain('8642');
    // A client that sends back what it was shown changes nothing.
    await site.app.admin('PATCH', door, { settings: { DoorSupperPassWord: '***' } });
    expect(await drain()).toEqual([]);

    await site.app.admin('PATCH', door, { settings: { DoorSupperPassWord: null } });
    expect(await drain()).toEqual(['SET OPTIONS Door1SupperPassWord=']);

    const young = await site.panel('SET3N', [21]);
    await site.app.admin('PATCH', `/doors/${young.doors.get(1)}`, { settings: { DoorSupperPassWord: '8642' } });
    expect(await young.drain()).toEqual(['DATA UPDATE DoorParameters ID=1\tName=DoorSupperPassWord\tValue=8642']);
    const shown = await site.app.admin('GET', '/commands?limit=50');
    expect(shown.text).toContain('Door1SupperPassWord=***');
    expect(shown.text).toContain('DoorSupperPassWord\\tValue=***');
    expect(shown.text).not.toContain('8642');
  });

  it('that another program overwrites on the device are corrected', async () => {
    const sn = 'SET4';
    const { doors, drain } = await site.panel(sn);
    await site.app.admin('PATCH', `/doors/${doors.get(1)}`, { settings: { DoorDrivertime: 7 } });
    await drain();
    await site.app.admin('POST', `/devices/${sn}/commands`, { command: 'SET OPTIONS Door1Drivertime=9' });
    expect(await drain()).toEqual(['SET OPTIONS Door1Drivertime=9', 'SET OPTIONS Door1Drivertime=7']);
  });

  it('say which name or value is wrong', async () => {
    const { doors } = await site.panel('SET5');
    const refusal = (settings: object) => site.refusal(`/doors/${doors.get(1)}`, { settings }, 'PATCH');
    expect(await refusal({ DoorDrivertime: 999 })).toEqual([400, 'settings.DoorDrivertime']);
    expect(await refusal({ DoorColour: 1 })).toEqual([400, 'settings.DoorColour']);
    expect(await refusal({ DoorValidTZ: 200 })).toEqual([400, 'settings.DoorValidTZ']);
    expect(await refusal({ disabled: 'perhaps' })).toEqual([400, 'settings.disabled']);
    expect(await refusal({ DoorForcePassWord: 'sealed:x' })).toEqual([400, 'settings.DoorForcePassWord']);
  });
});

describe('settings of readers', () => {
  it('are rows of the tables that the panel has', async () => {
    const old = await site.panel('READ1', [1, 18, 26]);
    const young = await site.panel('READ2', [1, 18, 64]);
    const none = await site.panel('READ3');
    const settings = { readerChannelSecureType: 1, address: 3 };
    for (const { readers } of [old, young]) {
      expect((await site.app.admin('PATCH', `/readers/${readers.get(2)}`, { settings })).body.settings).toEqual(
        settings,
      );
    }
    expect(await old.drain()).toEqual([
      'DATA UPDATE ReaderProperty ID=2\tDoorID=1\tType=2\tAddress=3\tIPAddress=\tPort=0\tMAC=\tInOut=1\tDisable=0\t' +
        'VerifyType=0\tMulticast=\tDevID=1\tOfflineRefuse=0',
      'DATA UPDATE ReaderParameters ID=2\tDevID=1\tName=readerChannelSecureType\tValue=1',
    ]);
    expect(await young.drain()).toEqual([
      'DATA UPDATE ReaderProperty ReaderID=2\tDoorID=1\tBusType=0\tInOut=1\tAddress=3\tDisable=0',
      'DATA UPDATE ReaderParameter ReaderID=2\tName=readerChannelSecureType\tValue=1',
    ]);
    // A device without reader tables gets none of these settings. A setting that the device says it lacks is refused.
    const other = `/readers/${none.readers.get(2)}`;
    expect((await site.app.admin('PATCH', other, { settings: { address: 3 } })).status).toBe(200);
    expect(await none.drain()).toEqual([]);
    expect(await site.refusal(other, { settings }, 'PATCH')).toEqual([400, 'settings.readerChannelSecureType']);
    const wrong = { settings: { readerChannelSecureType: 5 } };
    expect(await site.refusal(`/readers/${young.readers.get(1)}`, wrong, 'PATCH')).toEqual([
      400,
      'settings.readerChannelSecureType',
    ]);
  });
});

describe('settings of auxiliary points', () => {
  it('are rows of the tables that the panel has', async () => {
    const { drain } = await site.panel('AUX1', [19, 20]);
    const idOf = async (path: string): Promise<string> => {
      const { items } = (await site.app.admin('GET', `${path}?sn=AUX1`)).body as {
        items: { id: string; number: number }[];
      };
      return items.find(({ number }) => number === 1)?.id ?? '';
    };
    await site.app.admin('PATCH', `/aux-inputs/${await idOf('/aux-inputs')}`, {
      settings: { inputType: 1, inputMode: 0, supervisedResistor: 4 },
    });
    await site.app.admin('PATCH', `/aux-outputs/${await idOf('/aux-outputs')}`, { settings: { disabled: true } });
    expect(await drain()).toEqual([
      'DATA UPDATE AuxIn ID=1\tAddress=1\tDisable=0\tInputType=1\tInputMode=0\tSupervisedResistor=4',
      'DATA UPDATE AuxOut ID=1\tAddress=1\tDisable=1',
    ]);
    const wrong = { settings: { inputType: 7 } };
    expect(await site.refusal(`/aux-inputs/${await idOf('/aux-inputs')}`, wrong, 'PATCH')).toEqual([
      400,
      'settings.inputType',
    ]);
  });
});

describe('parameters of a device', () => {
  it('are options, or rows of a table', async () => {
    const old = await site.panel('DEV1');
    const young = await site.panel('DEV2', [21]);
    const parameters = { BackupTime: 3, fireAlarmType: 1 };
    const rule = await site.made('/device-parameters', { sn: 'DEV1', parameters });
    await site.made('/device-parameters', { sn: 'DEV2', parameters });
    expect(await old.drain()).toEqual(['SET OPTIONS BackupTime=3,fireAlarmType=1']);
    expect(await young.drain()).toEqual([
      'DATA UPDATE DevParameters ID=1\tName=BackupTime\tValue=3\nID=1\tName=fireAlarmType\tValue=1',
    ]);
    await site.app.admin('PATCH', `/device-parameters/${rule.id}`, { parameters: { BackupTime: 4 } });
    expect(await old.drain()).toEqual(['SET OPTIONS BackupTime=4']);
    expect((await site.refusal('/device-parameters', { sn: 'DEV1', parameters: {} }))[0]).toBe(409);
    await site.panel('DEV3');
    const refusal = (values: object) => site.refusal('/device-parameters', { sn: 'DEV3', parameters: values });
    expect(await refusal({ fireAlarmType: 9 })).toEqual([400, 'parameters.fireAlarmType']);
    expect(await refusal({ Nothing: 1 })).toEqual([400, 'parameters.Nothing']);
  });
});

describe('a gateway that is started again', () => {
  it('continues where it stopped', async () => {
    const sn = 'AGAIN1';
    const { device, drain } = await site.panel(sn);
    const rule = await site.made('/interlock-rules', { sn, doors: [1, 2] });
    await site.worked();
    expect(await device.poll()).toMatch(/^C:\d+:SET OPTIONS InterLock=1$/);
    const first = site.app;
    await first.app.close();
    const second = await startApp({ databaseUrl: first.databaseUrl });
    site.app = { ...second, stop: () => second.app.close().then(() => first.stop()) };
    expect(await site.devices('/interlock-rules', rule.id)).toEqual([
      { sn, supported: true, inSync: false, needs: null },
    ]);
    await site.app.admin('PATCH', `/interlock-rules/${rule.id}`, { doors: [3, 4] });
    expect(await drain()).toEqual(['SET OPTIONS InterLock=2']);
    expect((await site.devices('/interlock-rules', rule.id)) as unknown[]).toMatchObject([{ inSync: true }]);
  });
});
