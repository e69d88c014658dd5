import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { excessSteps, rowLimits } from '../../protocol/access-push/body-size.js';
import { readAccountPackage } from '../../protocol/access-push/uploads/account.js';
import { readTar } from '../../protocol/access-push/uploads/tar.js';
import { inSteps } from '../push/slices.js';

/** `tgz`: the bytes of a package; `packed`: the same after header lines, in base64; `rows`: plain rows. */
export type PackageFormat = 'tgz' | 'packed' | 'rows';

/** One and a half times what an unpacked body may hold; a larger result is a decompression bomb. */
const mostUnpacked = 24 * 1024 * 1024;
const unzip = promisify(gunzip);
const gzip = Buffer.from([0x1f, 0x8b]);

/** The reason why a package cannot be read, for the operator. */
export class Unreadable extends Error {}

/** The rows of a package as bytes. @throws Unreadable if it is damaged, cut off or far too large */
export async function unpackedBytes(body: Buffer, format: PackageFormat): Promise<Buffer> {
  if (format === 'rows') return await within(body);
  const packed = format === 'packed' || !body.subarray(0, 2).equals(gzip) ? readAccountPackage(body) : { data: body };
  // Some devices send a package without packing it.
  if (typeof packed === 'string') {
    if (format === 'tgz' && /\btime_second=/.test(body.subarray(0, 1_000).toString('latin1')))
      return await within(body);
    throw new Unreadable(packed);
  }
  const { data } = packed;
  const bytes = data.subarray(0, 2).equals(gzip) ? await unzipped(data) : data;
  return await within(joined(bytes));
}

/** No real device packs so much, so it is not read. */
async function within(rows: Buffer): Promise<Buffer> {
  const over = await inSteps(excessSteps(rows, rowLimits));
  if (over !== null) throw new Unreadable(over);
  return rows;
}

async function unzipped(data: Buffer): Promise<Buffer> {
  try {
    return await unzip(data, { maxOutputLength: mostUnpacked });
  } catch (error) {
    throw new Unreadable(`a package that cannot be unpacked: ${(error as Error).message}`);
  }
}

/** The files of an archive one after the other; content that is no archive is taken as the rows themselves. */
function joined(bytes: Buffer): Buffer {
  try {
    const files = readTar(bytes);
    if (files?.length === 1 && files[0]) return files[0].data;
    return files ? Buffer.concat(files.flatMap(({ data }) => [data, Buffer.from('\n')])) : bytes;
  } catch (error) {
    if (error instanceof RangeError) throw new Unreadable(`a damaged archive: ${error.message}`);
    throw error;
  }
}
