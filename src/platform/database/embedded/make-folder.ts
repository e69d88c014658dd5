import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it. One level at a time: `recursive` never ends where the file system says that the
 * folder above is not there although it is, as /proc does.
 * @returns whether anything had to be made
 */
export function makeFolder(path: string): boolean {
  if (isFolder(path)) return false;
  if (dirname(path) !== path) makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Another gateway that starts was quicker.
    if (!isFolder(path)) throw error;
  }
  return true;
}

const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
