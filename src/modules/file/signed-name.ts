import type { SealedBox } from '../../platform/crypto/sealed-box.js';

/** What a device may fetch: which file, of which kind, and which device. */
export interface FileLink {
  readonly sn: string;
  /** Who has the file: see FileLinkService.serve. */
  readonly kind: string;
  readonly id: string;
}

/** A name is valid for a day (docs/rules.md 5). */
const lifeMs = 24 * 60 * 60 * 1_000;

const serialNumber = /^[A-Za-z0-9_.-]{1,64}$/;
const word = /^[A-Za-z][A-Za-z0-9]{0,19}$/;
const identity = /^[A-Za-z0-9_-]{1,64}$/;
/** Only the serial number may contain dots, so the name is read from its end. */
const named =
  /^([A-Za-z0-9_.-]{1,64})\.([A-Za-z][A-Za-z0-9]{0,19})\.([A-Za-z0-9_-]{1,64})\.([0-9a-z]{5,8})\.([\w-]{22})$/;

/**
 * A name that only the gateway can make: `<sn>.<kind>.<id>.<end of its life>.<signature>`, without characters that a
 * URL escapes.
 */
export function signedName(seal: SealedBox, { sn, kind, id }: FileLink, now: number): string {
  if (!serialNumber.test(sn) || !word.test(kind) || !identity.test(id)) {
    throw new RangeError(`not a file of a device: ${sn} ${kind} ${id}`);
  }
  const content = `${sn}.${kind}.${id}.${Math.ceil((now + lifeMs) / 1_000).toString(36)}`;
  return `${content}.${seal.sign(content)}`;
}

/** The content of a signed name; null where the name is not one of ours, was changed, or is too old. */
export function readSignedName(seal: SealedBox, name: string, now: number): FileLink | null {
  const [, sn = '', kind = '', id = '', end = '', signature = ''] = named.exec(name) ?? [];
  if (signature === '' || !seal.isSigned(`${sn}.${kind}.${id}.${end}`, signature)) return null;
  return Number.parseInt(end, 36) * 1_000 > now ? { sn, kind, id } : null;
}

/** The signed name in an address: `/iclock/file/<name>`, followed by any name that a device needs. */
export const nameInPath = (path: string): string | null => /\/iclock\/+file\/+([^/?#]+)/i.exec(path)?.[1] ?? null;

/**
 * The signed name in an address that a device repeats, as its firmware spells it: stars for colons, backslashes, or
 * only a path. The rest of the address is ignored: nothing is fetched from there.
 */
export const nameInUrl = (url: string): string | null => nameInPath(url.replaceAll('\\', '/'));
