import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readAccountOverview, readAccountPackage } from '../../../../src/protocol/access-push/uploads/account.js';
import { readTar } from '../../../../src/protocol/access-push/uploads/tar.js';
import { writeTar } from '../../../support/tar.js';

const rows =
  'cardno=0\tpin=0\tverified=200\tdoorid=1\teventtype=100\tinoutstate=2\ttime_second=548003687\tindex=92\n' +
  'cardno=0\tpin=0\tverified=200\tdoorid=1\teventtype=100\tinoutstate=2\ttime_second=548003688\tindex=93\n';

/** `printf '...' > transaction.txt; tar --format=ustar -czf - transaction.txt | base64`, made by GNU tar 1.34. */
const madeByTar =
  'H4sIAAAAAAAAA+3QwWrDMAyA4VzTp9gTFDtx0+zgZxkhVsGH2cVRS/v2cwe75LCeQin838ECyQhJWqa0TLPGnPZ602YLphqc+43VOpruODS2Hx7RuEfeOusOzYfZZJqVy6JTqaOUnP/d/ll9vdybmKcSUvamPcdU36uUeIoSfGdMG3IuMXjbylWS6v0s3tZ0TPmi9Woqvms1fsvXInNOwR/caEw/jMf6JcjNf3a7LdqPf+373auvBwAAAAAAAAAAAAAAAACv8wPANyQzACgAAA==';

/** The same with --format=gnu and a name of 120 letters. */
const longName =
  'H4sIAAAAAAAAA+3TwW4CIRAGYK7rU+wT6Ay7ZbcHkj7AvkNjZNqQpmAQjb69aNMmeqindWP8vwNDBjKBIcwX88XbEMPn4MOXGgcVpm3PsbiOxB3/zc95ZkNa1cNI57mw3eRlqmuVYsz/7bu1/qD2E5n63vDjHm996//rzihuzClSe8o3HWtWNd2jAU/+/1fL5EK0VK19KONOkv/w4qwmqlyMyTvLlewk5HxYi+WS9iFuc+laFqur7L/lfSOrGJx9aXuixvRd2eJkb1/1bIzy/W/5ZjZ19wAAAAAAAAAAAAAAAAAAAACmdwQ4yfKiACgAAA==';

describe('overview', () => {
  it('of a controller (9.2.2)', () => {
    expect(readAccountOverview('SumCount=41\nFileName=transaction.tgz\nContentType=tgz\nFileCount=2\n')).toEqual({
      records: 41,
      files: 2,
      fileName: 'transaction.tgz',
      contentType: 'tgz',
    });
    expect(readAccountOverview('sumcount=0\r\nfilecount=0')).toEqual({
      records: 0,
      files: 0,
      fileName: '',
      contentType: '',
    });
    expect(readAccountOverview('SumCount=41\nFileName=a')).toBeNull();
    expect(readAccountOverview('SumCount=-1\nFileCount=x')).toBeNull();
  });
});

describe('package', () => {
  const bytes = Buffer.from(madeByTar, 'base64');
  const head = (size: number) => `name=transaction.tgz\nsize=${size}\ndatacode=base64\ndatatype=tgz`;
  const whole = { name: 'transaction.tgz', size: bytes.length, dataType: 'tgz', data: bytes };

  it('header lines, NUL, base64 (9.2.1)', () => {
    expect(readAccountPackage(Buffer.from(`${head(bytes.length)}\0${madeByTar}`))).toEqual(whole);
    expect(readAccountPackage(Buffer.from(`${head(bytes.length).replaceAll('\n', '\r\n')}\0${madeByTar}\r\n`))).toEqual(
      whole,
    );
  });

  it('without the NUL, and with bytes in place of base64', () => {
    expect(readAccountPackage(Buffer.from(`${head(bytes.length)}\n${madeByTar}`))).toEqual(whole);
    expect(readAccountPackage(Buffer.concat([Buffer.from(`${head(bytes.length)}\0`), bytes]))).toEqual(whole);
  });

  it.each([
    ['', 'no header of a package'],
    ['transaction pin=1\n', 'no header of a package'],
    [`${head(5)}\0AAAA`, 'a package of 3 bytes, announced with 5'],
    [`${head(5)}\0`, 'a package that is no base64'],
    [`${head(5)}\0<html>`, 'a package that is no base64'],
  ])('%j: %s', (body, why) => {
    expect(readAccountPackage(Buffer.from(body))).toBe(why);
  });
});

describe('tar', () => {
  it('reads what tar made', () => {
    expect(readTar(gunzipSync(Buffer.from(madeByTar, 'base64')))).toEqual([
      { name: 'transaction.txt', data: Buffer.from(rows) },
    ]);
    expect(readTar(gunzipSync(Buffer.from(longName, 'base64')))).toEqual([
      { name: 'x'.repeat(120), data: Buffer.from(rows) },
    ]);
  });

  it('reads what it writes: several files, an empty one, one that fills its blocks', () => {
    const files = [
      { name: 'transaction.txt', data: Buffer.from(rows) },
      { name: 'empty', data: Buffer.alloc(0) },
      { name: 'full', data: Buffer.alloc(1_024, 7) },
    ];
    const archive = writeTar(files);
    expect(archive.length % 512).toBe(0);
    expect(readTar(archive)).toEqual(files);
    expect(readTar(gunzipSync(gzipSync(archive)))).toEqual(files);
    // Some writers leave out the two empty blocks at the end.
    expect(readTar(archive.subarray(0, -1_024))).toEqual(files);
  });

  it('knows what is none', () => {
    expect(readTar(Buffer.from(rows))).toBeNull();
    expect(readTar(Buffer.alloc(0))).toBeNull();
    expect(readTar(Buffer.alloc(2_048))).toBeNull();
  });

  it('takes half an archive for no archive', () => {
    const archive = writeTar([{ name: 'a', data: Buffer.alloc(2_000, 1) }]);
    expect(() => readTar(archive.subarray(0, 1_500))).toThrow(RangeError);
    const two = writeTar([
      { name: 'a', data: Buffer.alloc(10, 1) },
      { name: 'b', data: Buffer.alloc(10, 1) },
    ]);
    two[1_100] = 0x58;
    expect(() => readTar(two)).toThrow(RangeError);
  });
});
