import type { PanelRow } from '../memory.js';
import { outcome, type Outcome } from '../outcome.js';
import type { PanelParts } from '../parts.js';
import type { Upload } from '../upload.js';

/** The master reports which controllers are behind it, at each start and whenever that changes (Access PUSH 5). */
export function authorisationUpload({ subDevices, quirks }: PanelParts): Upload {
  const lines = subDevices.lines();
  return {
    call: 'cdata',
    query: `type=registry&table=tabledata&tablename=DeviceAuthorize&count=${lines.length}`,
    body: lines.join(quirks.rowEnd),
  };
}

/** DATA UPDATE DeviceAuthorize: 1 lets a controller send its registration, 2 accepts it. */
export function authoriseRows(parts: PanelParts, rows: readonly PanelRow[]): Outcome {
  const codes = rows.map((row) =>
    parts.subDevices.authorise(row.get('sn') ?? '', Number(row.get('isauthorize') ?? '-1')),
  );
  const refused = codes.find((code) => code < 0);
  return outcome('DATA UPDATE', refused ?? 0, { after: refused === undefined ? [authorisationUpload(parts)] : [] });
}
