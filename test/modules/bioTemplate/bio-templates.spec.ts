import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { panel, worked, type Panel } from '../../support/panels.js';
import { toldTemplates, hybrid, olderFaces, template, fingerRow, bioRow } from './told-templates.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
});

afterAll(() => app.stop());

const { templatesOf, ready } = toldTemplates(() => app);

const finger10 = 'FingerFunOn=1,FPVersion=10';

const finger9 = 'FingerFunOn=1,FPVersion=9';

const inSync = async (sn: string) => (await app.admin('GET', `/devices/${sn}`)).body.sync;

// covers requests: POST cdata templatev10
describe('a finger that a device learns', () => {
  it('goes to devices of the same algorithm, but not to its source or to others; its deletion empties all of them', async () => {
    const a = await panel(app, 'FINGER-A', finger10);
    const b = await panel(app, 'FINGER-B', finger10);
    const c = await panel(app, 'FINGER-C', finger9);
    await ready('401', [a, b, c]);
    expect(await a.upload('templatev10', fingerRow('401', 7, 'left index'))).toEqual([200, 'templatev10=1']);
    expect(await a.settle()).toEqual([]);
    expect(await b.settle()).toEqual([
      'DATA UPDATE templatev10 Pin=401\tFingerID=7\tValid=1\tTemplate=bGVmdCBpbmRleA==',
    ]);
    expect(await c.settle()).toEqual([]);
    expect(await templatesOf('401')).toMatchObject([
      { kind: 'template', bioType: 1, no: 7, index: 0, majorVer: '10', duress: false, sourceSn: 'FINGER-A', size: 16 },
    ]);
    expect(await inSync('FINGER-A')).toMatchObject({ inSync: true });

    const [shown] = await templatesOf('401');
    expect((await app.admin('DELETE', `/persons/401/templates/${shown?.id ?? ''}`)).status).toBe(204);
    expect(await a.settle()).toEqual(['DATA DELETE templatev10 Pin=401']);
    expect(await b.settle()).toEqual(['DATA DELETE templatev10 Pin=401']);
    expect(await c.settle()).toEqual([]);
    expect(await templatesOf('401')).toEqual([]);
    expect((await app.admin('DELETE', `/persons/401/templates/${shown?.id ?? ''}`)).status).toBe(404);
  });

  it('one of two is deleted: what else the DELETE removes is sent again, also to the source', async () => {
    const a = await panel(app, 'TWO-A', finger10);
    const b = await panel(app, 'TWO-B', `${finger10},DeleteAndFunOn=1`);
    await ready('402', [a, b]);
    await a.upload('templatev10', [fingerRow('402', 1, 'one'), fingerRow('402', 2, 'two')]);
    await worked(app);
    await a.settle();
    await b.settle();
    const second = (await templatesOf('402')).find(({ no }) => no === 2);
    await app.admin('DELETE', `/persons/402/templates/${second?.id ?? ''}`);
    expect(await a.settle()).toEqual([
      'DATA DELETE templatev10 Pin=402',
      'DATA UPDATE templatev10 Pin=402\tFingerID=1\tValid=1\tTemplate=b25l',
    ]);
    expect(await b.settle()).toEqual(['DATA DELETE templatev10 Pin=402\tFingerID=2']);
  });

  it('under duress keeps its finger number and its mark, in whichever form the device sends it', async () => {
    const a = await panel(app, 'DURESS-A', finger10);
    const b = await panel(app, 'DURESS-B', finger10);
    const c = await panel(app, 'DURESS-C', hybrid);
    await ready('403', [a, b, c]);
    await a.upload('templatev10', [fingerRow('403', 22, 'help'), fingerRow('403', 3, 'mayday', 3)]);
    await worked(app);
    expect(await b.settle()).toEqual([
      'DATA UPDATE templatev10 Pin=403\tFingerID=3\tValid=3\tTemplate=bWF5ZGF5\n' +
        'Pin=403\tFingerID=6\tValid=3\tTemplate=aGVscA==',
    ]);
    expect(await c.settle()).toEqual([
      'DATA UPDATE biodata Pin=403\tNo=3\tIndex=0\tValid=1\tDuress=1\tType=1\tMajorVer=10\tMinorVer=0\tFormat=0\tTmp=bWF5ZGF5\n' +
        'Pin=403\tNo=6\tIndex=0\tValid=1\tDuress=1\tType=1\tMajorVer=10\tMinorVer=0\tFormat=0\tTmp=aGVscA==',
    ]);
  });

  it('that is reported again and again is stored once and sent once; a new one replaces it everywhere', async () => {
    const a = await panel(app, 'AGAIN-A', finger10);
    const b = await panel(app, 'AGAIN-B', finger10);
    await ready('404', [a, b]);
    for (let n = 0; n < 3; n++)
      expect(await a.upload('templatev10', fingerRow('404', 0, 'first'))).toEqual([200, 'templatev10=1']);
    expect(await a.settle()).toEqual([]);
    expect(await b.settle()).toHaveLength(1);
    await a.upload('templatev10', fingerRow('404', 0, 'first'));
    expect([await a.settle(), await b.settle()]).toEqual([[], []]);

    await app.admin('PATCH', '/devices/AGAIN-B', { learns: 'replace' });
    await b.upload('templatev10', fingerRow('404', 0, 'second'));
    expect(await b.settle()).toEqual([]);
    expect(await a.settle()).toEqual(['DATA UPDATE templatev10 Pin=404\tFingerID=0\tValid=1\tTemplate=c2Vjb25k']);
    // A template that was replaced does not come back.
    await a.upload('templatev10', fingerRow('404', 0, 'first'));
    expect([await a.settle(), await b.settle()]).toEqual([[], []]);
  });

  it('comes back to its source after a factory reset, and not before', async () => {
    const a = await panel(app, 'RESET-A', finger10);
    await ready('405', [a]);
    await a.upload('templatev10', fingerRow('405', 5, 'mine'));
    expect(await a.settle()).toEqual([]);
    await a.device.events(
      'time=2026-03-01 08:00:00\tpin=0\tcardno=0\teventaddr=0\tevent=6016\tinoutstatus=2\tverifytype=200\tindex=9',
    );
    const told = await a.settle();
    expect(told).toContain('DATA UPDATE templatev10 Pin=405\tFingerID=5\tValid=1\tTemplate=bWluZQ==');
  });
});

describe('a level', () => {
  it('that is taken away removes the templates from the device; when it comes back they do, also on the source', async () => {
    const a = await panel(app, 'LEVEL-A', finger10);
    const level = await ready('406', [a]);
    await a.upload('templatev10', fingerRow('406', 8, 'thumb'));
    expect(await a.settle()).toEqual([]);
    await app.admin('DELETE', `/access-levels/${level}/persons/406`);
    expect(await a.settle()).toEqual([
      'DATA DELETE userauthorize Pin=406',
      'DATA DELETE templatev10 Pin=406',
      'DATA DELETE user Pin=406',
    ]);
    await app.admin('PUT', `/access-levels/${level}/persons/406`);
    expect(await a.settle()).toContain('DATA UPDATE templatev10 Pin=406\tFingerID=8\tValid=1\tTemplate=dGh1bWI=');
    expect(await templatesOf('406')).toHaveLength(1);
  });
});

describe('templates that were asked for', () => {
  const answer = (one: Panel, rows: string) =>
    one.device.post('/iclock/querydata?type=tabledata&cmdid=0&tablename=templatev10&count=1&packcnt=1&packidx=1', rows);

  it('fill what is empty and never replace', async () => {
    const a = await panel(app, 'ASKED-A', finger10);
    await ready('407', [a]);
    expect((await answer(a, fingerRow('407', 1, 'held'))).text).toBe('templatev10=1');
    await answer(a, fingerRow('407', 1, 'older'));
    expect(await templatesOf('407')).toMatchObject([{ no: 1, size: template('held').length }]);
    // What the device holds in place of our template is overwritten.
    expect(await a.settle()).toEqual(['DATA UPDATE templatev10 Pin=407\tFingerID=1\tValid=1\tTemplate=aGVsZA==']);
  });

  it('come with the users of a panel that is taken over', async () => {
    const a = await panel(app, 'TAKEN-A', finger10);
    await a.settle();
    await a.upload('templatev10', fingerRow('408', 2, 'told before'));
    await app.admin('POST', '/devices/TAKEN-A/approve', { existing: 'import' });
    const answerAll = async (text: string, id: string) => {
      const held = { user: 'user pin=408\tname=Taken', templatev10: fingerRow('408', 3, 'told on request') };
      const table = /tablename=(user|templatev10),/.exec(text)?.[1] as keyof typeof held | undefined;
      if (table === undefined) return 0;
      await a.device.post(
        `/iclock/querydata?type=tabledata&cmdid=${id}&tablename=${table}&count=1&packcnt=1&packidx=1`,
        held[table],
      );
      return 1;
    };
    const taken = async () => {
      await a.settle(answerAll);
      return templatesOf('408');
    };
    await expect.poll(taken, { timeout: 60_000, interval: 50 }).toMatchObject([{ no: 2 }, { no: 3 }]);
    expect((await app.admin('GET', '/persons/408')).body.accLevelIds).toEqual([]);
  });
});

describe('a deletion', () => {
  it('wins over templates that a device sends before it has acknowledged, and over late repetitions', async () => {
    const a = await panel(app, 'STALE-A', hybrid);
    await ready('411', [a]);
    const face = bioRow('411', { tmp: template('face') });
    await a.upload('biodata', face);
    expect(await a.settle()).toEqual([]);
    const [shown] = await templatesOf('411');
    await app.admin('DELETE', `/persons/411/templates/${shown?.id ?? ''}`);
    await worked(app);
    expect(await a.upload('biodata', face)).toEqual([200, 'biodata=1']);
    expect(await a.upload('biodata', bioRow('411', { tmp: template('another') }))).toEqual([200, 'biodata=1']);
    expect(await templatesOf('411')).toEqual([]);
    expect(await a.settle()).toEqual(['DATA DELETE biodata Type=9\tPin=411\tNo=0']);
    // A late repetition says that the device holds the old face again. It is deleted once more.
    await a.upload('biodata', face);
    expect(await templatesOf('411')).toEqual([]);
    expect(await a.settle()).toEqual(['DATA DELETE biodata Type=9\tPin=411\tNo=0']);
    // A person of that pin who is enrolled afterwards is a new person.
    await a.upload('biodata', bioRow('411', { tmp: template('new face') }));
    expect(await templatesOf('411')).toHaveLength(1);
    expect(await a.settle()).toEqual([]);
  });

  it('reaches a device that reported a template and has no door for the person', async () => {
    const a = await panel(app, 'AWAY-A', hybrid);
    const b = await panel(app, 'AWAY-B', hybrid);
    await ready('412', [b]);
    await a.settle();
    await a.upload('biodata', bioRow('412', { tmp: template('face') }));
    // The device should not know this person, so the template is only stored once it is taken over.
    expect(await templatesOf('412')).toEqual([]);
    await app.admin('POST', '/persons/412/templates/import');
    expect(await b.settle()).toHaveLength(1);
    expect(await a.settle()).toEqual([]);
    const [shown] = await templatesOf('412');
    await app.admin('DELETE', `/persons/412/templates/${shown?.id ?? ''}`);
    expect(await a.settle()).toEqual(['DATA DELETE biodata Type=9\tPin=412\tNo=0']);
    expect(await b.settle()).toEqual(['DATA DELETE biodata Type=9\tPin=412\tNo=0']);
  });

  it('of the person removes the templates from all devices; the next person with the pin does not get them', async () => {
    const a = await panel(app, 'GONE-A', finger10);
    await ready('413', [a]);
    await a.upload('templatev10', fingerRow('413', 4, 'old hand'));
    await a.settle();
    await app.admin('DELETE', '/persons/413');
    expect(await a.settle()).toEqual([
      'DATA DELETE userauthorize Pin=413',
      'DATA DELETE templatev10 Pin=413',
      'DATA DELETE user Pin=413',
    ]);
    await app.admin('POST', '/persons', { pin: '413' });
    await a.upload('templatev10', fingerRow('413', 4, 'old hand'));
    expect(await templatesOf('413')).toEqual([]);
  });
});

// covers requests: POST cdata biodata
describe('integrated templates', () => {
  it("the manual's example (7.11): a palm goes with all its parts, types in commands of their own", async () => {
    const a = await panel(app, 'PALM-A', hybrid);
    const b = await panel(app, 'PALM-B', hybrid);
    const c = await panel(app, 'PALM-C', olderFaces);
    await ready('421', [a, b, c]);
    const palm = [0, 1].map((index) =>
      bioRow('421', { type: 8, index, majorver: 12, minorver: 0, tmp: template(`palm ${index}`) }),
    );
    expect(await a.upload('biodata', [...palm, bioRow('421', { tmp: template('face') })])).toEqual([200, 'biodata=3']);
    await worked(app);
    expect(await b.settle()).toEqual([
      'DATA UPDATE biodata Pin=421\tNo=0\tIndex=0\tValid=1\tDuress=0\tType=8\tMajorVer=12\tMinorVer=0\tFormat=0\tTmp=cGFsbSAw\n' +
        'Pin=421\tNo=0\tIndex=1\tValid=1\tDuress=0\tType=8\tMajorVer=12\tMinorVer=0\tFormat=0\tTmp=cGFsbSAx',
      'DATA UPDATE biodata Pin=421\tNo=0\tIndex=0\tValid=1\tDuress=0\tType=9\tMajorVer=58\tMinorVer=10\tFormat=0\tTmp=ZmFjZQ==',
    ]);
    expect(await a.settle()).toEqual([]);
    expect(await c.settle()).toEqual([]);
  });

  it('a device that does not announce its version shows it with its first template', async () => {
    const a = await panel(app, 'LEARN-A', 'BioDataFun=1');
    const b = await panel(app, 'LEARN-B', hybrid);
    await ready('422', [a, b]);
    await ready('423', [a, b]);
    await b.upload('biodata', bioRow('422', { tmp: template('known') }));
    expect(await a.settle()).toEqual([]);
    await a.upload('biodata', bioRow('423', { tmp: template('shown') }));
    expect(await a.settle()).toEqual([
      'DATA UPDATE biodata Pin=422\tNo=0\tIndex=0\tValid=1\tDuress=0\tType=9\tMajorVer=58\tMinorVer=10\tFormat=0\tTmp=a25vd24=',
    ]);
  });

  it('contents are sealed everywhere, also in the queue', async () => {
    const a = await panel(app, 'CLEAR-A', hybrid);
    const b = await panel(app, 'CLEAR-B', hybrid);
    await ready('424', [a, b]);
    await a.upload('biodata', bioRow('424', { tmp: template('nobody reads this face') }));
    expect(await b.settle()).toHaveLength(1);
    const { items } = (await app.admin('GET', '/commands?sn=CLEAR-B&limit=1')).body as { items: { text: string }[] };
    expect(items[0]?.text).toMatch(/^DATA UPDATE biodata .*Tmp=\*\*\*$/);
    expect(JSON.stringify(await templatesOf('424'))).not.toContain(template('nobody reads this face'));
  });
});
