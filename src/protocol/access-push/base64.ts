const whole = /^[A-Za-z0-9+/]+={0,2}$/;

/** Not a regular expression: it would cost the square of a long run of `=` in the middle. */
function withoutPadding(text: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === '=') end -= 1;
  return text.slice(0, end);
}

/**
 * Base64 as it was before a form decoder or a proxy changed it: a blank was `+`, escapes were `+ / =`, and padding may
 * be missing (docs/field-notes.md 42). Text that is still no base64 is returned as it is; decodeBase64 refuses it.
 */
export function repairBase64(text: string): string {
  // For megabytes each further search costs time, and most texts are undamaged.
  if (text.length % 4 === 0 && whole.test(text)) return text;
  const plain = withoutPadding(
    text
      .replaceAll('\0', '')
      .trim()
      .replace(/%(2b|2f|3d)/gi, (escape) => decodeURIComponent(escape))
      .replace(/[\r\n\t%]/g, '')
      .replaceAll(' ', '+'),
  );
  return plain.padEnd(Math.ceil(plain.length / 4) * 4, '=');
}

/** The bytes, or null if the text is empty or no base64. */
export function decodeBase64(text: string): Buffer | null {
  const repaired = repairBase64(text);
  if (repaired === '' || !whole.test(repaired)) return null;
  return Buffer.from(repaired, 'base64');
}

/** Repaired base64, or null if it is empty or cannot be repaired; some servers have seen commas in it, too. */
export function wholeBase64(text: string): string | null {
  const repaired = repairBase64(text.replaceAll(',', ''));
  return whole.test(repaired) ? repaired : null;
}
