/**
 * The beginnings of bodies of the protocol: `name=`, with or without a table's name before it (7.2, 7.5), or a colon
 * (docs/field-notes.md 9).
 */
const begin = /^[\s\0]*(?:[A-Za-z_[][\w[\]]*\s+)?~?[A-Za-z_][\w.-]*\s*[=:]/;
const base64 = /^[A-Za-z0-9+/]+={0,2}\s*$/;

/** The first bytes of files that devices send unchanged: gzip, JPEG, PNG. */
const files: readonly (readonly number[])[] = [
  [0x1f, 0x8b],
  [0xff, 0xd8, 0xff],
  [0x89, 0x50, 0x4e, 0x47],
];

const looked = 512;
const fewest = 16;
const fewestBase64 = 64;
/** Text has no control characters; of random bytes one in nine is one. */
const oneIn = 50;

const isControl = (byte: number) => (byte < 0x20 && ![0, 9, 10, 13].includes(byte)) || byte === 0x7f;

/**
 * Whether a body is no text of the protocol at all but encrypted bytes, plain or in base64. Text that is only damaged
 * does not count.
 */
export function isCiphertext(body: Buffer): boolean {
  if (body.length < fewest) return false;
  const head = body.subarray(0, looked);
  const text = head.toString('latin1');
  if (begin.test(text) || files.some((magic) => magic.every((byte, at) => head[at] === byte))) return false;
  const controls = head.filter(isControl).length;
  return controls * oneIn > head.length || (body.length >= fewestBase64 && base64.test(text));
}
