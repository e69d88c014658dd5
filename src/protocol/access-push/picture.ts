const heads = ['ffd8ff', '89504e470d0a1a0a'] as const;

/** JPEG or PNG by the first bytes, because devices send other data as photos, too. */
export function isPicture(base64: string): boolean {
  const head = Buffer.from(base64.slice(0, 16), 'base64').toString('hex');
  return heads.some((known) => head.startsWith(known));
}
