import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inSync, RuleSite, unsupported } from './rule-site.js';
import { version } from '../../support/versions.js';

let site: RuleSite;
beforeAll(async () => {
  site = await RuleSite.start();
});
afterAll(() => site.app.stop());

const remove = async (path: string, id: string) =>
  expect((await site.app.admin('DELETE', `${path}/${id}`)).status).toBe(204);

const card26 = 'pccccccccccccccccccccccccp:eeeeeeeeeeeeeooooooooooooo';

describe('a Wiegand format', () => {
  it('goes where a reader uses it, and is deleted with the last one', async () => {
    const { readers, drain } = await site.panel('WG1', [26], { CardFormatFunOn: '1' });
    await site.panel('WG2', [], { CardFormatFunOn: '1' });
    const spare = await site.made('/wiegand-formats', { name: 'Spare', cardBit: 26, cardFormat: card26 });
    const format = await site.made('/wiegand-formats', { name: 'Wiegand26', cardBit: 26, cardFormat: card26 });
    expect([spare.number, format.number, format.devices]).toEqual([1, 2, []]);
    const reader = await site.made('/reader-wiegand-formats', {
      readerId: readers.get(1),
      formatId: format.id,
      parityCheck: false,
      reversal: 'bytes',
    });
    const row = `DATA UPDATE WGFormat ID=2\tCardBit=26\tSiteCode=0\tFormatName=Wiegand26\tCardFormat=${card26}`;
    expect(await drain()).toEqual([
      row,
      'DATA UPDATE ReaderWGFormat ReaderID=1\tDevID=1\tWGFormatID=2\tParityVerifyDisable=1\tReversalType=3',
    ]);
    expect(await site.devices('/wiegand-formats', format.id)).toEqual(inSync('WG1'));
    await site.app.admin('PATCH', `/wiegand-formats/${format.id}`, { siteCode: '7' });
    expect(await drain()).toEqual([row.replace('SiteCode=0', 'SiteCode=7')]);
    expect((await site.app.admin('DELETE', `/wiegand-formats/${format.id}`)).status).toBe(409);
    await remove('/reader-wiegand-formats', reader.id);
    expect(await drain()).toEqual(['DATA DELETE ReaderWGFormat ReaderID=1', 'DATA DELETE WGFormat ID=2']);
    await remove('/wiegand-formats', format.id);
  });

  it('has more columns since Wiegand rules 2.0, and goes to devices that it names', async () => {
    const { drain } = await site.panel('WG3', [6], { WGRuleVer: '2.0' });
    await site.made('/wiegand-formats', {
      name: 'Both',
      cardBit: 26,
      cardFormat: card26,
      extSiteCodes: ['1000', '2000'],
      extParityFormats: ['xeo', 'oex'],
      sns: ['WG3'],
    });
    expect(await drain()).toEqual([
      `DATA UPDATE WGFormat ID=2\tCardBit=26\tSiteCode=0\tFormatName=Both\tCardFormat=${card26}\t` +
        'ExtSiteCode=1000;2000\tExtParityFormat=xeo;oex\tIsDefault=0',
    ]);
    await site.made('/wiegand-formats', { name: 'Own', cardBit: 26, cardFormat: card26, builtIn: true, sns: ['WG3'] });
    expect(await drain()).toEqual([
      `DATA UPDATE DefaultWGFormat ID=3\tCardBit=26\tSiteCode=0\tFormatName=Own\tCardFormat=${card26}`,
    ]);
  });

  it('says which field is wrong, and which panel cannot', async () => {
    const refusal = (body: object) =>
      site.refusal('/wiegand-formats', { name: 'x', cardBit: 26, cardFormat: card26, ...body });
    expect(await refusal({ cardBit: 34 })).toEqual([400, 'cardFormat']);
    expect(await refusal({ cardFormat: 'p1' })).toEqual([400, 'cardFormat']);
    expect(await refusal({ cardFormat: 'ccc' })).toEqual([400, 'cardFormat']);
    expect(await refusal({ siteCode: 'x' })).toEqual([400, 'siteCode']);
    expect(await refusal({ sns: ['NONE'] })).toEqual([400, 'sns']);
    expect(await site.refusal('/reader-wiegand-formats', { readerId: 'none', formatId: 'none' })).toEqual([
      400,
      'readerId',
    ]);
    await site.panel('WG4');
    const format = await site.made('/wiegand-formats', { name: 'y', cardBit: 26, cardFormat: card26, sns: ['WG4'] });
    expect(format.devices).toEqual(
      unsupported('WG4', 'CardFormatFunOn=1 or position 6, 14 or 33 of AccSupportFunList'),
    );
  });
});

describe('NTP servers', () => {
  it('go to all devices that can ask them, unless they name some', async () => {
    const { drain } = await site.panel('NTP1', [61]);
    const first = await site.made('/ntp-servers', { address: 'time.example.org' });
    expect(await drain()).toEqual([
      'SET OPTIONS NtpFunOn=1',
      'DATA UPDATE ntpserverlist ServerAddress=time.example.org',
    ]);
    const second = await site.made('/ntp-servers', { address: '10.0.0.1', sns: ['NTP1'] });
    expect(await drain()).toEqual(['DATA UPDATE ntpserverlist ServerAddress=10.0.0.1']);
    await remove('/ntp-servers', first.id);
    expect(await drain()).toEqual(['DATA DELETE ntpserverlist *', 'DATA UPDATE ntpserverlist ServerAddress=10.0.0.1']);
    await remove('/ntp-servers', second.id);
    expect((await drain()).sort()).toEqual(['DATA DELETE ntpserverlist *', 'SET OPTIONS NtpFunOn=0']);
    expect(await site.refusal('/ntp-servers', { address: 'a b' })).toEqual([400, 'address']);
  });

  it('reach a device that comes later', async () => {
    const rule = await site.made('/ntp-servers', { address: 'later.example.org' });
    const { device } = await site.panel('NTP2', [61]);
    // A device that waits for approval does not get the rule.
    await site.app.request('GET', '/iclock/cdata?SN=NTP3&pushver=3.0.1&options=all');
    expect(await device.poll()).toBe('OK');
    const states = (await site.devices('/ntp-servers', rule.id)) as { sn: string }[];
    expect(states.find(({ sn }) => sn === 'NTP2')).toEqual(inSync('NTP2')[0]);
    expect((await site.app.admin('GET', '/devices/NTP3')).body.status).toBe('pending');
    expect(states.some(({ sn }) => sn === 'NTP3')).toBe(false);
    await remove('/ntp-servers', rule.id);
  });
});

describe('an expansion board', () => {
  it('is a property and its parts, under the names of their tables', async () => {
    const sn = 'BOARD1';
    const { drain } = await site.panel(sn, [26, 45]);
    const board = await site.made('/expansion-boards', {
      sn,
      boardType: 'DM10',
      address: 4,
      parts: [
        { type: 'door', number: 1, seqNo: 1 },
        { type: 'reader', number: 2, seqNo: 2 },
      ],
    });
    expect(await drain()).toEqual([
      'DATA UPDATE ExtBoardProperty ExtBoardID=1\tDevID=1\tDevType=101\tBusType=0\tAddress=4\tDisable=0',
      'DATA UPDATE ExtBoardRelationList ExtBoardID=1\tReactType=1\tEntityID=1\tSeqNo=1\nExtBoardID=1\tReactType=4\tEntityID=2\tSeqNo=2',
    ]);
    await site.app.admin('PATCH', `/expansion-boards/${board.id}`, { parts: [{ type: 'door', number: 1, seqNo: 1 }] });
    expect(await drain()).toEqual([
      'DATA DELETE ExtBoardRelationList ExtBoardID=1',
      'DATA UPDATE ExtBoardRelationList ExtBoardID=1\tReactType=1\tEntityID=1\tSeqNo=1',
    ]);
    await remove('/expansion-boards', board.id);
    expect(await drain()).toEqual([
      'DATA DELETE ExtBoardRelationList ExtBoardID=1',
      'DATA DELETE ExtBoardProperty ExtBoardID=1',
    ]);
    const other = await site.made('/expansion-boards', { sn, boardType: 'EX0808', address: 1 });
    expect(other.devices).toEqual(
      unsupported(sn, 'position 45 (DM10), 46 (AUX485), 47 (EX0808) or 52 (EX308, EX316) of AccSupportFunList'),
    );
    const refusal = (body: object) => site.refusal('/expansion-boards', { sn, boardType: 'DM10', address: 2, ...body });
    expect(await refusal({ address: 9 })).toEqual([400, 'address']);
    expect(await refusal({ boardType: 'X' })).toEqual([400, 'boardType']);
    expect(await refusal({ parts: [{ type: 'lamp', number: 1, seqNo: 1 }] })).toEqual([400, 'parts.0.type']);
    expect((await refusal({ address: 1 }))[0]).toBe(409);
  });
});

describe('a passing rule of gates', () => {
  it('goes to channel controllers', async () => {
    const sn = 'GATE1';
    const { drain } = await site.panel(sn);
    await site.panel('GATE2');
    await site.app.admin('PATCH', `/devices/${sn}`, { module: 'psg' });
    await drain();
    const rule = await site.made('/gate-pass-rules', {
      name: 'Days',
      days: { mon: [{ from: '08:30', to: '12:00', passMode: 2 }] },
      sns: [sn],
    });
    const day = (name: string, first = '0', mode = 0) =>
      [1, 2, 3, 4, 5]
        .map((slot) => `${name}Time${slot}=${slot === 1 ? first : 0}\t${name}PassMode${slot}=${slot === 1 ? mode : 0}`)
        .join('\t');
    const rest = ['Tue', 'Wed', 'Thu', 'Fri', 'Sat'].map((name) => day(name)).join('\t');
    const row = (mode: number) =>
      `DATA UPDATE gatepassrule PasswayTimeZoneId=1\t${day('Sun')}\t${day('Mon', '54396080', mode)}\t${rest}`;
    expect(await drain()).toEqual([row(2)]);
    await site.app.admin('PATCH', `/gate-pass-rules/${rule.id}`, {
      days: { mon: [{ from: '08:30', to: '12:00', passMode: 3 }] },
    });
    expect(await drain()).toEqual([row(3)]);
    await remove('/gate-pass-rules', rule.id);
    expect(await drain()).toEqual(['DATA DELETE gatepassrule PasswayTimeZoneId=1']);
    const other = await site.made('/gate-pass-rules', { name: 'No gate', days: {}, sns: ['GATE2'] });
    expect(other.devices).toEqual(unsupported('GATE2', 'a channel controller: a device whose module is psg'));
    const refusal = (days: object) => site.refusal('/gate-pass-rules', { name: 'x', days });
    expect(await refusal({ mon: [{ from: '08:30', to: '12:00' }] })).toEqual([400, 'days.mon.0.passMode']);
    expect(await refusal({ hol1: [] })).toEqual([400, 'days.hol1']);
  });
});

describe('contacts', () => {
  it('have numbers and patterns; only devices get the password', async () => {
    const sn = 'CALL1';
    const { drain } = await site.panel(sn, [63]);
    await site.person('1000', []);
    const pattern = await site.made('/contact-number-patterns', { pattern: '9[1-9]', strip: 2, prepend: '0' });
    const contact = await site.made('/contacts', {
      pin: '1000',
      groupName: '1#101',
      displayName: 'Alfred',
      passCode: '123456',
      numbers: [{ type: 'phone', number: '15865742356', patternId: pattern.id }],
    });
    expect(contact).toMatchObject({ pin: '1000', passCode: '***', sns: null });
    expect(await drain()).toEqual([
      'DATA UPDATE contact_number_pattern_list PatternID=1\tPattern=9[1-9]\tStrip=2\tPrepend=0',
      'DATA UPDATE contact_info ContactID=1\tPin=1000\tGroupName=1#101\tDisplayName=Alfred\tPassCode=123456',
      'DATA UPDATE contact_number_list ContactID=1\tNumType=1\tNumber=15865742356\tPriority=1\tPatternID=1',
    ]);
    const [stored] = await site.app.sql('SELECT facts FROM access_rule WHERE id = $1', [contact.id]);
    expect(JSON.stringify(stored)).not.toContain('123456');
    const audit = await site.app.sql(`SELECT detail FROM audit WHERE action = 'POST /admin/v1/contacts'`);
    expect(JSON.stringify(audit)).not.toContain('123456');

    await site.app.admin('PATCH', `/contacts/${contact.id}`, { displayName: 'Al' });
    expect(await drain()).toEqual([
      'DATA UPDATE contact_info ContactID=1\tPin=1000\tGroupName=1#101\tDisplayName=Al\tPassCode=123456',
    ]);
    expect((await site.app.admin('DELETE', `/contact-number-patterns/${pattern.id}`)).status).toBe(409);
    await site.app.admin('DELETE', '/persons/1000');
    expect(await drain()).toEqual([
      'DATA UPDATE contact_info ContactID=1\tPin=\tGroupName=1#101\tDisplayName=Al\tPassCode=123456',
    ]);
    await remove('/contacts', contact.id);
    expect(await drain()).toEqual([
      'DATA DELETE contact_number_list ContactID=1\tNumType=1',
      'DATA DELETE contact_info ContactID=1',
      'DATA DELETE contact_number_pattern_list PatternID=1',
    ]);
  });

  it('show which field is wrong', async () => {
    const refusal = (body: object) => site.refusal('/contacts', { displayName: 'x', ...body });
    expect(await refusal({ displayName: '' })).toEqual([400, 'displayName']);
    expect(await refusal({ passCode: 'sealed:x' })).toEqual([400, 'passCode']);
    expect(await refusal({ pin: 'nobody' })).toEqual([400, 'pin']);
    const phone = { type: 'phone', number: '1' };
    expect(await refusal({ numbers: [phone, phone] })).toEqual([400, 'numbers.1.type']);
    expect(await refusal({ numbers: [{ ...phone, patternId: 'none' }] })).toEqual([400, 'numbers.0.patternId']);
    expect(await refusal({ numbers: [{ type: 'fax', number: '1' }] })).toEqual([400, 'numbers.0.type']);
  });
});

describe('a rule', () => {
  it('keeps an id that a client gives, and is listed page by page', async () => {
    const made = await site.made('/person-groups', { id: 'group-a', name: 'A', pins: [] });
    await site.made('/person-groups', { id: 'group-b', name: 'B', pins: [] });
    expect(made.id).toBe('group-a');
    expect((await site.refusal('/person-groups', { id: 'group-a', name: 'C', pins: [] }))[0]).toBe(409);
    const first = (await site.app.admin('GET', '/person-groups?limit=1')).body;
    expect(first.items).toEqual([{ id: 'group-a', number: 2, name: 'A', pins: [], ...version }]);
    const second = (await site.app.admin('GET', `/person-groups?limit=1&cursor=${first.nextCursor}`)).body;
    expect([second.items[0].id, second.nextCursor]).toEqual(['group-b', null]);
    expect((await site.app.admin('GET', '/linkages/group-a')).status).toBe(404);
  });

  it('is deleted with its device, and moves with it to another panel', async () => {
    const sn = 'MOVE1';
    await site.panel(sn);
    const rule = await site.made('/interlock-rules', { sn, doors: [1, 2] });
    expect((await site.app.admin('POST', `/devices/${sn}/replace`, { newSn: 'MOVE2' })).status).toBe(200);
    expect((await site.app.admin('GET', `/interlock-rules/${rule.id}`)).body).toMatchObject({ sn: 'MOVE2' });
    expect((await site.app.admin('DELETE', '/devices/MOVE2')).status).toBe(204);
    expect((await site.app.admin('GET', `/interlock-rules/${rule.id}`)).status).toBe(404);
  });

  it('that the firmware refuses is shown as not in sync', async () => {
    const sn = 'REFUSE1';
    const { drain } = await site.panel(sn);
    const rule = await site.made('/linkages', {
      sn,
      event: 1,
      inType: 'any',
      outType: 'lock',
      outNumber: 1,
      action: 'close',
    });
    expect(await drain(() => -629)).toHaveLength(1);
    expect(await site.devices('/linkages', rule.id)).toEqual([{ sn, supported: true, inSync: false, needs: null }]);
    expect((await site.app.admin('GET', `/devices/${sn}`)).body.sync).toMatchObject({ failed: 1, inSync: false });
  });
});
