import type { TarFile } from '../../src/protocol/access-push/uploads/tar.js';

const block = 512;

/** Files as a tar archive with old headers, which every tar reads. */
export function writeTar(files: readonly TarFile[]): Buffer {
  const parts = files.flatMap(({ name, data }) => {
    const header = Buffer.alloc(block);
    header.write(name.slice(0, 100), 0, 'utf8');
    header.write('0000644\0', 100);
    header.write(`${data.length.toString(8).padStart(11, '0')}\0`, 124);
    header.write('0', 156);
    // While the sum is calculated, its own eight bytes count as blanks.
    const sum = header.reduce((total, byte) => total + byte, 8 * 0x20);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    return [header, data, Buffer.alloc((block - (data.length % block)) % block)];
  });
  return Buffer.concat([...parts, Buffer.alloc(2 * block)]);
}
