import { statfs } from 'node:fs/promises';

const megabyte = 1024 * 1024;
/** With less PostgreSQL cannot begin the next segment of its log, and its own words may find no room in its log file. */
const leastForStart = 32 * megabyte;

/** What is told behind the reason why something did not start; empty where there is room. */
export async function fullDiskWords(path: string): Promise<string> {
  const space = await statfs(path).catch(() => null);
  const free = space === null ? Infinity : space.bavail * space.bsize;
  if (free >= leastForStart) return '';
  return `; its disk is full (${Math.floor(free / megabyte)} MB free): make room, or run "postern doctor --free-ballast"`;
}
