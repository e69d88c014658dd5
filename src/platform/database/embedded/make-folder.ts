import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and its parents, one level at a time: `recursive` never ends if the file system says that an existing
 * parent does not exist, as /proc does.
 * @returns whether anything had to be made
 */
export function makeFolder(path: string): boolean {
  if (isFolder(path)) return false;
  if (dirname(path) !== path) makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Another gateway made it at the same time.
    if (isFolder(path)) return true;
    if (existsSync(path)) throw new Error(`${path} is a file, not a folder`, { cause: error });
    throw error;
  }
  return true;
}

const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
