import { readFileSync } from 'node:fs';

/** Beside `src`, and beside `dist` once it is built. */
const manifests = ['../../package.json', '../../../package.json'];

function read(): string {
  for (const path of manifests) {
    try {
      return (JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as { version: string }).version;
    } catch {
      // The other place has it.
    }
  }
  return '';
}

/** The version of Postern that runs. */
export const version = read();
