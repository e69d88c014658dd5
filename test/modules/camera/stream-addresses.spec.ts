import { describe, expect, it } from 'vitest';
import type { Make } from '../../../src/modules/camera/makes.js';
import { checkedXml, HostileXml } from '../../../src/modules/camera/onvif-xml.js';
import {
  liveAddress,
  mainStream,
  playbackAddress,
  rtspUrl,
  snapshotPath,
  subStream,
} from '../../../src/modules/camera/stream-addresses.js';

const place = { host: '10.0.0.5', port: 80, rtspPort: 554, https: false, playbackClock: null } as const;
const of = (make: Make) => ({ ...place, make });
const camera = { channel: 3, mainUri: null, subUri: null, playbackUri: null, snapshotUri: null };
const account = { name: 'view', password: 'p@ss:w/rd' };
/** 10:00 to 10:30 by the clocks of Madrid in summer. */
const span = { start: new Date('2026-07-01T08:00:00Z'), end: new Date('2026-07-01T08:30:05Z') };
const begin = 'rtsp://view:p%40ss%3Aw%2Frd@10.0.0.5:554';

describe('addresses of the makes', () => {
  it.each<[Make, string | null, string | null, string | null, string | null]>([
    [
      'hikvision',
      '/Streaming/Channels/301',
      '/Streaming/Channels/302',
      '/Streaming/tracks/301?starttime=20260701T100000Z&endtime=20260701T103005Z',
      '/ISAPI/Streaming/channels/301/picture',
    ],
    [
      'dahua',
      '/cam/realmonitor?channel=3&subtype=0',
      '/cam/realmonitor?channel=3&subtype=1',
      '/cam/playback?channel=3&subtype=0&starttime=2026_07_01_10_00_00&endtime=2026_07_01_10_30_05',
      '/cgi-bin/snapshot.cgi?channel=3',
    ],
    [
      'uniview',
      '/unicast/c3/s0/live',
      '/unicast/c3/s1/live',
      '/c3/b1782892800/e1782894605/replay/',
      '/LAPI/V1.0/Channels/3/Media/Video/Streams/0/Snapshot',
    ],
    [
      'axis',
      '/axis-media/media.amp?camera=3',
      '/axis-media/media.amp?camera=3&resolution=640x360',
      null,
      '/axis-cgi/jpg/image.cgi?camera=3',
    ],
    ['zkteco', null, null, null, null],
    ['onvif', null, null, null, null],
    ['generic', null, null, null, null],
  ])('%s', (make, main, sub, playback, snapshot) => {
    const whole = (path: string | null) => path && begin + path;
    expect(liveAddress(of(make), camera, mainStream, account)).toBe(whole(main));
    expect(liveAddress(of(make), camera, subStream, account)).toBe(whole(sub));
    expect(playbackAddress(of(make), camera, mainStream, span, 'Europe/Madrid', account)).toBe(whole(playback));
    expect(snapshotPath(of(make), camera)).toBe(snapshot);
  });

  it('times are of UTC where the recorder is set so', () => {
    const utc = { ...of('hikvision'), playbackClock: 'utc' } as const;
    expect(playbackAddress(utc, camera, subStream, span, 'Europe/Madrid', null)).toBe(
      'rtsp://10.0.0.5:554/Streaming/tracks/302?starttime=20260701T080000Z&endtime=20260701T083005Z',
    );
  });

  it('what was told by hand goes before what the make has', () => {
    const own = {
      ...camera,
      mainUri: '/live/7',
      subUri: 'rtsp://192.168.9.9:8554/low?x=1',
      playbackUri: 'replay/{channel}/{stream}?from={start}&to={end}',
      snapshotUri: 'http://192.168.9.9:8080/jpg/7?q=1',
    };
    expect(liveAddress(of('generic'), own, mainStream, null)).toBe('rtsp://10.0.0.5:554/live/7');
    expect(liveAddress(of('generic'), own, subStream, null)).toBe('rtsp://10.0.0.5:8554/low?x=1');
    expect(playbackAddress(of('generic'), own, mainStream, span, 'Europe/Madrid', null)).toBe(
      'rtsp://10.0.0.5:554/replay/3/0?from=2026-07-01T08:00:00Z&to=2026-07-01T08:30:05Z',
    );
    expect(snapshotPath(of('generic'), own)).toBe('/jpg/7?q=1');
  });
});

it.each([
  ['rtsp://evil.example/live', 'rtsp://10.0.0.5:554/live'],
  ['rtsp://who:what@evil.example:99/live?x=@y', 'rtsp://10.0.0.5:99/live?x=@y'],
  ['rtsp://[fe80::1]:77/live', 'rtsp://10.0.0.5:77/live'],
  ['rtsp://evil.example', 'rtsp://10.0.0.5:554/'],
])('%s is called at the host that an operator gave', (told, url) => {
  expect(rtspUrl(of('onvif'), told, null)).toBe(url);
});

it('an IPv6 address stands in brackets', () => {
  expect(rtspUrl({ ...of('onvif'), host: 'fd00::5' }, '/live', null)).toBe('rtsp://[fd00::5]:554/live');
});

describe('XML of a camera', () => {
  it('loses its namespaces', () => {
    expect(checkedXml(`<s:E xmlns:s="a" xmlns='b'><s:B x="1"/></s:E>`)).toBe('<s:E><s:B x="1"/></s:E>');
  });

  it.each([
    ['with entities', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
    ['that takes the parser forever', `<a>${'xmlns'.repeat(200_000)}</a>`],
    ['that is nested without end', '<a>'.repeat(70)],
    ['with too many elements', `<a>${'<b/>'.repeat(40_001)}</a>`],
  ])('%s is refused', (_what, xml) => {
    expect(() => checkedXml(xml)).toThrow(HostileXml);
  });
});
