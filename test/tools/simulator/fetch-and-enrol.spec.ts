import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SimulatedPanel } from '../../../src/tools/simulator/panel.js';
import { startDeviceServer, type DeviceServer } from '../../support/device-server.js';
import { postedResults, result } from './posted-results.js';
import { sn } from './polling-panels.js';

let server: DeviceServer;

let panels: SimulatedPanel[] = [];

beforeEach(async () => {
  server = await startDeviceServer();
});

afterEach(async () => {
  await Promise.all(panels.map((panel) => panel.stop()));
  panels = [];
  await server.stop();
});

const { panelWith, give, results } = postedResults(
  () => server,
  () => panels,
);

describe('UPGRADE (9.4.1)', () => {
  const file = Buffer.from(Array.from({ length: 2_500_000 }, (_, at) => at % 251));
  const checksum = createHash('md5').update(file).digest('hex');
  const text = (more: string) => `C:384:UPGRADE ${more}`;

  it('fetches base64 by /iclock/file (1) or the bytes (2), and starts again with the new firmware', async () => {
    const panel = panelWith();
    const url = 'http*//127.0.0.1*8088/iclock/file/abc';
    server.answers.set('/iclock/file', [200, file.toString('base64')]);
    await give(panel, text(`checksum=${checksum},url=${url},size=${file.length}`));
    expect(server.seen.map(({ line }) => line)).toEqual([
      `GET /iclock/getrequest?SN=${sn}`,
      `GET /iclock/file?SN=${sn}&url=http://127.0.0.1:8088/iclock/file/abc`,
      `POST /iclock/devicecmd?SN=${sn}`,
      `GET /iclock/cdata?SN=${sn}&pushver=3.1.2&options=all`,
      `POST /iclock/registry?SN=${sn}`,
      `POST /iclock/push?SN=${sn}`,
    ]);
    expect(server.seen[2]?.body).toBe('ID=384&Return=0&CMD=UPGRADE');
    expect(server.seen[4]?.body).toContain(`,FirmVer=Ver ${checksum.slice(0, 8)},`);

    server.answers.set('/iclock/file', [200, file]);
    const plain = text(`type=1,checksum=${checksum},size=${file.length},url=http://127.0.0.1:8088/iclock/file/abc`);
    expect(await results(panel, plain)).toEqual(['ID=384&Return=0&CMD=UPGRADE']);
  });

  it('fetches ranges of 1 MB from the address itself (3), absolute or relative', async () => {
    const panel = panelWith({ profile: 'inbio5' });
    const ranges: (string | undefined)[] = [];
    server.answers.set('/fw', ({ headers }) => {
      ranges.push(headers.range);
      const [, from = 0, to = 0] = /(\d+)-(\d+)/.exec(headers.range ?? '')?.map(Number) ?? [];
      return [206, file.subarray(from, to + 1)];
    });
    for (const url of [`${server.url}/fw`, '/fw']) {
      const command = text(`checksum=${checksum},size=${file.length},url=${url},supportsubcontracting=1`);
      expect(await results(panel, command)).toEqual(['ID=384&Return=0&CMD=UPGRADE']);
    }
    const one = ['bytes=0-1048575', 'bytes=1048576-2097151', 'bytes=2097152-2499999'];
    expect(ranges).toEqual([...one, ...one]);
    server.answers.set('/fw', [200, file]);
    const command = text(`checksum=${checksum},size=${file.length},url=/fw,supportsubcontracting=1`);
    expect(await results(panel, command)).toEqual(['ID=384&Return=0&CMD=UPGRADE']);
    expect(await results(panelWith(), command)).toEqual(['ID=384&Return=-708&CMD=UPGRADE']);
  });

  it.each([
    ['a file that is not there', [404, ''], '-17'],
    ['a server that fails', [500, ''], '-726'],
    ['a shorter file', [200, file.subarray(1)], '-20'],
    ['another file', [200, Buffer.alloc(file.length)], '-19'],
  ] as const)('refuses %s', async (_what, answer, code) => {
    server.answers.set('/iclock/file', answer);
    const panel = panelWith();
    const command = text(`type=1,checksum=${checksum},size=${file.length},url=http://x/y`);
    expect(await results(panel, command)).toEqual([`ID=384&Return=${code}&CMD=UPGRADE`]);
    expect(panel.settings.get('FirmVer')).toBe('AC Ver 5.7.8 Aug 20 2020');
  });
});

describe('remote registration (9.6)', () => {
  it('sends a card, and keeps it where it is told to', async () => {
    const panel = panelWith({ profile: 'speedface-v5l', seed: 7 });
    panel.load('user', [{ Pin: '1' }]);
    const said = await give(panel, 'C:394:ENROLL_INFO TYPE=0\tPIN=1\tRETRY=3\tMODE=1');
    const card = panel.rows('user')[0]?.cardno ?? '';
    expect(card).toMatch(/^\d{6,10}$/);
    expect(said).toEqual([
      [`cdata?SN=${sn}&type=EnrollInfoData`, `TYPE=0\tPIN=1\tTMP=${card}`],
      result('ID=394&Return=0&CMD=ENROLL_INFO'),
    ]);
  });

  it('sends a palm in five templates with CRLF between them, a face with its picture, and keeps both where it is told to', async () => {
    const panel = panelWith({ profile: 'speedface-v5l' });
    panel.load('user', [{ Pin: '1' }]);
    const palm = await give(panel, 'C:395:ENROLL_BIO TYPE=8\tNO=0\tPIN=1\tRETRY=3\tOVERWRITE=1\tMODE=1');
    expect(palm[0]?.[0]).toBe(`cdata?SN=${sn}&type=BioData`);
    const lines = palm[0]?.[1].split('\r\n') ?? [];
    expect(lines.map((line) => line.replace(/TMP=.+$/, 'TMP='))).toEqual(
      [0, 1, 2, 3, 4].map((index) => `TYPE=8\tPIN=1\tNO=0\tINDEX=${index}\tMAJOR_VER=12\tMINOR_VER=0\tTMP=`),
    );
    expect(palm[1]).toEqual(result('ID=395&Return=0&CMD=ENROLL_BIO'));
    const face = await give(panel, 'C:396:ENROLL_BIO TYPE=9 NO=0 PIN=1 RETRY=3 OVERWRITE=1 MODE=0');
    expect(face[0]?.[1]).toMatch(/^TYPE=9\tPIN=1\tNO=0\tINDEX=0\tMAJOR_VER=58\tMINOR_VER=10\tTMP=\S+\tBIOPHOTO=\/9j\//);
    expect(panel.rows('biodata').map(({ type, index }) => [type, index])).toEqual(
      ['0', '1', '2', '3', '4'].map((index) => ['8', index]),
    );
    expect(panel.rows('biophoto')).toEqual([]);
    await give(panel, 'C:397:ENROLL_BIO TYPE=9 NO=0 PIN=1 RETRY=3 OVERWRITE=1 MODE=1');
    expect(panel.rows('biophoto')).toMatchObject([{ pin: '1', type: '9' }]);
  });

  it('refuses what it has already, has no sensor for, or cannot do from afar', async () => {
    const panel = panelWith({ profile: 'speedface-v5l' });
    panel.load('user', [{ Pin: '1' }]);
    await results(panel, 'C:1:ENROLL_BIO TYPE=9\tNO=0\tPIN=1\tMODE=1');
    const again = ['C:2:ENROLL_BIO TYPE=9\tNO=0\tPIN=1\tOVERWRITE=0\tMODE=1', 'C:3:ENROLL_BIO TYPE=7\tNO=0\tPIN=1'];
    expect(await results(panel, ...again)).toEqual([
      'ID=2&Return=-12&CMD=ENROLL_BIO',
      'ID=3&Return=-11&CMD=ENROLL_BIO',
    ]);
    expect(await results(panelWith(), again[0] ?? '')).toEqual(['ID=2&Return=-708&CMD=ENROLL_BIO']);
  });
});

describe('pictures and screens', () => {
  const jpeg = Buffer.from('ffd8ffe000104a464946', 'hex');

  it('fetches a photo by its address, and sends back the template that was asked for', async () => {
    const panel = panelWith({ profile: 'speedface-v5l' });
    panel.load('user', [{ Pin: '1' }]);
    server.answers.set('/photo', [200, jpeg]);
    const said = await give(
      panel,
      'C:5:DATA UPDATE biophoto PIN=1\tType=9\tNo=0\tIndex=0\tSize=\tContent=\tFormat=1\tUrl=/photo/1.jpg\tPostBackTmpFlag=1',
    );
    expect(said[0]).toEqual(result('ID=5&Return=0&CMD=DATA UPDATE'));
    expect(said[1]?.[0]).toBe(`cdata?SN=${sn}&table=tabledata&tablename=biodata&count=1`);
    expect(said[1]?.[1]).toMatch(/^biodata pin=1\tno=0\tindex=0\tvalid=1\tduress=0\ttype=9\t/);
    expect(panel.rows('biophoto')).toMatchObject([{ pin: '1', content: '/9j/4AAQSkZJRg==', size: '16' }]);
  });

  it('refuses what is no picture, and says why in the error log of protocol 3.1.2 (7.12)', async () => {
    server.answers.set('/push', [200, 'PushProtVer=3.1.2\nSessionID=x\nTimeoutSec=10']);
    const panel = panelWith({ profile: 'speedface-v5l' });
    await panel.connect();
    panel.load('user', [{ Pin: '1' }]);
    expect(
      await give(
        panel,
        'C:123:DATA UPDATE biophoto PIN=1\tType=9\tSize=4\tContent=AAAA',
        'C:124:DATA UPDATE biophoto PIN=1\tType=9\tSize=5\tContent=AAAA',
        'C:125:DATA UPDATE userpic pin=1\tsize=\tformat=1\turl=/none\tcontent=',
      ),
    ).toEqual([
      result('ID=123&Return=-12&CMD=DATA UPDATE'),
      [
        `cdata?SN=${sn}&table=tabledata&tablename=errorlog&count=1`,
        'errorlog errcode=D01E0001\terrmsg=\tdataorigin=cmd\tcmdid=123\tadditional=',
      ],
      result('ID=124&Return=-631&CMD=DATA UPDATE'),
      result('ID=125&Return=-12&CMD=DATA UPDATE'),
      [
        `cdata?SN=${sn}&table=tabledata&tablename=errorlog&count=1`,
        'errorlog errcode=D01E0001\terrmsg=\tdataorigin=cmd\tcmdid=125\tadditional=',
      ],
    ]);
  });

  it('says that a screen is busy, then whether it has the file (9.5.3)', async () => {
    const panel = panelWith({ profile: 'turnstile' });
    const command = (id: number, url: string) =>
      `C:${id}:SET ADSCREEN_OPTIONS InOut=0,Area=1,Type=1,Range=1,URL=${url},InPlayInterval=5`;
    server.answers.set('/gone', [404, '']);
    expect(await results(panel, command(1, '/ad.jpg'), command(2, 'ad.jpg'), command(3, '/gone'))).toEqual([
      'ID=1&Return=-5000&CMD=SET ADSCREEN_OPTIONS',
      'ID=1&Return=0&CMD=SET ADSCREEN_OPTIONS',
      'ID=2&Return=-5000&CMD=SET ADSCREEN_OPTIONS',
      'ID=2&Return=-618&CMD=SET ADSCREEN_OPTIONS',
      'ID=3&Return=-5000&CMD=SET ADSCREEN_OPTIONS',
      'ID=3&Return=-1&CMD=SET ADSCREEN_OPTIONS',
    ]);
    expect(await results(panelWith(), command(4, '/ad.jpg'))).toEqual(['ID=4&Return=-708&CMD=SET ADSCREEN_OPTIONS']);
  });
});
