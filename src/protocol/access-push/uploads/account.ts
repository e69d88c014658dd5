import { decodeBase64 } from '../base64.js';
import { parseOptions } from '../options.js';
import { wholeNumber } from './loose.js';

/** What a controller announces before the packages of ACCOUNT (Access PUSH 9.2.2, `desc=overview`). */
export interface AccountOverview {
  readonly records: number;
  readonly files: number;
  readonly fileName: string;
  readonly contentType: string;
}

const lowered = (options: Readonly<Record<string, string>>) =>
  new Map(Object.entries(options).map(([name, value]) => [name.toLowerCase(), value]));

/** Null if the sum or the number of packages is missing: then nobody knows when all have come. */
export function readAccountOverview(body: string): AccountOverview | null {
  const options = lowered(parseOptions(body));
  const [records, files] = [wholeNumber(options.get('sumcount')), wholeNumber(options.get('filecount'))];
  if (records === null || files === null) return null;
  return {
    records,
    files,
    fileName: options.get('filename') ?? '',
    contentType: options.get('contenttype') ?? '',
  };
}

/** A package within a body: header lines, NUL, then the bytes, mostly in base64 (9.2.1, `datafmt=3`). */
export interface AccountPackage {
  readonly name: string;
  /** Bytes of the package as announced; null where the device does not say. */
  readonly size: number | null;
  readonly dataType: string;
  readonly data: Buffer;
}

const mostHead = 4_096;

/** Where the header ends: at the NUL or, if a proxy removed it, after the name of the last line. */
function splitBody(body: Buffer): readonly [head: string, data: Buffer] {
  const nul = body.subarray(0, mostHead).indexOf(0);
  if (nul >= 0) return [body.subarray(0, nul).toString('latin1'), body.subarray(nul + 1)];
  const text = body.subarray(0, mostHead).toString('latin1');
  const end = /datatype\s*=\s*(?:tgz|tar|gz|txt)\s*/i.exec(text);
  const at = end === null ? text.length : end.index + end[0].length;
  return [text.slice(0, at), body.subarray(at)];
}

const gzip = Buffer.from([0x1f, 0x8b]);

/** The bytes are unchanged if the header says so, or if they are a compressed package already. */
function dataOf(rest: Buffer, code: string): Buffer | null {
  const plain = rest.subarray(0, 2).equals(gzip) || code.toLowerCase() !== 'base64';
  return plain ? rest : decodeBase64(rest.toString('latin1'));
}

/**
 * The package in a body; or the reason why it cannot be read. A wrong size is a reason, too: half a package is none.
 */
export function readAccountPackage(body: Buffer): AccountPackage | string {
  const [head, rest] = splitBody(body);
  const options = lowered(parseOptions(head));
  const { datatype, datacode = 'base64', name = '', size: announced } = Object.fromEntries(options);
  if (datatype === undefined && !options.has('datacode')) return 'no header of a package';
  const data = dataOf(rest, datacode);
  if (data === null) return 'a package that is no base64';
  const size = wholeNumber(announced);
  if (size !== null && size !== data.length) return `a package of ${data.length} bytes, announced with ${size}`;
  return { name, size, dataType: (datatype ?? 'tgz').toLowerCase(), data };
}
