import { describe, expect, it } from 'vitest';
import {
  bioLines,
  firstContactAnswer,
  type HandshakeConfig,
  pushAnswer,
  rtdataAnswer,
} from '../../../src/protocol/access-push/handshake.js';

const config: HandshakeConfig = {
  registryCode: 'Uy47fxftP3',
  sessionId: '30BFB04B2C8AECC72C01C03BFD549D15',
  serverName: 'ADMS',
  protocolVersion: '3.0.1',
  requestDelay: 2,
  errorDelay: 60,
  timeoutSec: 10,
  transInterval: 1,
  transTimes: '00:00;14:00',
  realtime: 1,
};

const lines = [
  'ServerVersion=3.0.1',
  'ServerName=ADMS',
  'PushVersion=3.0.1',
  'PushProtVer=3.0.1',
  'ErrorDelay=60',
  'RequestDelay=2',
  'TransTimes=00:00;14:00',
  'TransInterval=1',
  'TransTables=User\tTransaction',
  'Realtime=1',
  'SessionID=30BFB04B2C8AECC72C01C03BFD549D15',
  'TimeoutSec=10',
];

// covers configuration: *
describe('handshake', () => {
  it('answers push as printed, with the second spelling of the version (4.5)', () => {
    const answer = pushAnswer(config);
    expect(answer).toBe(lines.join('\n'));
    // The printed answer has 218 bytes; it lacks our line PushProtVer=3.0.1 and its line end.
    expect(Buffer.byteLength(answer)).toBe(218 + 18);
  });

  it('answers the first contact of a registered device (4.1)', () => {
    expect(firstContactAnswer(config)).toBe(['registry=ok', 'RegistryCode=Uy47fxftP3', ...lines].join('\n'));
  });

  it('tells what depends on the device behind it, in the order of the manual, the QR code last (4.5)', () => {
    const answer = pushAnswer({
      ...config,
      bio: {
        bioPhotoFun: false,
        bioDataFun: true,
        multiBioDataSupport: '0:1:0:0:0:0:0:0:1:1',
        multiBioPhotoSupport: '0:0:0:0:0:0:0:0:0:0',
      },
      newVFStyles: '0000111000011010',
      irTempUnitTrans: 0,
      svrNSLevel: 2,
      qrCode: { type: 2, key: '0123456789abcdef0123456789abcdef' },
    });
    expect(answer.split('\n').slice(lines.length)).toEqual([
      'BioPhotoFun=0',
      'BioDataFun=1',
      'MultiBioDataSupport=0:1:0:0:0:0:0:0:1:1',
      'MultiBioPhotoSupport=0:0:0:0:0:0:0:0:0:0',
      'NewVFStyles=0000111000011010',
      'IRTempUnitTrans=0',
      'SvrNSLevel=2',
      'QRCodeDecryptKey=0123456789abcdef0123456789abcdef',
      'QRCodeDecryptType=2',
    ]);
  });

  it('lets no value open a line of its own', () => {
    const answer = pushAnswer({ ...config, serverName: 'A\r\nRealtime=0' });
    expect(answer.split('\n')).toHaveLength(lines.length);
    expect(answer).not.toContain('\r');
  });

  it("leaves of the manual's device what the manual's server has: visible light faces (3.1)", () => {
    const device = { hybrid: true, places: 11, templates: [1, 9], photos: [9] };
    expect(bioLines(device, { templates: [9], photos: [9] })).toEqual({
      bioPhotoFun: true,
      bioDataFun: true,
      multiBioDataSupport: '0:0:0:0:0:0:0:0:0:1:0',
      multiBioPhotoSupport: '0:0:0:0:0:0:0:0:0:1:0',
    });
  });

  it.each([
    ['a fingerprint device of ten places', { hybrid: true, places: 10, templates: [1], photos: [] }, [false, false]],
    [
      'an older one with visible light faces',
      { hybrid: false, places: 0, templates: [1, 9], photos: [] },
      [false, true],
    ],
    ['an older one with comparison photos', { hybrid: false, places: 0, templates: [], photos: [9] }, [true, false]],
  ])('%s', (_name, device, [bioPhotoFun, bioDataFun]) => {
    const lists = device.hybrid ? ['0:1:0:0:0:0:0:0:0:0', '0:0:0:0:0:0:0:0:0:0'] : [null, null];
    expect(bioLines(device, { templates: [1, 9], photos: [9] })).toEqual({
      bioPhotoFun,
      bioDataFun,
      multiBioDataSupport: lists[0],
      multiBioPhotoSupport: lists[1],
    });
  });

  it('says nothing of biometrics to a device that has none, or only fingerprints of the old kind', () => {
    expect(bioLines({ hybrid: false, places: 0, templates: [1], photos: [] }, { templates: [1, 9], photos: [9] })).toBe(
      null,
    );
  });

  it('answers the time as printed (rtdata, 9.4)', () => {
    expect(rtdataAnswer(new Date('2018-02-22T06:36:30Z'), 'Asia/Shanghai')).toBe('DateTime=583050990,ServerTZ=+0800');
    expect(rtdataAnswer(new Date('2018-02-22T06:36:30Z'), 'Asia/Kolkata')).toBe('DateTime=583050990,ServerTZ=+0530');
  });
});
