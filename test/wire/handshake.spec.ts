import { describe, expect, it } from 'vitest';
import {
  bioIntersection,
  firstContactAnswer,
  type HandshakeConfig,
  pushAnswer,
  registryAnswer,
  rtdataAnswer,
} from '../../src/wire/push/handshake.js';

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

  it('answers registry with 23 bytes (4.4)', () => {
    expect(registryAnswer('Uy47fxftP3')).toBe('RegistryCode=Uy47fxftP3');
  });

  it('announces what both sides can do, and appends what else is configured', () => {
    const answer = pushAnswer({
      ...config,
      multiBioDataSupport: '0:1:0:0:0:0:0:0:1:1',
      multiBioPhotoSupport: '0:0:0:0:0:0:0:0:0:0',
      extra: { NewVFStyles: '1FFF', QRCodeDecryptType: '2' },
    });
    expect(answer.split('\n').slice(lines.length)).toEqual([
      'BioPhotoFun=0',
      'MultiBioPhotoSupport=0:0:0:0:0:0:0:0:0:0',
      'BioDataFun=1',
      'MultiBioDataSupport=0:1:0:0:0:0:0:0:1:1',
      'NewVFStyles=1FFF',
      'QRCodeDecryptType=2',
    ]);
  });

  it('lets no value open a line of its own', () => {
    const answer = pushAnswer({ ...config, serverName: 'A\r\nRealtime=0' });
    expect(answer.split('\n')).toHaveLength(lines.length);
    expect(answer).not.toContain('\r');
  });

  it.each([
    ['0:1:0:0:0:0:0:0:1:1', '1:1:1:1:1:1:1:1:1:1', '0:1:0:0:0:0:0:0:1:1'],
    ['0: 1: 1: 0: 0: 0: 0: 0: 0: 0', '0:1:0:0:0:0:0:0:0:1', '0:1:0:0:0:0:0:0:0:0'],
    ['0:1', '0:1:0:0:0:0:0:0:0:1', '0:1:0:0:0:0:0:0:0:0'],
    [undefined, '0:1:0:0:0:0:0:0:0:1', '0:0:0:0:0:0:0:0:0:0'],
  ])('device %s and server %s share %s', (device, server, both) => {
    expect(bioIntersection(device, server)).toBe(both);
  });

  it('answers the time as printed (rtdata, 9.4)', () => {
    expect(rtdataAnswer(new Date('2018-02-22T06:36:30Z'), 'Asia/Shanghai')).toBe('DateTime=583050990,ServerTZ=+0800');
    expect(rtdataAnswer(new Date('2018-02-22T06:36:30Z'), 'Asia/Kolkata')).toBe('DateTime=583050990,ServerTZ=+0530');
  });
});
