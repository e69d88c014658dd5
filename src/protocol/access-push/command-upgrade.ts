import { asCommand } from './command.js';

/**
 * How a device fetches its firmware (9.4.1): method 1 asks `/iclock/file?url=` for base64 text, 2 asks it for the
 * bytes, 3 asks the address itself in ranges of 1 MB.
 */
export type UpgradeMethod = 1 | 2 | 3;

export interface Firmware {
  readonly url: string;
  /** MD5 of the original file, before any base64. */
  readonly checksum: string;
  /** Bytes of the original file. */
  readonly size: number;
}

/** Each method has its own order of parts. */
const forms: Readonly<Record<UpgradeMethod, (firmware: Firmware) => string>> = {
  // Firmware of this kind takes a colon for the end of the parameter.
  1: ({ checksum, url, size }) => `checksum=${checksum},url=${url.replaceAll(':', '*')},size=${size}`,
  2: ({ checksum, url, size }) => `type=1,checksum=${checksum},size=${size},url=${url}`,
  3: ({ checksum, url, size }) => `checksum=${checksum},size=${size},url=${url},supportsubcontracting=1`,
};

/** `UPGRADE ...`. @throws RangeError for an address that would end early or a size that is not valid */
export function upgrade(method: UpgradeMethod, firmware: Firmware) {
  const { url, checksum, size } = firmware;
  if (!/^[^\s,\0]+$/.test(url)) throw new RangeError(`not an address of a file: "${url}"`);
  if (!/^[0-9A-Za-z]+$/.test(checksum)) throw new RangeError(`not a checksum: "${checksum}"`);
  if (!Number.isSafeInteger(size) || size < 1) throw new RangeError(`not a size: ${size}`);
  return asCommand(`UPGRADE ${forms[method](firmware)}`);
}

const partOf = (parts: Readonly<Record<string, string>>, wanted: string) =>
  Object.entries(parts).find(([name]) => name.toLowerCase() === wanted)?.[1] ?? '';

/** The parts of an UPGRADE as a device reads them: the method, and the address with its colons. */
export function upgradeOf(parts: Readonly<Record<string, string>>): Firmware & { readonly method: UpgradeMethod } {
  const url = partOf(parts, 'url');
  const rest = { checksum: partOf(parts, 'checksum'), size: Number(partOf(parts, 'size')) };
  if (partOf(parts, 'supportsubcontracting') === '1') return { method: 3, url, ...rest };
  if (partOf(parts, 'type') === '1') return { method: 2, url, ...rest };
  return { method: 1, url: url.replaceAll('*', ':'), ...rest };
}
