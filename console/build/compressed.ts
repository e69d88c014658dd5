import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Below this a header costs more than is won. */
const smallest = 1024;
const isText = (name: string) => /\.(js|css|svg|json|webmanifest)$/.test(name);

/** Writes each text a second and a third time, so that the gateway compresses nothing while it serves. */
export function compressed(): Plugin {
  let folder = '';
  return {
    name: 'postern-compressed',
    apply: 'build',
    configResolved: ({ root, build }) => {
      folder = join(root, build.outDir, build.assetsDir);
    },
    closeBundle: () => {
      for (const name of readdirSync(folder).filter(isText)) {
        const bytes = readFileSync(join(folder, name));
        if (bytes.length < smallest) continue;
        writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes));
        writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }));
      }
    },
  };
}
