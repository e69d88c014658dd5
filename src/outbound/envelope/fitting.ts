type Data = Readonly<Record<string, unknown>>;

/** Of data; the rest of an envelope is far smaller than what is left up to 20 kB. */
const mostBytes = 19_000;
/** A character may become this many bytes of JSON: `\u0001`. */
const bytesAtMost = 6;
const ofField = 40;

const sizeOf = (value: unknown): number =>
  typeof value === 'string'
    ? value.length
    : Array.isArray(value)
      ? value.reduce<number>((sum, one) => sum + sizeOf(one), 0)
      : 0;

/** Data as they are if they are small enough, which they nearly always are; else their longest texts and lists are cut. */
export function fitting(data: Data): Data {
  const most = Object.values(data).reduce<number>((sum, value) => sum + ofField + sizeOf(value) * bytesAtMost, 0);
  if (most <= mostBytes) return data;
  const cut: Record<string, unknown> = { ...data };
  while (Buffer.byteLength(JSON.stringify(cut)) > mostBytes) {
    const [name, value] = Object.entries(cut).sort(([, a], [, b]) => sizeOf(b) - sizeOf(a))[0] ?? [];
    if (name === undefined || sizeOf(value) < 2) break;
    cut[name] = (value as string | unknown[]).slice(0, Math.floor((value as string | unknown[]).length / 2));
  }
  return cut;
}
