import { gzipSync } from 'node:zlib';

const block = 512;

/** One file as a gzipped ustar archive. */
export function tgz(name: string, content: string): Buffer {
  const data = Buffer.from(content);
  const padding = Buffer.alloc((block - (data.length % block)) % block);
  return gzipSync(Buffer.concat([header(name, data.length), data, padding, Buffer.alloc(2 * block)]));
}

function header(name: string, size: number): Buffer {
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits - 1, '0')}\0`;
  const bytes = Buffer.alloc(block);
  const fields: readonly (readonly [at: number, text: string])[] = [
    [0, name],
    [100, octal(0o644, 8)],
    [108, octal(0, 8)],
    [116, octal(0, 8)],
    [124, octal(size, 12)],
    [136, octal(0, 12)],
    // The checksum counts as blanks while it is added up.
    [148, '        '],
    [156, '0'],
    [257, 'ustar\0'],
    [263, '00'],
  ];
  for (const [at, text] of fields) bytes.write(text, at, 'latin1');
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return bytes;
}
