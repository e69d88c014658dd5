import iconv from 'iconv-lite';
import { optionOf } from '../../protocol/access-push/dialect.js';
import type { CachedDevice } from '../push/cached-device.js';

const utf8 = 'utf-8';
/**
 * Terminals with a Chinese menu write GB2312. GB18030 includes it, and reads all other texts of theirs (Attendance PUSH
 * 2.6).
 */
const chinese = 'gb18030';
const simplifiedChinese = '83';

const strict = new TextDecoder(utf8, { fatal: true });

/** Code pages that an operator may set for a device. */
export const isCodePage = (name: string): boolean => /^[\w-]{2,32}$/.test(name) && iconv.encodingExists(name);

/**
 * The code page in which a device reads and writes names: the one that is set for it, or else that of its menu
 * language.
 */
export function codePageOf({ device }: Pick<CachedDevice, 'device'>): string {
  const { codePage } = device.quirks;
  if (typeof codePage === 'string' && isCodePage(codePage)) return codePage;
  return optionOf(device.options, 'Language') === simplifiedChinese ? chinese : utf8;
}

/**
 * Text that is valid UTF-8 is read as UTF-8, whatever the device is set to; otherwise the device's code page is used,
 * or GB18030.
 */
export function decodeText(body: Buffer, known: Pick<CachedDevice, 'device'>): string {
  try {
    return strict.decode(body);
  } catch {
    const page = codePageOf(known);
    return iconv.decode(body, page === utf8 ? chinese : page);
  }
}

/** Bytes for the device; null if they are the same in UTF-8. */
export function encodeText(text: string, known: Pick<CachedDevice, 'device'>): Buffer | null {
  const page = codePageOf(known);
  return page === utf8 ? null : iconv.encode(text, page);
}
