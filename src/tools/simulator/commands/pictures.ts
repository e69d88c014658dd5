import type { PanelRow } from '../memory.js';
import { returns } from '../outcome.js';
import type { PanelParts } from '../parts.js';
import { bioDataLine, extracted } from '../bodies.js';
import { tableUpload, type Upload } from '../upload.js';

/** The reason why a picture is refused, for the result and for the error log (appendix 17). */
export interface Problem {
  readonly code: number;
  readonly errorCode: string | null;
}

const noFace = 'D01E0001';
const noTemplate = 'D01E0006';

/** The address in a row of biophoto or userpic whose Format says so (9.1.1). */
function addressIn(row: PanelRow): string | null {
  const url = row.get('url') ?? '';
  return row.get('format') === '1' && url !== '' ? url : null;
}

/** The rows with the pictures from their addresses, and the templates that the server wants back (PostBackTmpFlag). */
export async function withPictures(
  parts: PanelParts,
  table: string,
  rows: readonly PanelRow[],
): Promise<{ rows: PanelRow[]; after: Upload[] } | Problem> {
  if (table !== 'biophoto' && table !== 'userpic') return { rows: [...rows], after: [] };
  const whole: PanelRow[] = [];
  for (const row of rows) {
    const url = addressIn(row);
    const content = url === null ? null : await fetched(parts, url);
    if (content === '') return { code: returns.noSuchFile, errorCode: noTemplate };
    whole.push(content === null ? row : new Map([...row, ['content', content], ['size', String(content.length)]]));
  }
  const wanted = whole.filter((row) => row.get('postbacktmpflag') === '1');
  const lines = wanted.map((row) => bioDataLine(extracted(row.get('pin') ?? '')));
  return { rows: whole, after: lines.length === 0 ? [] : [tableUpload('biodata', lines)] };
}

/** Base64 of the file, '' if there is none. */
async function fetched({ transport }: PanelParts, url: string): Promise<string> {
  const answer = await transport.request('GET', url).catch(() => null);
  return answer?.status === 200 ? answer.bytes.toString('base64') : '';
}

/** A picture must be a JPEG, and as long as the row says (docs/field-notes.md 27: the length of the base64 text). */
export function pictureProblem(table: string, rows: readonly PanelRow[]): Problem | null {
  if (table !== 'biophoto' && table !== 'userpic') return null;
  for (const row of rows) {
    const content = row.get('content') ?? '';
    const size = row.get('size') ?? '';
    if (size !== '' && Number(size) !== content.length) return { code: returns.wrongBase64, errorCode: null };
    if (
      !Buffer.from(content, 'base64')
        .subarray(0, 2)
        .equals(Buffer.from([0xff, 0xd8]))
    )
      return { code: returns.failed, errorCode: noFace };
  }
  return null;
}
