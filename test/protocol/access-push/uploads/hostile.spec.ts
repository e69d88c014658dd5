import { expect, it } from 'vitest';
import { repairBase64 } from '../../../../src/protocol/access-push/base64.js';
import { readAccessPoints } from '../../../../src/protocol/access-push/uploads/access-point.js';
import { readAccountOverview, readAccountPackage } from '../../../../src/protocol/access-push/uploads/account.js';
import { readEnrolledBio, readEnrolledInfo } from '../../../../src/protocol/access-push/uploads/enrolment.js';
import { readIrStates } from '../../../../src/protocol/access-push/uploads/ir-state.js';
import { readLinkPhotos } from '../../../../src/protocol/access-push/uploads/link-photo.js';
import { readAuthRequest } from '../../../../src/protocol/access-push/uploads/remote-auth.js';
import { readSnapshotName } from '../../../../src/protocol/access-push/uploads/snapshot-name.js';
import { readSubDevices } from '../../../../src/protocol/access-push/uploads/sub-device.js';
import { readTar } from '../../../../src/protocol/access-push/uploads/tar.js';
import { readWiegandTests } from '../../../../src/protocol/access-push/uploads/wiegand-test.js';
import { writeTar } from '../../../support/tar.js';

const readers: readonly (readonly [name: string, read: (text: string) => unknown])[] = [
  ['irstate', readIrStates],
  ['linkphotoinfo', readLinkPhotos],
  ['testdata', readWiegandTests],
  ['EnrollInfoData', readEnrolledInfo],
  ['BioData', readEnrolledBio],
  ['DeviceAuthorize', readSubDevices],
  ['AuthType', (text) => readAuthRequest(text, { multiCard: false })],
  ['APList', readAccessPoints],
  ['overview', readAccountOverview],
  ['package', (text) => readAccountPackage(Buffer.from(text))],
  ['picture', readSnapshotName],
  ['base64', repairBase64],
];

const seeds = [
  'irstate=1\tirsensecount=2\tincount=2\toutcount=2\talarmcount=1\truncount=1\r\n',
  'LogIndex=1\tPhotoInfo=20240118145930-link-ch0.jpg\tLinkVideo=1-30-30\tPhotoData=AAAA\r\n',
  'type=wg\tbitscount=26\tbits=0101\tsn=1\n',
  'TYPE=9\tPIN=1\tNO=0\tINDEX=0\tMAJOR_VER=58\tMINOR_VER=1\tTMP=AAAA\tBIOPHOTO=BBBB\r\n',
  'DeviceAuthorizeSN=A\tOnline=1\tIsAuthorize=0\tAuthorizeInfo=a=1,b=2\tRegisterInfo=\n',
  'time=2017-01-10 11:49:32\tpin=0\tcardno=1\taddrtype=3\teventaddr=1\tevent=223\tinoutstatus=0\tverifytype=4',
  'name=transaction.tgz\nsize=3\ndatacode=base64\ndatatype=tgz\0AAAA',
  'SumCount=41\nFileName=transaction.tgz\nContentType=tgz\nFileCount=2',
];
const splinters = ['\0', '\t', '\n', '\r', '=', ' ', ',', '%', '-1', '99999999999', '\ud800', '__proto__=1', '"'];

/** The same numbers in every run (a linear congruence), below `limit`. */
function numbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 0x1_0000_0000) * limit);
  };
}

it('reads 10,000 damaged bodies with every reader and never throws', () => {
  const next = numbers(2026);
  for (let round = 0; round < 10_000; round += 1) {
    let text = seeds[next(seeds.length)] ?? '';
    for (let cuts = next(6); cuts > 0; cuts -= 1) {
      const at = next(text.length + 1);
      text = text.slice(0, at) + (splinters[next(splinters.length)] ?? '') + text.slice(at + next(4));
    }
    for (const [name, read] of readers) {
      try {
        read(text);
      } catch (error) {
        expect.fail(`${name} of ${JSON.stringify(text)}: ${String(error)}`);
      }
    }
  }
});

/** Long runs of one text. An expression that backtracks over them takes minutes instead of moments. */
const runs = [' ', '\t', '\n', '\r\n', '=', ',', '"', '%', 'A', '\0', 'TYPE=', ' TYPE', 'PhotoData= ', 'SN= '];

it.each(readers)('%s takes long runs of anything', (_name, read) => {
  for (const run of runs) {
    const long = run.repeat(300_000);
    for (const text of [long, `TYPE=1\tPIN=${long}x`, `LogIndex=1\tPhotoData=${long}`, `SN=1\tRegisterInfo=${long}`]) {
      expect(() => read(text)).not.toThrow();
    }
  }
});

it('a damaged archive is read, refused or none at all, and never read past its end', () => {
  const next = numbers(7);
  const archive = writeTar([
    { name: 'a', data: Buffer.alloc(700, 1) },
    { name: 'b', data: Buffer.alloc(100, 2) },
  ]);
  let refused = 0;
  for (let round = 0; round < 5_000; round += 1) {
    const bytes = Buffer.from(archive.subarray(0, 1 + next(archive.length)));
    for (let cuts = next(4); cuts > 0; cuts -= 1) bytes[next(bytes.length)] = next(256);
    try {
      for (const { data } of readTar(bytes) ?? []) expect(data.length).toBeLessThanOrEqual(bytes.length);
    } catch (error) {
      expect(error).toBeInstanceOf(RangeError);
      refused += 1;
    }
  }
  expect(refused).toBeGreaterThan(100);
});
