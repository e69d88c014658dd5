import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { readAccountPackage } from '../../../wire/push/uploads/account.js';
import { readTar } from '../../../wire/push/uploads/tar.js';
import { textOf } from '../request.js';

/** `tgz`: the bytes of a package; `packed`: the same behind header lines, in base64; `rows`: rows as they are. */
export type PackageFormat = 'tgz' | 'packed' | 'rows';

/** A package of 16 MB of honest rows unpacks to less; a bomb does not. */
const mostUnpacked = 64 * 1024 * 1024;
const unzip = promisify(gunzip);
const gzip = Buffer.from([0x1f, 0x8b]);

/** A package that cannot be read, in words for the operator. */
export class Unreadable extends Error {}

/** The rows of a package as text. @throws Unreadable for what is damaged, cut off or far too large */
export async function unpacked(body: Buffer, format: PackageFormat): Promise<string> {
  if (format === 'rows') return textOf(body);
  const packed = format === 'packed' || !body.subarray(0, 2).equals(gzip) ? readAccountPackage(body) : { data: body };
  // Some send what they call a package without packing it.
  if (typeof packed === 'string') {
    if (format === 'tgz' && /\btime_second=/.test(body.subarray(0, 1_000).toString('latin1'))) return textOf(body);
    throw new Unreadable(packed);
  }
  const { data } = packed;
  const bytes = data.subarray(0, 2).equals(gzip) ? await unzipped(data) : data;
  return textOf(joined(bytes));
}

async function unzipped(data: Buffer): Promise<Buffer> {
  try {
    return await unzip(data, { maxOutputLength: mostUnpacked });
  } catch (error) {
    throw new Unreadable(`a package that cannot be unpacked: ${(error as Error).message}`);
  }
}

/** The files of an archive one after the other; what is no archive is the rows themselves. */
function joined(bytes: Buffer): Buffer {
  try {
    const files = readTar(bytes);
    return files ? Buffer.concat(files.flatMap(({ data }) => [data, Buffer.from('\n')])) : bytes;
  } catch (error) {
    if (error instanceof RangeError) throw new Unreadable(`a damaged archive: ${error.message}`);
    throw error;
  }
}
