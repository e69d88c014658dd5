import { parseResults, type CommandResult } from '../access-push/results.js';

/** The text after the result of a command that fetches something. */
export interface FetchedFile {
  readonly id: string;
  readonly fileName: string;
  readonly returnCode: number | null;
  readonly content: Buffer;
}

const contentMark = Buffer.from('Content=');
const longestHeader = 4_096;

/**
 * A body that is one result in lines, with bytes after `Content=` (GetFile and Shell, Attendance PUSH 11.2).
 * @returns null for every other body
 */
export function readFetched(body: Buffer): FetchedFile | null {
  const head = body.subarray(0, longestHeader);
  const firstLine = head.toString('latin1').split(/\r?\n/, 1)[0] ?? '';
  if (firstLine.includes('&') || !/^\s*ID=/i.test(firstLine)) return null;
  const at = head.indexOf(contentMark);
  if (at < 0) return null;
  const fields = new Map(
    head
      .subarray(0, at)
      .toString('latin1')
      .split(/\r?\n/)
      .map((line) => {
        const mark = line.indexOf('=');
        return [line.slice(0, Math.max(mark, 0)).trim().toLowerCase(), line.slice(mark + 1).trim()] as const;
      }),
  );
  const code = fields.get('return') ?? '';
  return {
    id: fields.get('id') ?? '',
    fileName: fields.get('filename') ?? '',
    returnCode: /^-?\d{1,15}$/.test(code) ? Number(code) : null,
    content: body.subarray(at + contentMark.length),
  };
}

/**
 * Results in every other form. A body may have several results, or none, which some firmware sends (11.3).
 * @param query the address may have the one result that the body does not have
 */
export const readResults = (body: string, query = ''): CommandResult[] => parseResults(body, query);

const sums = ['attlogsum', 'attlogcount'];

/** The answer to VERIFY SUM; firmware has two names for it (disagreement 14). */
export function punchSum({ extra }: Pick<CommandResult, 'extra'>): number | null {
  const found =
    Object.entries(extra)
      .find(([name]) => sums.includes(name.toLowerCase()))?.[1]
      .trim() ?? '';
  return /^\d{1,9}$/.test(found) ? Number(found) : null;
}
