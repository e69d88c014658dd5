import { expect, it } from 'vitest';
import { unpackedSize } from '../../../src/tools/import-cvsecurity/unpacked-size.js';

/** An archive of one entry `a` of these sizes: only its directory and its end matter here. */
const archive = (packed: number, unpacked: number, comment = ''): Buffer => {
  const entry = Buffer.alloc(47);
  entry.write('PK\x01\x02', 'latin1');
  entry.writeUInt32LE(packed, 20);
  entry.writeUInt32LE(unpacked, 24);
  entry.writeUInt16LE(1, 28);
  entry.write('a', 46);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(47, 12);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([entry, end, Buffer.from(comment)]);
};

it('the size of an archive is known before it is unpacked', () => {
  expect(unpackedSize(archive(390_000, 400_000_000))).toBe(400_000_000);
  expect(unpackedSize(archive(10, 20, 'a comment of the archive'))).toBe(20);
});

it('what is no archive has none', () => {
  expect(unpackedSize(Buffer.from(''))).toBeNull();
  expect(unpackedSize(Buffer.from('Personnel ID,First Name\n1,Ada\n'.repeat(4)))).toBeNull();
  // Its directory breaks off.
  const broken = archive(10, 20);
  broken.writeUInt16LE(2, broken.length - 12);
  expect(unpackedSize(broken)).toBeNull();
});
