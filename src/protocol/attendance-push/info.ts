/** The counters of a terminal, from INFO in a poll (Attendance PUSH 7). Null if it is missing. */
export interface DeviceInfo {
  readonly firmware: string;
  readonly users: number | null;
  readonly fingers: number | null;
  readonly records: number | null;
  readonly address: string;
  readonly fingerVersion: string;
  readonly faceVersion: string;
  /** Rows of a face template of the old form. */
  readonly faceParts: number | null;
  readonly faces: number | null;
  /** Digits: finger, face, user picture, comparison photo, visible light. */
  readonly functions: string;
  readonly cards: number | null;
  readonly userPhotos: number | null;
  readonly punchPhotos: number | null;
}

const count = (cell: string | undefined): number | null => {
  const text = cell?.trim() ?? '';
  return /^-?\d{1,9}$/.test(text) ? Number(text) : null;
};

const address = /^(?:\d{1,3}\.){3}\d{1,3}$|^[0-9a-f]*:[0-9a-f:.]+$/i;

/** The firmware's own text may contain commas; the counters after it do not. */
function firmwareLength(cells: readonly string[]): number {
  const at = cells.findIndex((cell, index) => index >= 1 && address.test(cell.trim()));
  return at > 4 ? at - 3 : 1;
}

/** Reads the value of INFO from the left; it has 4 to 13 parts. Never throws. */
export function readInfo(value: string): DeviceInfo {
  const cells = value.split(',');
  const length = firmwareLength(cells);
  const [users, fingers, records, ip, fingerVersion, faceVersion, faceParts, faces, functions, cards, photos, punches] =
    cells.slice(length);
  return {
    firmware: cells.slice(0, length).join(',').trim(),
    users: count(users),
    fingers: count(fingers),
    records: count(records),
    address: ip?.trim() ?? '',
    fingerVersion: fingerVersion?.trim() ?? '',
    faceVersion: faceVersion?.trim() ?? '',
    faceParts: count(faceParts),
    faces: count(faces),
    functions: functions?.trim() ?? '',
    cards: count(cards),
    userPhotos: count(photos),
    punchPhotos: count(punches),
  };
}
