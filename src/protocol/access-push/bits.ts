const byteBits = [0, 1, 2, 3, 4, 5, 6, 7] as const;

/**
 * The numbers in a hexadecimal set such as EventTypes and VerifyStyles (4.4): bytes from the left, bits of each from the
 * right, so that `BF` is 0 to 5 and 7, `2B12` is 0 1 3 5 9 12. What is no hexadecimal byte ends the set.
 *
 * @param first the number that the lowest bit of the first byte stands for
 */
export function bitSet(hex: string, first = 0): number[] {
  const bytes = /^(?:[0-9a-f]{2})*/i.exec(hex.trim())?.[0].match(/../g) ?? [];
  return bytes.flatMap((byte, at) => {
    const value = Number.parseInt(byte, 16);
    return byteBits.filter((bit) => Math.floor(value / 2 ** bit) % 2 === 1).map((bit) => first + at * 8 + bit);
  });
}
