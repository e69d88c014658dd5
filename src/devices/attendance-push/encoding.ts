import iconv from 'iconv-lite';
import { optionOf } from '../../protocol/access-push/dialect.js';
import type { CachedDevice } from '../push/cached-device.js';

const utf8 = 'utf-8';
/** Terminals with a Chinese menu write GB2312; its superset reads whatever else they have (Attendance PUSH 2.6). */
const chinese = 'gb18030';
const simplifiedChinese = '83';

const strict = new TextDecoder(utf8, { fatal: true });

/** Code pages that an operator may pin a device to. */
export const isCodePage = (name: string): boolean => /^[\w-]{2,32}$/.test(name) && iconv.encodingExists(name);

/** In which code page a device reads and writes names: what it is pinned to, else by the language of its menu. */
export function codePageOf({ device }: Pick<CachedDevice, 'device'>): string {
  const { codePage } = device.quirks;
  if (typeof codePage === 'string' && isCodePage(codePage)) return codePage;
  return optionOf(device.options, 'Language') === simplifiedChinese ? chinese : utf8;
}

/** Whatever the device is set to, text that is UTF-8 is that; else its code page, and GB18030 where it has none. */
export function decodeText(body: Buffer, known: Pick<CachedDevice, 'device'>): string {
  try {
    return strict.decode(body);
  } catch {
    const page = codePageOf(known);
    return iconv.decode(body, page === utf8 ? chinese : page);
  }
}

/** Bytes for the device; null where they are those of UTF-8. */
export function encodeText(text: string, known: Pick<CachedDevice, 'device'>): Buffer | null {
  const page = codePageOf(known);
  return page === utf8 ? null : iconv.encode(text, page);
}
