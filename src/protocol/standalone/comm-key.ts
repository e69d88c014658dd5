/** The tick that clients commonly choose. */
export const usualTick = 50;
const letters = Buffer.from('ZKSO', 'latin1');

/** Bit 0 becomes bit 31 and so on. */
function reversed(key: number): number {
  let rest = key >>> 0;
  let result = 0;
  for (let bit = 0; bit < 32; bit++) {
    result = ((result << 1) | (rest & 1)) >>> 0;
    rest >>>= 1;
  }
  return result;
}

/** The content of AUTH: the comm key, scrambled with the session and a byte that the client chooses. */
export function scrambleKey(key: number, session: number, tick: number = usualTick): Buffer {
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE((reversed(key) + session) % 0x1_0000_0000);
  const mixed = sum.map((byte, at) => byte ^ (letters[at] ?? 0));
  const [, b1 = 0, b2 = 0, b3 = 0] = mixed;
  return Buffer.from([b2 ^ tick, b3 ^ tick, tick, b1 ^ tick]);
}

/** Whether an AUTH was made with the key, for any tick. The low byte of the session never reaches the wire. */
export function isKey(data: Buffer, key: number, session: number): boolean {
  return data.length >= 4 && scrambleKey(key, session, data[2]).equals(data.subarray(0, 4));
}
