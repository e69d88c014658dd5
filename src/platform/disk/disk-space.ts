import { statfs } from 'node:fs/promises';

/** In bytes, but for the share. */
export interface DiskLimits {
  /** Of the file that can be removed when nothing else can. */
  readonly ballast: number;
  /** With less than this nothing is taken from devices. */
  readonly least: number;
  /** In percent; with less than this no pictures are taken. */
  readonly leastShare: number;
}

const megabyte = 1024 * 1024;

/** Megabytes of ballast, megabytes and percent that stay free; undefined = not to be read. */
export function diskLimits(text: string): DiskLimits | undefined {
  const [ballast = NaN, least = NaN, leastShare = NaN, ...rest] = text.split(',').map(Number);
  const isRight = [ballast, least, leastShare].every((part) => part >= 0) && leastShare <= 100 && rest.length === 0;
  return isRight ? { ballast: ballast * megabyte, least: least * megabyte, leastShare } : undefined;
}

export interface DiskSpace {
  readonly free: number;
  readonly total: number;
}

/** Of the disk that a file or folder is on. Rejects where there is none of that name. */
export async function spaceAt(path: string): Promise<DiskSpace> {
  const { bavail, blocks, bsize } = await statfs(path);
  return { free: bavail * bsize, total: blocks * bsize };
}

/** Whether there is room for everything, for all but pictures, or for nothing. */
export type DiskState = 'room' | 'low' | 'full';

export function stateOf({ free, total }: DiskSpace, { least, leastShare }: DiskLimits): DiskState {
  if (free < least) return 'full';
  return free * 100 < total * leastShare ? 'low' : 'room';
}
